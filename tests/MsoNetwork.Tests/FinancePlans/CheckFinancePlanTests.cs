using CsCheck;
using MsoNetwork.FinancePlans;
using MsoNetwork.Funding;
using MsoNetwork.Tests.Funding;

namespace MsoNetwork.Tests.FinancePlans;

/// <summary>Finance plans by the rules of the files: what the files expect, and what must hold of every plan.</summary>
public sealed class CheckFinancePlanTests
{
    private static readonly FundingLines Lines = FundingFilesTests.Committed;

    private static readonly Gen<FinancePlan> Plans =
        from rows in Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3_000_000], Gen.Int[0, 2_000]).Array[0, 12]
        from requested in Gen.Int[0, 3_000_000]
        from rate in Gen.Int[0, 3_000]
        from years in Gen.Int[1, 3]
        select new FinancePlan(
            [
                .. rows.Select(row => (FinanceKind)row.Item1 is FinanceKind.UnpaidWork
                    ? new FinanceRow(FinanceKind.UnpaidWork, "x", 0, row.Item3 * FinancePlan.Quarter)
                    : new FinanceRow((FinanceKind)row.Item1, "x", row.Item2, 0)),
            ],
            requested, rate == 0 ? null : rate, years);

    private static readonly Gen<(FundingLine Line, FundingPhase Phase)> Phases = Gen.OneOfConst(
        [.. Lines.All.SelectMany(line => line.Phases.Select(phase => (line, phase)))]);

    public static TheoryData<string, string> Examples => new(Lines.Plans.Select(one => (one.Line.Key, one.Plan.Name)));

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_file_expects_what_its_rules_say(string line, string name)
    {
        var (found, example) = Lines.Plans.Single(one => one.Line.Key == line && one.Plan.Name == name);
        var plan = Of(example.Plan);
        var findings = CheckFinancePlan.Run(found, example.Phase, plan);
        Assert.Equal(
            example.Result.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}: {one.Value}"),
            findings.Rules.Select(rule => $"{Camel(rule.Rule.ToString())}: {Word(rule.Result)}").Order(StringComparer.Ordinal));
        Assert.Equal(example.Change.Count > 0, findings.Changes.Count > 0);
        if (example.Change.Count == 0) return;
        var change = findings.Changes[0];
        Assert.Equal(
            (example.Change["ownMoney"], example.Change["requested"], example.Change["minutes"]),
            (change.OwnMoney, change.Requested, change.MoreMinutes));
    }

    [Fact]
    public void Every_line_that_says_shares_has_examples() => Assert.Empty(
        Lines.All.Where(line => line.Phases.Any(phase => phase.Amount?.Share is not null)).Select(line => line.Key)
            .Except(Lines.Plans.Select(one => one.Line.Key)));

    [Fact]
    public void Amounts_of_the_latest_phase_that_says_some_count()
    {
        var line = Lines.ByKey("nrw-mso-einzelprojekt")!;
        Assert.Equal("2023-24", CheckFinancePlan.Phase(line, new(2026, 11, 30)).Key);
        Assert.Equal("now", CheckFinancePlan.Phase(Lines.ByKey("kfi-einzelprojekte")!, new(2026, 11, 30)).Key);
    }

    [Fact]
    public void Cents_add_up() => Gen.Select(Phases, Plans).Sample((one, plan) =>
    {
        var found = CheckFinancePlan.Run(one.Line, one.Phase, plan);
        Assert.Equal(plan.UnpaidWork, found.UnpaidWork + found.UncountedWork);
        Assert.Equal(found.TotalCosts, found.EligibleCosts + plan.Sum(FinanceKind.OtherCost));
        Assert.Equal(
            found.TotalCosts,
            found.Own + plan.Sum(FinanceKind.OtherCost) + plan.Sum(FinanceKind.PrivateMoney) + plan.Sum(FinanceKind.PublicMoney)
                + plan.Requested + found.Gap);
        if (one.Phase.Amount?.UnpaidWork is { } percent and < 100)
            Assert.True(found.UnpaidWork * 100L <= percent * (long)found.Base);
    });

    [Fact]
    public void The_order_of_rows_and_a_row_in_two_parts_make_no_difference() => Gen.Select(Phases, Plans).Sample((one, plan) =>
    {
        var parts = plan.Rows.Reverse().SelectMany(row => (FinanceRow[])
        [
            row with { Cents = row.Cents / 3, Minutes = 0 }, row with { Cents = row.Cents - (row.Cents / 3) },
        ]).ToList();
        Assert.Equal(
            Said(CheckFinancePlan.Run(one.Line, one.Phase, plan)),
            Said(CheckFinancePlan.Run(one.Line, one.Phase, plan with { Rows = parts })));
    });

    [Fact]
    public void More_own_money_leaves_every_share_that_is_met() =>
        Gen.Select(Phases, Plans, Gen.Int[0, 1_000_000]).Sample((one, plan, more) =>
        {
            var before = CheckFinancePlan.Run(one.Line, one.Phase, plan);
            var richer = plan with { Rows = [.. plan.Rows, new(FinanceKind.OwnMoney, "", more, 0)] };
            var after = CheckFinancePlan.Run(one.Line, one.Phase, richer);
            foreach (var rule in before.Rules.Where(rule => rule.Rule != FinanceRule.Balance))
                Assert.True(after.Of(rule.Rule)!.Result <= rule.Result);
        });

    [Fact]
    public void More_unpaid_work_leaves_every_share_that_is_met() =>
        Gen.Select(Phases, Plans, Gen.Int[0, 4_000]).Sample((one, plan, more) =>
        {
            // Where none was planned, two readings become possible.
            plan = plan with
            {
                Rows = [.. plan.Rows, new(FinanceKind.UnpaidWork, "", 0, FinancePlan.Quarter)],
                HourlyRate = plan.HourlyRate ?? 1,
            };
            var before = CheckFinancePlan.Run(one.Line, one.Phase, plan);
            var busier = plan with { Rows = [.. plan.Rows, new(FinanceKind.UnpaidWork, "", 0, more * FinancePlan.Quarter)] };
            var after = CheckFinancePlan.Run(one.Line, one.Phase, busier);
            foreach (var rule in before.Rules.Where(rule => rule.Rule is FinanceRule.Share or FinanceRule.OwnShare))
                Assert.True(after.Of(rule.Rule)!.Result <= rule.Result);
        });

    [Fact]
    public void A_change_mends_what_it_is_offered_for() => Gen.Select(Phases, Plans).Sample((one, plan) =>
    {
        foreach (var change in CheckFinancePlan.Run(one.Line, one.Phase, plan).Changes)
        {
            var changed = CheckFinancePlan.Run(one.Line, one.Phase, Changed(plan, change));
            Assert.Equal(0, changed.Gap);
            foreach (var rule in changed.Rules.Where(rule => rule.Rule != FinanceRule.Size))
            {
                Assert.NotEqual(FinanceResult.NotMet, rule.Result);
                if (change.IsCertain && rule.Rule != FinanceRule.UnpaidWork) Assert.NotEqual(FinanceResult.ProbablyMet, rule.Result);
            }
        }
    });

    [Fact]
    public void One_cent_less_own_money_than_a_change_asks_for_is_not_enough() => Gen.Select(Phases, Plans).Sample((one, plan) =>
    {
        var change = CheckFinancePlan.Run(one.Line, one.Phase, plan).Changes.FirstOrDefault(way => way.MoreMinutes == 0);
        if (change is not { MoreOwnMoney: > 0 }) return;
        var less = Changed(plan, change with { OwnMoney = change.OwnMoney - 1, Requested = change.Requested + 1 });
        var rules = CheckFinancePlan.Run(one.Line, one.Phase, less).Rules;
        Assert.Contains(rules, rule => rule.Result is FinanceResult.NotMet or FinanceResult.ProbablyMet or FinanceResult.Unknown);
    });

    private static FinancePlan Changed(FinancePlan plan, FinanceChange change) => plan with
    {
        Requested = change.Requested,
        Rows =
        [
            .. plan.Rows.Where(row => row.Kind != FinanceKind.OwnMoney),
            new(FinanceKind.OwnMoney, "", change.OwnMoney, 0),
            new(FinanceKind.UnpaidWork, "", 0, change.MoreMinutes),
        ],
    };

    private static string Said(FinanceFindings found) => string.Join(' ', found.Rules) + string.Join(' ', found.Changes) + found.Gap;

    private static FinancePlan Of(IReadOnlyDictionary<string, int> plan)
    {
        (string Key, FinanceKind Kind)[] money =
        [
            ("cost", FinanceKind.Cost), ("otherCost", FinanceKind.OtherCost), ("ownMoney", FinanceKind.OwnMoney),
            ("private", FinanceKind.PrivateMoney), ("public", FinanceKind.PublicMoney),
        ];
        Assert.Empty(plan.Keys.Except(money.Select(one => one.Key)).Except(["minutes", "hourlyRate", "years", "requested"]));
        return new(
            [
                .. money.Where(one => plan.ContainsKey(one.Key)).Select(one => new FinanceRow(one.Kind, "", plan[one.Key], 0)),
                new(FinanceKind.UnpaidWork, "", 0, plan.GetValueOrDefault("minutes")),
            ],
            plan.GetValueOrDefault("requested"), plan.TryGetValue("hourlyRate", out var rate) ? rate : null,
            plan.GetValueOrDefault("years", 1));
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Word(FinanceResult result) => result == FinanceResult.ProbablyMet ? "probably" : Camel(result.ToString());
}
