using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Postings;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.PartnerCalls;

/// <summary>Reads what a call may say, checked against the reference data.</summary>
internal static class CheckedContent
{
    public const int LongestTitle = 200;
    public const int LongestText = 5_000;
    public const int MostLanguages = 20;
    private const string Path = "input.content.";

    /// <param name="input">As given.</param>
    /// <param name="gazetteer">The regions.</param>
    /// <param name="vocabularies">The terms.</param>
    /// <param name="today">In Berlin.</param>
    /// <returns>Regions are empty where a place is given, or neither: then the organisation's district is meant.</returns>
    /// <exception cref="NetworkException">With all that is wrong.</exception>
    public static PartnerCallContent Of(PartnerCallContentInput input, Gazetteer gazetteer, VocabularySet vocabularies, DateOnly today)
    {
        var reader = new ContentReader(Path);
        var (titles, texts) = Worded(input.Texts, reader);
        var content = new PartnerCallContent
        {
            Direction = input.Direction,
            Subject = input.Subject,
            FundingLine = Line(input, reader),
            Titles = titles,
            Texts = texts,
            Topics = reader.Terms("topics", input.Topics, 10, vocabularies[VocabularyName.Topics]),
            TargetGroups = reader.Terms("targetGroups", input.TargetGroups, 10, vocabularies[VocabularyName.TargetGroups]),
            Languages = reader.Terms("languages", input.Languages, 20, vocabularies[VocabularyName.Languages]),
            Regions = reader.Known("regions", input.Regions, 20, key =>
                gazetteer.ByKey(key)?.Key ?? throw RegionQueries.Unknown(Path + "regions", key)),
            PlaceKey = Town(input.Place, gazetteer, reader)?.Key,
            RadiusKm = input.Place?.RadiusKm,
            StartsOn = reader.Day("startsOn", input.StartsOn),
            EndsOn = reader.Day("endsOn", input.EndsOn),
            Deadline = reader.Day("deadline", input.Deadline),
            ContactWay = input.ContactWay ?? ContactWay.Platform,
        };
        if (content.EndsOn < content.StartsOn) reader.Refuse(PartnerCallErrors.EndsBeforeStart());
        if (content.Deadline < today || content.EndsOn < today) reader.Refuse(PartnerCallErrors.Late());
        content.Partners = reader.Number("partners", input.Partners, 1, 100);
        if (input.Regions is { Length: > 0 } && input.Place is not null)
            reader.Refuse("place", "regions and place exclude each other: give the regions, or a town with a radius.");
        reader.Done();
        return content;
    }

    private static (Dictionary<string, string> Titles, Dictionary<string, string> Texts) Worded(
        PartnerCallTextInput[] given, ContentReader reader)
    {
        var (titles, texts) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        if (given.Length is 0 or > MostLanguages)
            reader.Refuse("texts", $"texts has {given.Length} languages; it takes 1 to {MostLanguages}.");
        foreach (var one in given.Take(MostLanguages))
        {
            var tag = reader.Language("texts.language", one.Language) ?? "";
            if (!titles.TryAdd(tag, reader.Text("texts.title", one.Title, LongestTitle)) && tag.Length > 0)
                reader.Refuse("texts.language", $"There are two texts in \"{tag}\"; each language comes once.");
            texts[tag] = reader.Text("texts.text", one.Text, LongestText, lines: true);
        }

        return (titles, texts);
    }

    private static string? Line(PartnerCallContentInput input, ContentReader reader)
    {
        var isConsortium = input.Subject == PartnerCallSubject.FundingConsortium;
        var isNamed = !string.IsNullOrWhiteSpace(input.FundingLine);
        if (isConsortium && isNamed) return reader.Text("fundingLine", input.FundingLine!, LongestTitle);
        if (isConsortium) reader.Refuse("fundingLine", "A consortium names the funding line that it applies for.");
        else if (isNamed) reader.Refuse("fundingLine", "fundingLine goes only with the subject FUNDING_CONSORTIUM.");
        return null;
    }

    private static RegionEntry? Town(PartnerCallPlaceInput? place, Gazetteer gazetteer, ContentReader reader)
    {
        if (place is null) return null;
        if (place.RadiusKm is < 1 or > (int)NearPoint.LongestRadiusKm)
        {
            reader.Refuse(
                "place.radiusKm", $"radiusKm is {place.RadiusKm}; it takes whole kilometres from 1 to {NearPoint.LongestRadiusKm}.");
        }

        var town = gazetteer.Municipality(place.Municipality);
        if (town is null)
        {
            reader.Refuse(
                "place.municipality",
                $"There is no municipality \"{Shown.Short(place.Municipality)}\"; it takes a key of 8 digits or a name.");
        }

        return town;
    }
}
