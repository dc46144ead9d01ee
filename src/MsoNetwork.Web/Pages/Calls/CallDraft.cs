using System.Globalization;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Inbox;

namespace MsoNetwork.Web.Pages.Calls;

/// <summary>
/// A call as its form has it, in one language. What the form does not show (its text in other languages) stays as the call has it.
/// </summary>
internal sealed record CallDraft
{
    /// <summary>BCP 47 tag of title and text.</summary>
    public required string Tag { get; init; }
    public PartnerCallDirection Direction { get; init; }
    public PartnerCallSubject Subject { get; init; }
    public string FundingLine { get; init; } = "";
    public string Title { get; init; } = "";
    public string Text { get; init; } = "";
    public IReadOnlyList<string> Topics { get; init; } = [];
    public IReadOnlyList<string> TargetGroups { get; init; } = [];

    /// <summary>Languages that are needed or offered.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Where it applies; none where a town is named.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];
    public string Municipality { get; init; } = "";
    public string Radius { get; init; } = "";
    public string StartsOn { get; init; } = "";
    public string EndsOn { get; init; } = "";
    public string Deadline { get; init; } = "";
    public string Partners { get; init; } = "";
    public ContactWay ContactWay { get; init; }

    /// <param name="form">As it was sent.</param>
    /// <param name="tag">BCP 47 tag of title and text.</param>
    /// <param name="gazetteer">For the names of regions.</param>
    /// <param name="vocabularies">For the names of terms.</param>
    public static CallDraft Of(IFormCollection form, string tag, Gazetteer gazetteer, VocabularySet vocabularies) => new()
    {
        Tag = tag,
        Direction = Member<PartnerCallDirection>(form, "direction"),
        Subject = Member<PartnerCallSubject>(form, "subject"),
        FundingLine = Given(form, "fundingLine"),
        Title = Given(form, "title"),
        Text = Given(form, "text"),
        Topics = [.. form["topics"].OfType<string>().Where(key => key.Length > 0)],
        TargetGroups = ChoiceField.Read(form, "targetGroups", word => vocabularies[VocabularyName.TargetGroups].Resolve(word)?.Key),
        Languages = ChoiceField.Read(form, "languages", word => vocabularies[VocabularyName.Languages].Resolve(word)?.Key),
        Regions = ChoiceField.Read(form, "regions", word => gazetteer.Region(word)?.Key),
        Municipality = Given(form, "municipality"),
        Radius = Given(form, "radiusKm"),
        StartsOn = Given(form, "startsOn"),
        EndsOn = Given(form, "endsOn"),
        Deadline = Given(form, "deadline"),
        Partners = Given(form, "partners"),
        ContactWay = Member<ContactWay>(form, "contactWay"),
    };

    public static CallDraft Of(PartnerCall call, string tag, Gazetteer gazetteer) => new()
    {
        Tag = call.Titles.ContainsKey(tag) ? tag : call.Titles.ContainsKey("de") ? "de" : call.Titles.Keys.Order().First(),
        Direction = call.Direction,
        Subject = call.Subject,
        FundingLine = call.FundingLine ?? "",
        Title = In(call.Titles, tag),
        Text = In(call.Texts, tag),
        Topics = call.Topics,
        TargetGroups = call.TargetGroups,
        Languages = call.Languages,
        Regions = call.PlaceKey is null ? call.Regions : [],
        Municipality = call.PlaceKey is { } key ? gazetteer.ByKey(key)?.Name ?? key : "",
        Radius = Number(call.RadiusKm),
        StartsOn = Day(call.StartsOn),
        EndsOn = Day(call.EndsOn),
        Deadline = Day(call.Deadline),
        Partners = Number(call.Partners),
        ContactWay = call.ContactWay,
    };

    /// <param name="before">The call that is changed; null for a new one.</param>
    /// <param name="day">Reads a day of the form.</param>
    /// <param name="number">Reads a number of the form.</param>
    public PartnerCallContentInput Content(PartnerCall? before, Func<string, DateTime?> day, Func<string, int?> number)
    {
        var others = before?.Titles.Keys.Where(tag => tag != Tag)
            .Select(tag => new PartnerCallTextInput(tag, before.Titles[tag], before.Texts[tag])) ?? [];
        var place = Municipality.Length > 0 ? new PartnerCallPlaceInput(Municipality, number("radiusKm") ?? 10) : null;
        return new PartnerCallContentInput(
            Direction,
            Subject,
            FundingLine.Length > 0 ? FundingLine : null,
            [new PartnerCallTextInput(Tag, Title, Text), .. others],
            [.. Topics],
            [.. TargetGroups],
            [.. Languages],
            [.. Regions],
            place,
            day("startsOn"),
            day("endsOn"),
            day("deadline"),
            number("partners"),
            ContactWay);
    }

    private static string In(Dictionary<string, string> texts, string tag) =>
        texts.GetValueOrDefault(tag) ?? texts.GetValueOrDefault("de") ?? texts[texts.Keys.Order().First()];

    private static string Given(IFormCollection form, string field) => form[field].ToString().Trim();

    private static T Member<T>(IFormCollection form, string field)
        where T : struct, Enum => Enum.TryParse<T>(form[field], out var member) && Enum.IsDefined(member) ? member : default;

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
