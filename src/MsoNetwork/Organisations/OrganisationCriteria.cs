using MsoNetwork.Errors;
using MsoNetwork.Regions;
using MsoNetwork.Sql;
using MsoNetwork.Vocabularies;
using NetTopologySuite.Geometries;
using NpgsqlTypes;

namespace MsoNetwork.Organisations;

/// <summary>A filter, checked against the reference data and turned into SQL conditions.</summary>
public sealed class OrganisationCriteria
{
    private const int LongestList = 100;
    private readonly Gazetteer _gazetteer;
    private readonly VocabularySet _vocabularies;
    private readonly List<(string Column, string[] Keys)> _terms = [];
    private double _towns = 1;

    public OrganisationCriteria(OrganisationFilter filter, Gazetteer gazetteer, VocabularySet vocabularies)
    {
        (_gazetteer, _vocabularies) = (gazetteer, vocabularies);
        Near = filter.Near is null ? null : NearPoint.Check(filter.Near, gazetteer);
        AddStatus(filter);
        AddRegions(filter);
        AddTerms(filter);
        AddPlaces(filter);
        if (filter.VerifiedOnly is true)
            Conditions.Add("o.verification <> 'Unverified'");
        if (filter.ConfirmedSince is { } day) Conditions.Add($"o.verified_on >= {Conditions.Parameter(day)}");
        if (filter.Offices is { } offices) Conditions.Add(Offices.Condition(offices, Conditions));
        if (filter.UpdatedSince is { } since)
        {
            var utc = since.Kind == DateTimeKind.Local ? since.ToUniversalTime() : DateTime.SpecifyKind(since, DateTimeKind.Utc);
            Conditions.Add($"o.updated_at >= {Conditions.Parameter(utc)}");
        }
    }

    public SqlConditions Conditions { get; } = new();

    public NearPoint? Near { get; }

    /// <summary>The parameter that holds <see cref="Near"/>'s centre.</summary>
    public string? NearParameter { get; private set; }

    /// <summary>
    /// The estimated share of organisations that the conditions on terms and towns let through, as if they were independent.
    /// </summary>
    public double Share(TermFrequencies frequencies) =>
        _terms.Aggregate(_towns, (share, term) => share * frequencies.Share(term.Column, term.Keys));

    private void AddStatus(OrganisationFilter filter)
    {
        if (filter.Status is not { Length: > 0 } status) Conditions.Add("o.status = 'Active'");
        else Conditions.Add($"o.status = ANY({Conditions.Parameter(status.Select(one => one.ToString()).ToArray())})");
    }

    private void AddRegions(OrganisationFilter filter)
    {
        if (Given(filter.Regions, "regions") is { } regions)
        {
            foreach (var key in regions) Known(key, "filter.regions");
            var towns = _gazetteer.Regions.Where(town => town.Level == RegionLevel.Municipality
                && regions.Any(key => town.Key.StartsWith(key, StringComparison.Ordinal))).Select(town => town.Key).ToArray();
            Conditions.Add($"o.municipality_key = ANY({Conditions.Parameter(towns)})");
            _towns = towns.Length / 396.0;
        }

        if (Given(filter.ActiveIn, "activeIn") is { } active)
        {
            // Whoever works in all of NRW also works in Düren: the regions above count as well, but only as declared places of activity.
            var above = active.SelectMany(key => Known(key, "filter.activeIn").Above).Distinct(StringComparer.Ordinal).ToArray();
            var within = $"o.reach && {Conditions.Parameter(active)}";
            Conditions.Add(above.Length == 0 ? within : $"({within} OR o.active_in && {Conditions.Parameter(above)})");
        }
    }

