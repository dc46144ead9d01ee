using MsoNetwork.SeedFiles;

namespace MsoNetwork.Funding;

/// <summary>Reads a line of funding from its file in seeds/funding (docs/funding.md says what stands where).</summary>
internal sealed class FundingReader(IReadOnlyDictionary<string, FundingFact> facts)
{
    private static readonly Dictionary<string, FundingStatus> Statuses = new(StringComparer.Ordinal)
    {
        ["open"] = FundingStatus.Open,
        ["announced"] = FundingStatus.Announced,
        ["closed"] = FundingStatus.Closed,
        ["unknown"] = FundingStatus.Unknown,
    };

    private static readonly Dictionary<string, FundingFactKind> Kinds = new(StringComparer.Ordinal)
    {
        ["yesNo"] = FundingFactKind.YesNo,
        ["percent"] = FundingFactKind.Percent,
        ["number"] = FundingFactKind.Number,
        ["day"] = FundingFactKind.Day,
        ["place"] = FundingFactKind.Place,
    };

    /// <summary>The questions of facts.yaml, in the order in which they are asked where nothing else decides.</summary>
    public static IReadOnlyList<FundingFact> Facts(YamlPart file) =>
    [
        .. file.Entries().Select(entry => entry.Part.Ended(new FundingFact(
            entry.Key,
            entry.Part.Get("kind").OneOf(Kinds),
            entry.Part.Get("question").Localised(),
            entry.Part.Find("hint")?.Localised(),
            entry.Part.Find("sensitive")?.YesNo() ?? false))),
    ];

