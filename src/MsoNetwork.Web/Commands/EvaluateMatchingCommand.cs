using System.CommandLine;
using System.Globalization;
using MsoNetwork.Import;
using MsoNetwork.Invented;
using MsoNetwork.Matching;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Web.Commands;

/// <summary>Prints how well partner suggestions foretell hidden cooperations of invented networks, beside simple methods.</summary>
internal static class EvaluateMatchingCommand
{
    private const int MostOrganisations = 5_000;
    private static readonly ulong[] UsualSeeds = [11, 12, 13, 14, 15];

    public static Command Create()
    {
        var seeds = new Option<string>("--seeds")
        {
            Description =
                "Networks to invent, as numbers with commas between; 11,12,13,14,15 unless told. Seeds 1 to 3 were looked at when the "
                    + "weights were set, so they prove less.",
            HelpName = "S,S,…",
        };
        seeds.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && Seeds(result.GetValueOrDefault<string>()) is null)
                result.AddError("--seeds takes whole numbers with commas between, such as 11,12,13.");
        });
        var organisations = NumberOption.Whole(
            "--organisations",
            "N",
            $"Organisations in each network, 50 to {MostOrganisations}; with {SyntheticMatching.TiesEach} cooperations each.",
            50,
            MostOrganisations,
            1_000
        );
        var command = new Command(
            "evaluate-matching",
            $"Hides {SyntheticMatching.HiddenShare:P0} of the cooperations of invented networks and ranks them among all pairs without "
                + $"one: AUC, recall@{LinkPrediction.Top} and MRR of the matcher and of simple methods. Reads vocabularies and regions "
                + "from the registry, writes nothing."
        )
        {
            seeds,
            organisations,
        };
        command.SetAction((arguments, cancellationToken) => Failures.InWordsAsync("Not evaluated", async () =>
                {
                    await using var host = NetworkHost.CreateBuilder().Build();
                    var database = host.Services.GetRequiredService<NpgsqlDataSource>();
                    var (gazetteer, vocabularies) = (
                        await GazetteerLoader.LoadAsync(database, cancellationToken),
                        await VocabularyLoader.LoadAsync(database, cancellationToken)
                    );
                    if (gazetteer.Regions.Count == 0 || vocabularies[VocabularyName.Topics].Terms.Count == 0)
                        throw new ImportRefusedException("The registry has no regions and vocabularies yet. Load them first: msonet seed");
                    foreach (var (name, ties) in SyntheticNetwork.Settings)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        var runs = (Seeds(arguments.GetValue(seeds)) ?? UsualSeeds)
                            .Select(seed =>
                                SyntheticMatching.Evaluate(gazetteer, vocabularies, arguments.GetValue(organisations), ties, seed)
                            )
                            .ToList();
                        Print(name, ties, runs);
                    }

                    return 0;
                }));
        return command;
    }

    private static ulong[]? Seeds(string? text)
    {
        if (text is null) return null;
        var seeds = new List<ulong>();
        foreach (var part in text.Split(','))
        {
            if (!ulong.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)) return null;
            seeds.Add(seed);
        }

        return [.. seeds];
    }

    private static void Print(string name, SyntheticTies ties, List<IReadOnlyList<(string Method, LinkQuality Quality)>> runs)
    {
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: town {ties.Town}, district {ties.District}, topic {ties.Topic}, language {ties.Language}, closure "
                    + $"{ties.Closure}, attachment {ties.Attachment}"
            )
        );
        Console.WriteLine("                      AUC (±)        recall@10    MRR");
        foreach (var method in runs[0].Select(run => run.Method))
        {
            var qualities = runs.ConvertAll(run => run.Single(one => one.Method == method).Quality);
            var auc = qualities.Average(quality => quality.Auc);
            var spread = Math.Sqrt(qualities.Average(quality => (quality.Auc - auc) * (quality.Auc - auc)));
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {method,-18} {auc,6:0.000} {spread,6:0.000} {qualities.Average(quality => quality.Recall),12:0.000} "
                        + $"{qualities.Average(quality => quality.ReciprocalRank),8:0.000}"
                )
            );
        }
    }
}