    private void AddTerms(OrganisationFilter filter)
    {
        AnyOf("o.topics", VocabularyName.Topics, filter.Topics, "topics");
        AnyOf("o.target_groups", VocabularyName.TargetGroups, filter.TargetGroups, "targetGroups");
        AnyOf("o.offers", VocabularyName.Offers, filter.Offers, "offers");
        AnyOf("o.languages", VocabularyName.Languages, filter.Languages, "languages");
        AnyOf("o.origins", VocabularyName.Origins, filter.Origins, "origins");
        foreach (var topic in Given(filter.AllTopics, "allTopics") ?? []) AnyOf("o.topics", VocabularyName.Topics, [topic], "allTopics");
        if (Given(filter.Kinds, "kinds") is { } kinds)
        {
            var all = kinds.SelectMany(kind => WithNarrower(VocabularyName.OrganisationKinds, kind, "filter.kinds")).ToArray();
            Conditions.Add($"o.kind = ANY({Conditions.Parameter(all)})");
        }
    }

    private void AnyOf(string column, VocabularyName vocabulary, string[]? keys, string field)
    {
        if (Given(keys, field) is not { } given) return;
        var meant = given.SelectMany(key => WithNarrower(vocabulary, key, "filter." + field)).Distinct(StringComparer.Ordinal).ToArray();
        Conditions.Add($"{column} && {Conditions.Parameter(meant)}");
        _terms.Add((column, meant));
    }

    private void AddPlaces(OrganisationFilter filter)
    {
        if (Near is { } near)
        {
            NearParameter = Conditions.Parameter(near.Centre, NpgsqlDbType.Geography); // a cast in SQL would be done for each row
            Conditions.AddPlace($"ST_DWithin(o.location, {NearParameter}, {Conditions.Parameter(near.Metres)})");
        }

        if (filter.WithinBox is { } box)
        {
            Geography.CheckDegrees(box.South, 90, "filter.withinBox.south");
            Geography.CheckDegrees(box.North, 90, "filter.withinBox.north");
            Geography.CheckDegrees(box.West, 180, "filter.withinBox.west");
            Geography.CheckDegrees(box.East, 180, "filter.withinBox.east");
            if (box.South >= box.North)
                throw NetworkException.Invalid("filter.withinBox.south", $"south ({box.South}) must be less than north ({box.North}).");
            if (box.West >= box.East)
                throw NetworkException.Invalid("filter.withinBox.west", $"west ({box.West}) must be less than east ({box.East}).");
            if (Geography.LooksSwapped(new Envelope(box.West, box.East, box.South, box.North)))
                throw NetworkException.Invalid(
                    "filter.withinBox",
                    "withinBox looks swapped: in North Rhine-Westphalia south and north are about 51, west and east about 7."
                );
            Conditions.Add(
                $"ST_Intersects(o.location::geometry, ST_MakeEnvelope({Conditions.Parameter(box.West)}, {Conditions.Parameter(box.South)}, "
                    + $"{Conditions.Parameter(box.East)}, {Conditions.Parameter(box.North)}, 4326))"
            );
        }

        if (filter.WithinPolygon is { } polygon)
            Conditions.Add($"ST_Intersects(o.location::geometry, {Conditions.Parameter(PolygonInput.Read(polygon))})");
    }

    private static string[]? Given(string[]? values, string field) =>
        values switch
        {
            null or [] => null,
            { Length: > LongestList } => throw NetworkException.TooMany("filter." + field, values.Length, LongestList),
            _ => values,
        };

    private RegionEntry Known(string key, string argument) =>
        _gazetteer.ByKey(key)
        ?? throw NetworkException.Invalid(
            argument,
            $"There is no region with the key \"{Shown.Short(key)}\"{Meant(key)}. Keys are AGS prefixes such as 05, 053, 05315 or 05315000."
        );

    private string Meant(string name) =>
        name.Length <= 200 && _gazetteer.Places.Find(name, 1) is [var place]
            ? $"; {place.Municipality.Name} is {place.Municipality.Key}"
            : "";

    private string[] WithNarrower(VocabularyName name, string key, string argument)
    {
        var vocabulary = _vocabularies[name];
        var term = vocabulary.ByKey(key);
        if (term is null)
        {
            var meant = key.Length > 100 ? null : vocabulary.Nearest(key);
            throw NetworkException.Invalid(
                argument,
                $"There is no key \"{Shown.Short(key)}\" in this vocabulary{(meant is null ? "" : $", perhaps \"{meant}\"")}; "
                    + "vocabulary(name: ...) lists them."
            );
        }

        return term.KeysWithNarrower;
    }
}
