using System.CommandLine;
using MsoNetwork.Invented;
using Npgsql;

namespace MsoNetwork.Web.Commands;

internal static class SeedCommand
{
    private const int MostSynthetic = 5_000_000;
    private const int MostTies = 1_000_000;

    public static Command Create()
    {
        var synthetic = NumberOption.Whole(
            "--synthetic",
            "N",
            $"Also write N invented organisations for load tests (source \"Erfunden für Lasttests\", keyword \"erfunden\"), 1 to "
                + $"{MostSynthetic}.",
            1,
            MostSynthetic
        );
        var cooperations = NumberOption.Whole(
            "--synthetic-cooperations",
            "N",
            $"Also write N invented cooperations between the invented organisations, 1 to {MostTies}.",
            1,
            MostTies
        );
        var calls = NumberOption.Whole(
            "--synthetic-calls",
            "N",
            $"Also write N invented partner calls of the invented organisations, 1 to {MostTies}.",
            1,
            MostTies
        );
        var trainings = NumberOption.Whole(
            "--synthetic-trainings", "N", $"Also write N invented trainings of the invented organisations, 1 to {MostTies}.", 1, MostTies);
        var randomSeed = NumberOption.RandomSeed("--random-seed", "With --synthetic: the same number gives the same organisations.");
        var command = new Command(
            "seed",
            "Loads the facts of seeds/ (MSONET_SEEDS) and the boundaries (MSONET_BOUNDARIES); what has not changed since the last time is "
                + "skipped."
        )
        {
            synthetic, cooperations, calls, trainings, randomSeed,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var builder = NetworkHost.CreateBuilder();
            await using var host = builder.Build();
            return await Failures.InWordsAsync("Not loaded, nothing of it was written", async () =>
            {
                await NetworkHost.SeedAsync(builder, host.Services, cancellationToken);
                if (arguments.GetValue(synthetic) is > 0 and var count)
                {
                    var invented = new SeedSynthetic(
                        host.Services.GetRequiredService<NpgsqlDataSource>(),
                        host.Services.GetRequiredService<TimeProvider>()
                    )
                    {
                        Say = Console.WriteLine,
                    };
                    await invented.RunAsync(count, arguments.GetValue(randomSeed), cancellationToken);
                }

                if (arguments.GetValue(cooperations) is > 0 and var ties)
                {
                    var invented = new SeedSyntheticCooperations(
                        host.Services.GetRequiredService<NpgsqlDataSource>(),
                        host.Services.GetRequiredService<TimeProvider>()
                    );
                    Console.WriteLine(
                        $"Invented cooperations: {await invented.RunAsync(ties, arguments.GetValue(randomSeed), cancellationToken)} "
                            + "created."
                    );
                }

                if (arguments.GetValue(calls) is > 0 and var many)
                {
                    var invented = new SeedSyntheticCalls(
                        host.Services.GetRequiredService<NpgsqlDataSource>(),
                        host.Services.GetRequiredService<TimeProvider>()
                    );
                    Console.WriteLine(
                        $"Invented partner calls: {await invented.RunAsync(many, arguments.GetValue(randomSeed), cancellationToken)} "
                            + "created."
                    );
                }

                if (arguments.GetValue(trainings) is > 0 and var offers)
                {
                    var invented = new SeedSyntheticTrainings(
                        host.Services.GetRequiredService<NpgsqlDataSource>(), host.Services.GetRequiredService<TimeProvider>());
                    var written = await invented.RunAsync(offers, arguments.GetValue(randomSeed), cancellationToken);
                    Console.WriteLine($"Invented trainings: {written} created.");
                }

                return 0;
            });
        });
        return command;
    }
}
