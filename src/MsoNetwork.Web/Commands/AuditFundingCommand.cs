using System.CommandLine;
using System.Globalization;
using MsoNetwork.Funding;
using MsoNetwork.FundingCheck;
using MsoNetwork.Invented;
using MsoNetwork.Time;

namespace MsoNetwork.Web.Commands;

/// <summary>audit-funding: which rule decided what, for invented organisations.</summary>
internal static class AuditFundingCommand
{
    private const int Usual = 20;
    private const int Most = 10_000;

    public static Command Create()
    {
        var count = NumberOption.Whole("--organisations", "N", $"So many invented organisations, 1 to {Most} ({Usual} unless told).",
            1, Most, Usual);
        var seed = NumberOption.RandomSeed("--random-seed", "The same number gives the same organisations.");
        var on = new Option<string?>("--on") { Description = "The day of the application, as 2024-12-01; today unless told." };
        var brief = new Option<bool>("--summary") { Description = "Only how often each criterion decided, and the questions." };
        var command = new Command("audit-funding", "Prints for invented organisations which rule of seeds/funding decided what: a line "
            + "for each organisation, line of funding and deciding criterion, then how often each decided, and how many questions the "
            + "check asked. Needs no rows of the database.")
        {
            count, seed, on, brief,
        };
        command.SetAction(async (arguments, _) =>
        {
            await using var host = NetworkHost.CreateBuilder().Build();
            return await Failures.InWordsAsync("Not audited", () => Task.FromResult(Run(
                host.Services, arguments.GetValue(count), arguments.GetValue(seed), Day(host.Services, arguments.GetValue(on)),
                arguments.GetValue(brief))));
        });
        return command;
    }

    private static int Run(IServiceProvider services, int count, ulong seed, DateOnly on, bool brief)
    {
        var lines = services.GetRequiredService<FundingLines>();
        var audit = services.GetRequiredService<AuditFunding>();
        var decided = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (chosen, inOrder, all, at) = (0, 0, 0, 0);
        foreach (var somebody in InventedApplicants.Of(lines.Facts, count, seed, on))
        {
            at++;
            var answers = lines.Facts.Select(fact => $"{fact.Name}={RuleWords.Answer(fact.Name, somebody)}");
            if (!brief) Write($"{at}\t{string.Join(' ', answers)}");
            foreach (var one in audit.Run(somebody, on))
            {
                var line = $"{one.Line.Line.Key}/{one.Line.Phase.Key}";
                var reasons = one.Decided.Select(each => (each.Criterion.Key, Why(each, somebody)));
                foreach (var (key, why) in reasons.DefaultIfEmpty(("all", "")))
                {
                    var what = $"{line}\t{one.Line.Outlook}\t{key}";
                    decided[what] = decided.GetValueOrDefault(what) + 1;
                    if (!brief) Write($"{at}\t{what}\t{why}");
                }
            }

            var asked = audit.Ask(somebody, on);
            (chosen, inOrder, all) = (chosen + asked.Chosen, inOrder + asked.Fixed, all + asked.All);
        }

        foreach (var (what, times) in decided) Write($"decided\t{what}\t{times}");
        Write($"questions\t{count} organisations: {chosen} asked, {inOrder} in a fixed order, {all} are there");
        return 0;
    }

    private static string Why(CheckedCriterion one, FundingFacts facts) =>
        $"{one.Result}: {RuleWords.Of(one.Criterion.Met, facts)}"
            + (one.Criterion.Probably is { } probably ? $"; probably {RuleWords.Of(probably, facts)}" : "");

    private static DateOnly Day(IServiceProvider services, string? typed) =>
        typed is null ? services.GetRequiredService<TimeProvider>().Today()
        : DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw Errors.NetworkException.Invalid("--on", "--on is a day like 2024-12-01.");

    private static void Write(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
