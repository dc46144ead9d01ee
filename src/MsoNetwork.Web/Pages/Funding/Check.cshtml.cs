using System.Globalization;
using MsoNetwork.Funding;
using MsoNetwork.FundingCheck;
using MsoNetwork.Guides;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Web.Pages.Forms;

namespace MsoNetwork.Web.Pages.Funding;

/// <summary>
/// /de/foerderung/pruefen: one question at a time, each the one that decides most. Answers travel with the form and are stored nowhere,
/// so they are sent by POST: addresses land in logs.
/// </summary>
internal sealed class FundingCheckModel(
    FundingLines lines, TimeProvider time, CheckFunding check, ReferenceSnapshot<Gazetteer> gazetteer, GuideFiles guides)
    : FundingSitePage(lines, time)
{
    /// <summary>For a seat outside the state: no region's key begins with it.</summary>
    private const string Outside = "00000000";

    private FundingFacts _facts = new();

    /// <summary>As they were typed, by the names of the facts.</summary>
    public Dictionary<string, string> Typed { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Skipped { get; } = new(StringComparer.Ordinal);

    /// <summary>The text of what is wrong, by the names of the facts.</summary>
    public Dictionary<string, string> Wrong { get; } = new(StringComparer.Ordinal);

    public FundingFindings Findings { get; private set; } = null!;

    /// <summary>What is asked: the next question, or the one whose answer is wrong.</summary>
    public FundingFact? Asked => Lines.Facts.FirstOrDefault(fact => Wrong.ContainsKey(fact.Name)) ?? Findings.Next;

    public bool HasAnswers => _facts.Names.Any();

    public IEnumerable<FundingFact> Answered => Lines.Facts.Where(fact => _facts.Knows(fact.Name));

    /// <summary>What helps to meet a criterion.</summary>
    public IEnumerable<Guide> GuidesOf(FundingCriterion criterion) => guides.Of(criterion.Key);

    public void OnGet() => Show();

    public async Task OnPostAsync()
    {
        var form = await Request.ReadFormAsync(Aborted);
        var places = await gazetteer.GetAsync(Aborted);
        foreach (var fact in Lines.Facts)
        {
            if (form.ContainsKey("skip-" + fact.Name)) Skipped.Add(fact.Name);
            // Of a field and its box, what says something.
            var typed = form[fact.Name].LastOrDefault(value => !string.IsNullOrWhiteSpace(value))?.Trim();
            if (typed is not { Length: <= 200 } || Skipped.Contains(fact.Name)) continue;
            Typed[fact.Name] = typed;
            if (Answer(fact, typed, places) is { } answer) _facts = _facts.With(fact.Name, answer);
            else Wrong[fact.Name] = "check.wrong." + fact.Kind;
        }

        Response.Headers.CacheControl = "private, no-store";
        Show();
    }

    private void Show()
    {
        Title = T["check.title"];
        Description = T["check.lead"];
        Findings = check.Run(_facts, Today, Skipped);
    }

    private static object? Answer(FundingFact fact, string typed, Gazetteer places) => fact.Kind switch
    {
        FundingFactKind.YesNo => typed switch { "yes" => true, "no" => false, _ => null },
        FundingFactKind.Percent => Whole(typed.TrimEnd('%', ' ')) is { } percent and <= 100 ? percent : null,
        FundingFactKind.Number => Whole(typed.Replace(".", "", StringComparison.Ordinal).TrimEnd('€', ' ')),
        FundingFactKind.Day => Day(typed),
        _ => typed == Outside ? Outside
            : TypedPlace.Region(TypedPlace.Read(typed, places), places) is { Level: RegionLevel.Municipality } town ? town.Key : null,
    };

    private static int? Whole(string typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateOnly? Day(string typed) => DateOnly.TryParseExact(
        typed, ["yyyy-MM-dd", "dd.MM.yyyy", "d.M.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