    public (FundingLine Line, IReadOnlyList<FundingExample> Examples, IReadOnlyList<FundingPlanExample> Plans) Line(YamlPart file)
    {
        var pages = file.Sources();
        var criteria = file.Get("criteria").Entries().Select(entry => Criterion(entry.Key, entry.Part, pages))
            .ToDictionary(criterion => criterion.Key, StringComparer.Ordinal);
        var phases = file.Get("phases").Items().Select(part => Phase(part, criteria, pages)).ToList();
        if (phases.Count == 0) throw file.Get("phases").Wrong("at least one phase belongs here.");
        if (phases.GroupBy(phase => phase.Key).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw file.Get("phases").Wrong($"the phase \"{twice.Key}\" is there twice.");
        var line = new FundingLine
        {
            Key = file.Get("id").Text(),
            Name = file.Get("name").Localised(),
            Programme = file.Get("programme").Localised(),
            For = file.Get("for").Localised(),
            Authority = file.Get("authority").Localised(),
            AuthorityEmail = file.Find("email")?.Text(),
            Url = file.Find("url")?.Text(),
            LegalBasis = file.Find("legalBasis")?.Localised(),
            Advice = file.Get("advice").Localised(),
            Documents = file.Texts("documents"),
            PlanForm = file.Find("planForm") is { } form
                ? form.Ended(new FundingPlanForm(form.Get("text").Localised(), form.Get("source").OneOf(pages))) : null,
            Topics = file.Words("topics"),
            Doubts = file.Texts("doubts"),
            Phases = phases,
            Pages = [.. pages.Values],
        };
        var examples = file.Get("examples").Items().Select(part => Example(part, line)).ToList();
        var plans = file.Find("plans")?.Items().Select(part => Plan(part, line)).ToList() ?? [];
        return file.Ended((line, examples, plans));
    }

    private FundingCriterion Criterion(
        string key, YamlPart part, IReadOnlyDictionary<string, SourcePage> pages) => part.Ended(new FundingCriterion(
        key,
        part.Get("text").Localised(),
        Rule(part.Get("met")),
        part.Find("probably") is { } probably ? Rule(probably) : null,
        part.Find("soft")?.YesNo() ?? false,
        part.Find("doubt")?.Localised(),
        part.Get("source").OneOf(pages)));

    private static FundingPhase Phase(YamlPart part, Dictionary<string, FundingCriterion> criteria,
        IReadOnlyDictionary<string, SourcePage> pages) => part.Ended(new FundingPhase
        {
            Key = part.Get("id").Text(),
            Name = part.Get("name").Localised(),
            Opens = part.Find("opens")?.Day(),
            Deadline = part.Find("deadline")?.Day(),
            From = part.Find("from")?.Day(),
            To = part.Find("to")?.Day(),
            Stated = part.Find("status")?.OneOf(Statuses),
            Amount = part.Find("amount") is { } amount ? Amount(amount) : null,
            AmountInWords = part.Find("amountInWords")?.Localised(),
            Criteria = [.. part.Get("criteria").Items().Select(item => item.OneOf(criteria))],
            Doubts = part.Texts("doubts"),
            Page = part.Get("source").OneOf(pages),
        });

    private static FundingAmount Amount(YamlPart part) => part.Ended(new FundingAmount(
        part.Find("most")?.Number(),
        part.Find("perYear")?.YesNo() ?? false,
        part.Find("share")?.Number(100),
        part.Find("ownShare")?.Number(100),
        part.Find("unpaidWork")?.Number(100),
        part.Find("unpaidWorkDoubt")?.Localised()));

    private FundingExample Example(YamlPart part, FundingLine line)
    {
        var known = new FundingFacts();
        foreach (var (name, answer) in part.Get("answers").Entries()) known = known.With(name, Answer(name, answer));
        return part.Ended(new FundingExample(
            part.Get("name").Text(),
            part.Get("on").Day(),
            known,
            part.Get("phase").OneOf(line.Phases.ToDictionary(phase => phase.Key, StringComparer.Ordinal)),
            part.Get("result").Text(),
            part.Find("missing")?.Items().Select(item => item.Text()).ToList() ?? [],
            part.Find("unknown")?.Items().Select(item => item.Text()).ToList() ?? []));
    }

    private static FundingPlanExample Plan(YamlPart part, FundingLine line) => part.Ended(new FundingPlanExample(
        part.Get("name").Text(),
        part.Get("phase").OneOf(line.Phases.ToDictionary(phase => phase.Key, StringComparer.Ordinal)),
        part.Get("plan").Entries().ToDictionary(entry => entry.Key, entry => entry.Part.Number(), StringComparer.Ordinal),
        part.Get("result").Entries().ToDictionary(entry => entry.Key, entry => entry.Part.Text(), StringComparer.Ordinal),
        part.Find("change")?.Entries().ToDictionary(entry => entry.Key, entry => entry.Part.Number(), StringComparer.Ordinal) ?? []));

    private object Answer(string name, YamlPart answer) => Fact(name, answer).Kind switch
    {
        FundingFactKind.YesNo => answer.YesNo(),
        FundingFactKind.Percent => answer.Number(100),
        FundingFactKind.Number => answer.Number(),
        FundingFactKind.Day => answer.Day(),
        _ => answer.Text(),
    };

    private FundingFact Fact(string name, YamlPart part) => facts.TryGetValue(name, out var fact) ? fact
        : throw part.Wrong($"there is no fact \"{name}\"; facts.yaml knows {string.Join(", ", facts.Keys)}.");

    private string Of(string name, YamlPart part, params FundingFactKind[] kinds) =>
        Fact(name, part) is var fact && kinds.Contains(fact.Kind) ? name
            : throw part.Wrong($"\"{name}\" is {fact.Kind}; this rule is of {string.Join(" or ", kinds)}.");

    private FundingRule Rule(YamlPart part)
    {
        if (part.Entries() is not [var (kind, value)])
            throw part.Wrong("one rule belongs here: is, not, all, any, atLeast, withinYears or inRegion.");
        switch (kind)
        {
            case "is": return new FundingRule.Yes(Of(value.Text(), value, FundingFactKind.YesNo));
            case "not": return new FundingRule.Negated(Rule(value));
            case "all": return new FundingRule.All([.. value.Items().Select(Rule)]);
            case "any": return new FundingRule.Any([.. value.Items().Select(Rule)]);
            case "atLeast" when value.Entries() is [var (fact, least)]:
                return new FundingRule.AtLeast(Of(fact, least, FundingFactKind.Percent, FundingFactKind.Number), least.Number());
            case "withinYears" when value.Entries() is [var (fact, years)]:
                return new FundingRule.WithinYears(Of(fact, years, FundingFactKind.Day), years.Number(100));
            case "inRegion" when value.Entries() is [var (fact, regions)]:
                return new FundingRule.InRegion(
                    Of(fact, regions, FundingFactKind.Place), [.. regions.Items().Select(item => item.Text())]);
            default:
                throw part.Wrong(
                    $"there is no rule \"{kind}\" of this form; known are is, not, all, any, atLeast, withinYears, inRegion.");
        }
    }
}

/// <summary>What a file expects of an organisation, checked by every run of the tests.</summary>
/// <param name="Name">Whom it is about.</param>
/// <param name="On">The day of the application.</param>
/// <param name="Facts">What is known.</param>
/// <param name="Phase">The phase meant.</param>
/// <param name="Result">likely, askAuthority, missing or unknown.</param>
/// <param name="Missing">Keys of criteria that are not met.</param>
/// <param name="Unknown">Keys of criteria that cannot be told.</param>
public sealed record FundingExample(
    string Name, DateOnly On, FundingFacts Facts, FundingPhase Phase, string Result,
    IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown);

/// <summary>A finance plan and what a file expects of it, checked by every run of the tests.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Phase">The phase meant.</param>
/// <param name="Plan">In cents: cost, otherCost, ownMoney, private, public, requested, hourlyRate; minutes and years as numbers.</param>
/// <param name="Result">met, probably, notMet or unknown, by rule.</param>
/// <param name="Change">What the first way to mend it gives: ownMoney and requested in cents, minutes.</param>
public sealed record FundingPlanExample(
    string Name, FundingPhase Phase, IReadOnlyDictionary<string, int> Plan, IReadOnlyDictionary<string, string> Result,
    IReadOnlyDictionary<string, int> Change);
