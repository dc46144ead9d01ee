using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace MsoNetwork.OrganisationSearch;

/// <summary>
/// A filter as the index's conditions: the same organisations that <see cref="OrganisationCriteria"/> selects by SQL.
/// </summary>
internal static class OrganisationConditions
{
    public static IEnumerable<Condition<OrganisationFacts>> Of(OrganisationFilter filter, NearPoint? near, DirectoryPhrases known) =>
        [Status(filter), .. Terms(filter, known), .. Others(filter), .. Places(filter, near, known)];

    private static Condition<OrganisationFacts> Status(OrganisationFilter filter) =>
        filter.Status is { Length: > 0 } status
            ? new PayloadCondition<OrganisationFacts>(null, facts => Array.IndexOf(status, facts.Status) >= 0) { IsScope = true }
            : new UsualCondition<OrganisationFacts>();

    private static IEnumerable<Condition<OrganisationFacts>> Terms(OrganisationFilter filter, DirectoryPhrases known)
    {
        IEnumerable<Condition<OrganisationFacts>> Any(FacetName? facet, VocabularyName vocabulary, string[]? keys) =>
            DirectoryFacets.HaveTerm<OrganisationFacts>(facet, vocabulary, keys, known.Vocabularies);
        return
        [
            .. Any(FacetName.Topics, VocabularyName.Topics, filter.Topics),
            .. (filter.AllTopics ?? []).SelectMany(topic => Any(null, VocabularyName.Topics, [topic])),
            .. Any(FacetName.TargetGroups, VocabularyName.TargetGroups, filter.TargetGroups),
            .. Any(null, VocabularyName.Offers, filter.Offers),
            .. Any(FacetName.Languages, VocabularyName.Languages, filter.Languages),
            .. Any(FacetName.Origins, VocabularyName.Origins, filter.Origins),
            .. Any(FacetName.Kinds, VocabularyName.OrganisationKinds, filter.Kinds),
        ];
    }

    private static IEnumerable<Condition<OrganisationFacts>> Others(OrganisationFilter filter)
    {
        if (filter.VerifiedOnly is true)
            yield return new PayloadCondition<OrganisationFacts>(null, facts => facts.Verification != VerificationState.Unverified);
        if (filter.ConfirmedSince is { } day)
            yield return new PayloadCondition<OrganisationFacts>(null, facts => facts.ConfirmedDay >= day.DayNumber);
        if (filter.Offices is { } offices)
            yield return new PayloadCondition<OrganisationFacts>(null, facts => facts.IsOffice == offices);
        if (filter.UpdatedSince is not { } since) yield break;
        var ticks = (since.Kind == DateTimeKind.Local ? since.ToUniversalTime() : since).Ticks;
        yield return new PayloadCondition<OrganisationFacts>(null, facts => facts.UpdatedTicks >= ticks);
    }

    private static IEnumerable<Condition<OrganisationFacts>> Places(OrganisationFilter filter, NearPoint? near, DirectoryPhrases known)
    {
        foreach (var condition in DirectoryFacets.LieIn<OrganisationFacts>(FacetName.Regions, filter.Regions)) yield return condition;
        foreach (var condition in DirectoryFacets.AreActiveIn<OrganisationFacts>(null, filter.ActiveIn, known.Gazetteer))
            yield return condition;
        if (near is not null)
            yield return new CircleCondition<OrganisationFacts>(new GeoPosition(near.Centre.Y, near.Centre.X), near.Metres);
        if (filter.WithinBox is { } box)
            yield return new PlaceCondition<OrganisationFacts>(place =>
                place.Latitude >= box.South && place.Latitude <= box.North && place.Longitude >= box.West && place.Longitude <= box.East
            );
        if (filter.WithinPolygon is { } polygon) yield return Within(PolygonInput.Read(polygon));
    }

    private static PlaceCondition<OrganisationFacts> Within(Geometry polygon)
    {
        var prepared = PreparedGeometryFactory.Prepare(polygon);
        return new(place => prepared.Intersects(polygon.Factory.CreatePoint(new Coordinate(place.Longitude, place.Latitude))));
    }
}
