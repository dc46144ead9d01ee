using CsCheck;
using MsoNetwork.Funding;
using MsoNetwork.FundingCheck;
using MsoNetwork.Tests.Funding;

namespace MsoNetwork.Tests.FundingCheck;

/// <summary>Rules and questions, on the committed lines and on organisations made by chance.</summary>
[Trait("Speed", "Medium")]
public sealed class CheckFundingTests
{
    private static readonly DateOnly On = new(2024, 12, 1); // three lines are open

    private static FundingLines Lines => FundingFilesTests.Committed;

    public static TheoryData<string, string> Examples
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (line, example) in Lines.Examples) data.Add(line.Key, example.Name);
            return data;
        }
    }

    // An organisation that knows everything of itself.
    private static readonly Gen<FundingFacts> Somebody = Gen.Select(
        Gen.Bool.Array[20], Gen.Int[0, 100].Array[20], Gen.Int[0, 4_000].Array[20], Gen.Int[0, 2]).Select((yes, percent, days, place) =>
            Lines.Facts.Select((fact, at) => (fact, at)).Aggregate(new FundingFacts(), (facts, one) => facts.With(one.fact.Name,
                one.fact.Kind switch
                {
                    FundingFactKind.YesNo => yes[one.at],
                    FundingFactKind.Percent => percent[one.at],
                    FundingFactKind.Number => one.fact.Name == "costs" ? percent[one.at] * 50 : percent[one.at] % 6,
                    FundingFactKind.Day => On.AddDays(-days[one.at]),
                    _ => ((string[])["05315000", "05913000", "06412000"])[place],
                })));

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_file_s_own_example_comes_out_as_it_says(string line, string name)
    {
        var (of, example) = Lines.Examples.Single(one => one.Line.Key == line && one.Example.Name == name);
        var found = CheckedLine.Of(of, example.Phase, example.Facts, example.On);
        Assert.Equal(example.Result, found.Outlook switch
        {
            FundingOutlook.LikelyEligible => "likely",
            FundingOutlook.AskAuthority => "askAuthority",
            FundingOutlook.Missing => "missing",
            _ => "unknown",
        });
        if (example.Missing.Count > 0) Assert.Equal(example.Missing, Keys(found, CriterionResult.NotMet));
        if (example.Unknown.Count > 0) Assert.Equal(example.Unknown, Keys(found, CriterionResult.Unknown));
    }

    [Fact]
    public void There_are_examples_enough_and_of_each_line()
    {
        Assert.True(Lines.Examples.Count >= 60, $"{Lines.Examples.Count} examples");
        Assert.All(Lines.All, line => Assert.Contains(Lines.Examples, one => one.Line == line && one.Example.Result != "likely"));
        Assert.Equal(Lines.Examples.Count, Lines.Examples.Select(one => (one.Line.Key, one.Example.Name)).Distinct().Count());
    }

    [Fact]
    public void More_facts_never_take_a_decision_back() =>
        Gen.Select(Somebody, Gen.Shuffle(Lines.Facts.Select(fact => fact.Name).ToArray())).Sample((all, order) =>
        {
            var known = new FundingFacts();
            var before = Results(known);
            foreach (var name in order)
            {
                known = known.With(name, Value(all, name));
                var now = Results(known);
                foreach (var (key, was) in before)
                {
                    var is_ = now[key];
                    Assert.False(was == CriterionResult.Met && is_ != CriterionResult.Met, $"{key}: met, then {is_}");
                    Assert.False(was == CriterionResult.NotMet && is_ != CriterionResult.NotMet, $"{key}: not met, then {is_}");
                    Assert.False(was != CriterionResult.Unknown && is_ == CriterionResult.Unknown, $"{key}: {was}, then unknown");
                }

                before = now;
            }

            Assert.DoesNotContain(CriterionResult.Unknown, before.Values); // whoever knows everything is told everything
        }, iter: 300);

    [Fact]
    public void The_order_of_answers_does_not_matter() =>
        Gen.Select(Somebody, Gen.Shuffle(Lines.Facts.Select(fact => fact.Name).ToArray())).Sample((all, order) =>
            Assert.Equal(Results(all), Results(order.Aggregate(new FundingFacts(), (facts, name) => facts.With(name, Value(all, name))))),
            iter: 100);

    [Fact]
    public void Asking_what_decides_most_needs_fewer_questions_than_a_fixed_order()
    {
        var check = new CheckFunding(Lines);
        var (chosen, inOrder, all) = (0, 0, 0);
        Somebody.Sample(somebody =>
        {
            var known = new FundingFacts();
            while (check.Run(known, On).Next is { } next)
            {
                known = known.With(next.Name, Value(somebody, next.Name));
                chosen++;
            }

            var reached = check.Of(known, On).Select(line => line.Outlook).ToList();
            Assert.Equal(check.Of(somebody, On).Select(line => line.Outlook), reached); // nothing was spared that mattered
            known = new FundingFacts();
            foreach (var fact in Lines.Facts)
            {
                if (check.Run(known, On).Next is null) break;
                known = known.With(fact.Name, Value(somebody, fact.Name));
                inOrder++;
            }

            all += Lines.Facts.Count;
        }, iter: 200, threads: 1);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"200 organisations: {chosen} questions, {inOrder} in a fixed order, {all} are there");
        Assert.True(chosen < inOrder, $"{chosen} questions, {inOrder} in a fixed order");
    }

    [Fact]
    public void A_skipped_question_is_not_asked_again_and_answers_still_count()
    {
        var check = new CheckFunding(Lines);
        var first = check.Run(new FundingFacts(), On).Next!.Name;
        var next = check.Run(new FundingFacts(), On, new HashSet<string> { first }).Next!.Name;
        Assert.NotEqual(first, next);
        Assert.Null(check.Run(new FundingFacts(), On, Lines.Facts.Select(fact => fact.Name).ToHashSet()).Next);
    }

    [Fact]
    public void A_programme_that_ended_years_ago_is_not_offered_but_still_shown()
    {
        var lines = new CheckFunding(Lines).Run(new FundingFacts(), new(2026, 11, 29)).Lines;
        Assert.DoesNotContain(lines, line => line.Line.Key == "nrw-2006");
        Assert.Contains(lines, line => line.Line.Key == "nrw-mso-anschub" && line.Status == FundingStatus.Closed);
        Assert.NotNull(Lines.ByKey("nrw-2006"));
    }

    [Theory]
    [InlineData("2020-02-29", "2025-02-28", true)]
    [InlineData("2020-02-29", "2025-03-01", false)]
    [InlineData("2019-12-01", "2024-12-01", true)]
    [InlineData("2019-11-30", "2024-12-01", false)]
    public void Years_end_on_their_day_and_those_of_a_leap_day_on_the_28th(string registered, string on, bool holds) => Assert.Equal(
        holds ? Truth.True : Truth.False,
        new FundingRule.WithinYears("registeredOn", 5).Holds(
            new FundingFacts().With("registeredOn", DateOnly.Parse(registered, System.Globalization.CultureInfo.InvariantCulture)),
            DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture)));

    private static object Value(FundingFacts all, string name) => (object?)all.YesNo(name) ?? (object?)all.Number(name)
        ?? (object?)all.Day(name) ?? all.Place(name)!;

    private static List<string> Keys(CheckedLine line, CriterionResult result) =>
        [.. line.Criteria.Where(one => one.Result == result).Select(one => one.Criterion.Key)];

    private static Dictionary<string, CriterionResult> Results(FundingFacts facts) => new CheckFunding(Lines).Of(facts, On)
        .SelectMany(line => line.Criteria.Select(one => ($"{line.Line.Key}/{one.Criterion.Key}", one.Result)))
        .ToDictionary(one => one.Item1, one => one.Result);
}
