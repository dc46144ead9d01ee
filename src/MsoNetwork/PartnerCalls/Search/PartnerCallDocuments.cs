using System.Globalization;
using MsoNetwork.Changes;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Postings;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>What the search filters and counts calls by.</summary>
/// <param name="State">Open, filled, or expired with its organisation; that time has passed is found when searching.</param>
public sealed record PartnerCallFacts(
    PartnerCallState State,
    DateTimeOffset ClosesAt,
    DateOnly OpenUntil,
    PartnerCallDirection Direction,
    PartnerCallSubject Subject,
    Guid Organisation)
{
    public PartnerCallState StateAt(DateTimeOffset now) =>
        State == PartnerCallState.Open && ClosesAt <= now ? PartnerCallState.Expired : State;
}

/// <summary>The index of calls.</summary>
public sealed class PartnerCallIndex() : PostingIndex<PartnerCallFacts>(PartnerCallDocuments.Public)
{
    /// <summary>Its follower's name.</summary>
    public const string Name = "partner calls";
}

/// <summary>
/// Public calls as documents of the search: the title is the name, the organisation's names are other names, the text is the description.
/// </summary>
internal static class PartnerCallDocuments
{
    // Nothing closes before the beginning of time: only what is not a matter of time is in a document.
    private static readonly string Select =
        $"SELECT {PartnerCallSql.Columns("'-infinity'::timestamptz")}, o.name, o.alternate_names, o.updated_at FROM {PartnerCallSql.From} "
        + $"WHERE {PartnerCallSql.Public} AND ";

    public static PostingDocuments<PartnerCallFacts> Public { get; } = new(
        PartnerCallIndex.Name, ChangeSubject.PartnerCall, Select, "c", (row, gazetteer) => Of(
            PartnerCallSql.Read(row), [row.Text(), .. row.Value<string[]>()], row.Value<DateTimeOffset>(), gazetteer));

    private static IndexDocument<PartnerCallFacts> Of(
        ListedPartnerCall listed, string[] names, DateTimeOffset organisationUpdated, Gazetteer gazetteer)
    {
        var call = listed.Call;
        var updated = call.UpdatedAt > organisationUpdated ? call.UpdatedAt : organisationUpdated;
        var region = call.PlaceKey ?? (call.Regions is [var only] ? only : "");
        var facts = new PartnerCallFacts(
            listed.State, call.ClosesAt!.Value, call.OpenUntil!.Value, call.Direction, call.Subject, call.OrganisationId);
        // Without words the newest come first.
        var order = (DateTimeOffset.MaxValue.UtcTicks - listed.Since.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
        var position = new GeoPosition(listed.Location.Latitude, listed.Location.Longitude);
        return new IndexDocument<PartnerCallFacts>(
            new(call.Id, facts, order, (updated.UtcDateTime - DateTime.UnixEpoch).Days, position, region)
            {
                ReachMetres = (call.RadiusKm ?? 0) * 1000,
            },
            listed.Title(null).Text,
            [.. Texts(listed, names, gazetteer.ByKey(region)?.Name)],
            [
                .. DirectoryKeys.Terms(VocabularyName.Topics, call.Topics),
                .. DirectoryKeys.Terms(VocabularyName.TargetGroups, call.TargetGroups),
                .. DirectoryKeys.Terms(VocabularyName.Languages, call.Languages),
                .. DirectoryKeys.Terms(VocabularyName.Offers, PartnerCallOffers.KeyOf(call.Subject) is { } offer ? [offer] : []),
                .. DirectoryKeys.Places(region, call.Areas),
            ]);
    }

    private static IEnumerable<(MatchField, string)> Texts(ListedPartnerCall listed, string[] names, string? region)
    {
        var (call, shown) = (listed.Call, listed.Title(null).Language);
        var titles = call.Titles.Where(title => title.Key != shown).Select(title => title.Value);
        foreach (var title in titles.Concat(names)) yield return (MatchField.OtherTitle, title);
        foreach (var word in SubjectWords.Table.Of(call.Subject)) yield return (MatchField.Keyword, word);
        if (call.FundingLine is { } line) yield return (MatchField.Keyword, line);
        if (region is not null) yield return (MatchField.Place, region);
        foreach (var text in call.Texts.Values) yield return (MatchField.Body, text);
    }
}
