using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.OrganisationSearch;

/// <summary>Collects organisations for a new index.</summary>
public sealed class OrganisationIndexBuilder
{
    private readonly Gazetteer _gazetteer;

    internal OrganisationIndexBuilder(SegmentBuilder<OrganisationFacts> segment, Gazetteer gazetteer) =>
        (Segment, _gazetteer) = (segment, gazetteer);

    public int Count => Segment.Count;

    internal SegmentBuilder<OrganisationFacts> Segment { get; }

    public void Add(OrganisationDocument document) => Segment.Add(Indexed(document, _gazetteer));

    /// <summary>A document as the engine takes it: what is found where, and what weighs how much.</summary>
    internal static IndexDocument<OrganisationFacts> Indexed(OrganisationDocument document, Gazetteer gazetteer) =>
        new(
            new IndexEntry<OrganisationFacts>(
                document.Id,
                new OrganisationFacts(
                    document.Status,
                    document.Verification,
                    document.UpdatedAt.UtcTicks,
                    document.VerifiedOn?.DayNumber ?? 0,
                    Offices.Are(document.Kind)
                ),
                document.SortName,
                document.Freshness,
                new GeoPosition(document.Location.Latitude, document.Location.Longitude),
                document.MunicipalityKey
            ),
            document.Name,
            [.. Texts(document, gazetteer)],
            [.. Keys(document)]
        );

    private static IEnumerable<(MatchField, string)> Texts(OrganisationDocument document, Gazetteer gazetteer)
    {
        foreach (var name in document.AlternateNames) yield return (MatchField.OtherTitle, name);
        foreach (var keyword in document.Keywords) yield return (MatchField.Keyword, keyword);
        yield return (MatchField.Place, document.Town);
        if (document.Postcode is { } postcode) yield return (MatchField.Place, postcode);
        if (gazetteer.ByKey(document.MunicipalityKey) is { } municipality && municipality.Name != document.Town)
            yield return (MatchField.Place, municipality.Name);
        foreach (var text in document.Descriptions.Values.Concat(document.Notes)) yield return (MatchField.Body, text);
    }

    private static IEnumerable<(MatchField, string)> Keys(OrganisationDocument document) =>
        [
            .. DirectoryKeys.Terms(VocabularyName.Topics, document.Topics),
            .. DirectoryKeys.Terms(VocabularyName.TargetGroups, document.TargetGroups),
            .. DirectoryKeys.Terms(VocabularyName.Offers, document.Offers),
            .. DirectoryKeys.Terms(VocabularyName.Languages, document.Languages),
            .. DirectoryKeys.Terms(VocabularyName.Origins, document.Origins),
            .. DirectoryKeys.Terms(VocabularyName.OrganisationKinds, document.Kind is { } kind ? [kind] : []),
            .. DirectoryKeys.Places(document.MunicipalityKey, document.ActiveIn),
        ];
}
