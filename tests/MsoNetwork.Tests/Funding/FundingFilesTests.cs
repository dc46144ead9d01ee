using MsoNetwork.Funding;
using MsoNetwork.SeedFiles;

namespace MsoNetwork.Tests.Funding;

/// <summary>The files of seeds/funding, and what is said when one is wrong.</summary>
public sealed class FundingFilesTests
{
    private const string Line = """
        id: probe
        name: Probe
        programme: Programm
        for: alle
        authority: Amt
        advice: Rat
        sources:
          page: { name: Seite, read: 2026-11-29 }
        criteria:
          charitable: { text: Gemeinnützig., met: { is: nonProfit }, source: page }
        phases:
          - { id: "1", name: Eine, deadline: 2026-12-31, criteria: [charitable], source: page }
        examples:
          - { name: Ja, on: 2026-11-29, phase: "1", answers: { nonProfit: yes }, result: likely }
        """;

    public static FundingLines Committed { get; } = new(new FundingFolder(Path.Combine(Repository.Root, "seeds", "funding")));

    [Fact]
    public void Every_line_of_the_notes_is_there_back_to_2006()
    {
        Assert.Equal(18, Committed.All.Count);
        Assert.Contains(Committed.All, line => line.Phases.Any(phase => phase.From == new DateOnly(2006, 3, 8)));
        Assert.All(Committed.All, line => Assert.NotEmpty(line.Pages));
    }

    [Fact]
    public void Every_fact_is_asked_by_some_rule() => Assert.Equal(
        Committed.Facts.Select(fact => fact.Name).Order(StringComparer.Ordinal),
        Committed.All.SelectMany(line => line.Phases).SelectMany(phase => phase.Criteria).SelectMany(one => one.Facts).Distinct()
            .Order(StringComparer.Ordinal));

    [Fact]
    public void A_right_file_is_read()
    {
        var line = Assert.Single(Read(Line).All);
        Assert.Equal(FundingStatus.Unknown, line.PhaseOn(new(2026, 11, 29)).StatusOn(new(2026, 11, 29)));
        Assert.Equal(FundingStatus.Closed, line.PhaseOn(new(2027, 1, 1)).StatusOn(new(2027, 1, 1)));
    }

    [Theory]
    [InlineData("2026-12-31", "31.12.2026", "probe.yaml, line 12, phases[1].deadline: \"31.12.2026\" is no day; write it as 2026-11-29.")]
    [InlineData("is: nonProfit", "is: nonprofit", "there is no fact \"nonprofit\"; facts.yaml knows place,")]
    [InlineData("is: nonProfit", "is: costs", "\"costs\" is Number; this rule is of YesNo.")]
    [InlineData("met: { is: nonProfit }", "met: { atLeast: nonProfit }", "keys with values belong here")]
    [InlineData("met: { is: nonProfit }", "met: { more: nonProfit }", "there is no rule \"more\" of this form; known are is, not,")]
    [InlineData("criteria: [charitable]", "criteria: [seat]", "phases[1].criteria[1]: \"seat\" is not known here; known are charitable.")]
    [InlineData("deadline:", "dedline:", "there is no \"dedline\" here; known are")]
    [InlineData("advice: Rat\n", "", "\"advice\" is missing.")]
    [InlineData("answers: { nonProfit: yes }", "answers: { nonProfit: perhaps }", "\"perhaps\" is neither yes nor no.")]
    [InlineData("name: Probe", "name: [Probe", "this is no YAML")]
    public void A_wrong_file_says_where_it_is_wrong_and_what_would_be_right(string right, string wrong, string says)
    {
        Assert.Contains(right, Line, StringComparison.Ordinal);
        var error = Assert.Throws<SeedFileException>(() => Read(Line.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("probe.yaml, line ", error.Message, StringComparison.Ordinal);
    }

    private static FundingLines Read(string line)
    {
        var folder = Directory.CreateTempSubdirectory("msonet-funding-").FullName;
        try
        {
            var facts = Path.Combine(Repository.Root, "seeds", "funding", FundingLines.FactsFile);
            File.Copy(facts, Path.Combine(folder, FundingLines.FactsFile));
            File.WriteAllText(Path.Combine(folder, "probe.yaml"), line);
            return new FundingLines(new FundingFolder(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
