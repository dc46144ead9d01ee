using System.CommandLine;
using MsoNetwork.Exchange;
using Npgsql;

namespace MsoNetwork.Web.Commands;

internal static class SeedCommand
{
    private const int MostSynthetic = 5_000_000;

    public static Command Create()
    {
        var synthetic = new Option<int>("--synthetic")
        {
            Description = $"Also write N invented organisations for load tests (source \"Erfunden für Lasttests\", keyword \"erfunden\"), 1 to {MostSynthetic}.",
            HelpName = "N",
        };
        synthetic.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.GetValueOrDefault<int>() is < 1 or > MostSynthetic) result.AddError($"--synthetic takes 1 to {MostSynthetic}.");
        });
        var cooperations = new Option<int>("--synthetic-cooperations") { Description = "Also write N invented cooperations between the invented organisations, 1 to 1000000.", HelpName = "N" };
        cooperations.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.GetValueOrDefault<int>() is < 1 or > 1_000_000) result.AddError("--synthetic-cooperations takes 1 to 1000000.");
        });
        var randomSeed = new Option<ulong>("--random-seed") { Description = "With --synthetic: the same number gives the same organisations.", HelpName = "S", DefaultValueFactory = _ => 1 };
        var command = new Command("seed", "Loads the facts of seeds/ (MSONET_SEEDS) and the boundaries (MSONET_BOUNDARIES); what has not changed since the last time is skipped.")
        {
            synthetic, cooperations, randomSeed,
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
                    var invented = new SeedSynthetic(host.Services.GetRequiredService<NpgsqlDataSource>(), host.Services.GetRequiredService<TimeProvider>()) { Say = Console.WriteLine };
                    await invented.RunAsync(count, arguments.GetValue(randomSeed), cancellationToken);
                }

                if (arguments.GetValue(cooperations) is > 0 and var ties)
                {
                    var invented = new SeedSyntheticCooperations(host.Services.GetRequiredService<NpgsqlDataSource>(), host.Services.GetRequiredService<TimeProvider>());
                    Console.WriteLine($"Invented cooperations: {await invented.RunAsync(ties, arguments.GetValue(randomSeed), cancellationToken)} created.");
                }

                return 0;
            });
        });
        return command;
    }
}
