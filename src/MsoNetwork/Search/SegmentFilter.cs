using System.Numerics;
using System.Runtime.InteropServices;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using Position = MsoNetwork.Regions.Position;

namespace MsoNetwork.Search;

/// <summary>A segment's organisations that pass a filter: the same ones that <see cref="OrganisationCriteria"/> selects by SQL.</summary>
internal sealed class SegmentFilter
{
    private readonly IndexSegment _segment;
    private readonly List<(FacetName? Facet, string? Own, bool[] Passes)> _conditions = [];
    private readonly bool[] _alive;

    public SegmentFilter(IndexSegment segment, bool[] alive, SearchQuestion question, KnownPhrases known)
    {
        (_segment, _alive) = (segment, alive);
        var filter = question.Filter;
        if (filter.Status is { Length: > 0 } status) Add(null, organisation => Array.IndexOf(status, organisation.Status) >= 0);
        else _conditions.Add((null, null, segment.Active));
        Keys(FacetName.Regions, filter.Regions, SegmentBuilder.SeatKey);
        if (filter.ActiveIn is { Length: > 0 } active)
            ActiveIn(active, known.Gazetteer, question.RegionsByReach ? FacetName.Regions : null);
        Terms(FacetName.Topics, VocabularyName.Topics, filter.Topics, known);
        foreach (var topic in filter.AllTopics ?? []) Terms(null, VocabularyName.Topics, [topic], known);
        Terms(FacetName.TargetGroups, VocabularyName.TargetGroups, filter.TargetGroups, known);
        Terms(null, VocabularyName.Offers, filter.Offers, known);
        Terms(FacetName.Languages, VocabularyName.Languages, filter.Languages, known);
        Terms(FacetName.Origins, VocabularyName.Origins, filter.Origins, known);
        Terms(FacetName.Kinds, VocabularyName.OrganisationKinds, filter.Kinds, known);
        if (filter.VerifiedOnly is true) Add(null, organisation => organisation.Verification != VerificationState.Unverified);
        if (filter.UpdatedSince is { } since)
        {
            var ticks = (since.Kind == DateTimeKind.Local ? since.ToUniversalTime() : since).Ticks;
            Add(null, organisation => organisation.UpdatedTicks >= ticks);
        }

        if (question.Criteria.Near is { } near) Circle(new Position(near.Centre.Y, near.Centre.X), near.Metres);
        if (question.Query.Around is { } around) Circle(around.Centre, around.RadiusKm * 1000);
        if (filter.WithinBox is { } box)
            Add(null, place =>
                place.Latitude >= box.South && place.Latitude <= box.North && place.Longitude >= box.West && place.Longitude <= box.East
            );
        if (filter.WithinPolygon is { } polygon)
            Polygon(PolygonInput.Read(polygon));
        foreach (var (facet, holds) in question.Own)
            Add(null, holds, facet);
    }

    /// <summary>Who passes all conditions but the facet's own.</summary>
    public bool[] Passing(FacetName? except = null, string? exceptOwn = null)
    {
        if (_conditions is [(_, _, var only)] && !_alive.Contains(false)) return only;
        var passing = (bool[])_alive.Clone();
        foreach (var (facet, own, passes) in _conditions)
        {
            if ((facet is not null && facet == except) || (own is not null && own == exceptOwn)) continue;
            And(MemoryMarshal.AsBytes(passing.AsSpan()), MemoryMarshal.AsBytes(passes.AsSpan()));
        }

        return passing;
    }

    private static void And(Span<byte> passing, ReadOnlySpan<byte> passes)
    {
        var at = 0;
        for (; at <= passing.Length - Vector<byte>.Count; at += Vector<byte>.Count)
            (new Vector<byte>(passing[at..]) & new Vector<byte>(passes[at..])).CopyTo(passing[at..]);
        for (; at < passing.Length; at++)
            passing[at] &= passes[at];
    }

    public bool Has(FacetName facet) => _conditions.Exists(condition => condition.Facet == facet);

    public bool Has(string own) => _conditions.Exists(condition => condition.Own == own);

    private void ActiveIn(string[] regions, Gazetteer gazetteer, FacetName? facet)
    {
        var passes = new bool[_segment.Count];
        foreach (var key in regions)
        {
            Set(passes, _segment.Words.Find(SegmentBuilder.SeatKey(key)));
            var below = _segment.Words.Beginning(SegmentBuilder.ActiveKey(key));
            for (var word = below.Start.Value; word < below.End.Value; word++)
                Set(passes, word);
            for (var above = gazetteer.ByKey(key)?.Parent; above is not null; above = above.Parent)
                Set(passes, _segment.Words.Find(SegmentBuilder.ActiveKey(above.Key)));
        }

        _conditions.Add((facet, null, passes));
    }

    private void Terms(FacetName? facet, VocabularyName vocabulary, string[]? keys, KnownPhrases known) =>
        Keys(
            facet,
            keys is not { Length: > 0 }
                ? null
                : [.. keys.SelectMany(key => known.Vocabularies[vocabulary].ByKey(key) is { } term ? term.KeysWithNarrower : [])],
            key => SegmentBuilder.TermKey(vocabulary, key)
        );

    private void Keys(FacetName? facet, string[]? keys, Func<string, string> word)
    {
        if (keys is not { Length: > 0 }) return;
        var passes = new bool[_segment.Count];
        foreach (var key in keys) Set(passes, _segment.Words.Find(word(key)));
        _conditions.Add((facet, null, passes));
    }

    private void Set(bool[] passes, int word)
    {
        if (word < 0) return;
        foreach (var posting in _segment.Postings(word)) passes[IndexSegment.Number(posting)] = true;
    }

    private void Circle(Position centre, double metres)
    {
        // A degree of latitude is never shorter than 110.5 km: a cheap look before the exact one.
        Add(null, place => Math.Abs(place.Latitude - centre.Latitude) * 110_500 <= metres + place.ReachMetres
            && Geodesic.Metres(centre.Latitude, centre.Longitude, place.Latitude, place.Longitude) <= metres + place.ReachMetres);
    }

    private void Polygon(Geometry polygon)
    {
        var prepared = PreparedGeometryFactory.Prepare(polygon);
        Add(null, place => prepared.Intersects(polygon.Factory.CreatePoint(new Coordinate(place.Longitude, place.Latitude))));
    }

    private void Add(FacetName? facet, Func<IndexedOrganisation, bool> holds, string? own = null)
    {
        var passes = new bool[_segment.Count];
        for (var i = 0; i < passes.Length; i++) passes[i] = holds(_segment[i]);
        _conditions.Add((facet, own, passes));
    }
}
