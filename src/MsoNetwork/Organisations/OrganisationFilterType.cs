using GraphQL.Types;
using MsoNetwork.Relay;

namespace MsoNetwork.Organisations;

public sealed class OrganisationOrderType : EnumerationGraphType<OrganisationOrder>
{
    public OrganisationOrderType()
    {
        Name = "OrganisationOrder";
        Description = "Ties are always broken by id, so that paging neither repeats nor skips entries.";
        Values["NAME"]!.Description = "By name, ä as a (DIN 5007-1).";
        Values["DISTANCE"]!.Description = "Nearest first; needs filter.near.";
        Values["RECENTLY_UPDATED"]!.Description = "Most recently changed first.";
    }
}

public sealed class NearInputType : InputObjectGraphType<NearInput>
{
    public NearInputType()
    {
        Name = "NearInput";
        Description = "A circle around exactly one of: latitude with longitude, a postcode, a municipality.";
        Field(near => near.Latitude, nullable: true).Description("Degrees north, WGS 84.");
        Field(near => near.Longitude, nullable: true).Description("Degrees east, WGS 84.");
        Field(near => near.Postcode, nullable: true).Description("Five digits, in North Rhine-Westphalia.");
        Field(near => near.Municipality, nullable: true).Description("AGS key of 8 digits, or the municipality's name.");
        Field(near => near.RadiusKm).Description($"Kilometres, more than 0 and at most {NearPoint.LongestRadiusKm}.");
    }

    // By hand: the library's way through reflection took half of a request's processor time.
    public override object ParseDictionary(IDictionary<string, object?> value) => new NearInput
    {
        Latitude = value.TryGetValue("latitude", out var latitude) ? (double?)latitude : null,
        Longitude = value.TryGetValue("longitude", out var longitude) ? (double?)longitude : null,
        Postcode = value.TryGetValue("postcode", out var postcode) ? (string?)postcode : null,
        Municipality = value.TryGetValue("municipality", out var municipality) ? (string?)municipality : null,
        RadiusKm = (double)value["radiusKm"]!,
    };
}

public sealed class BoxInputType : InputObjectGraphType<BoxInput>
{
    public BoxInputType()
    {
        Name = "BoxInput";
        Description = "A map's window in WGS 84 degrees; edges belong to it.";
        Field(box => box.South).Description("Lowest latitude.");
        Field(box => box.West).Description("Lowest longitude.");
        Field(box => box.North).Description("Highest latitude.");
        Field(box => box.East).Description("Highest longitude.");
    }
}

public sealed class OrganisationFilterType : InputObjectGraphType<OrganisationFilter>
{
    public OrganisationFilterType()
    {
        Name = "OrganisationFilter";
        Description =
            "All given fields hold together (AND); a list means any of its values (OR), at most 100. An empty list is no condition. "
            + "A term also finds what is filed under the terms below it.";
        this.Keys("regions", "Seat in any of these regions (AGS prefixes such as 05, 05315, 05315000).");
        this.Keys(
            "activeIn",
            "Seat or activity in any of these regions (AGS prefixes); organisations working in a larger region that contains one of "
                + "these also match."
        );
        Field<NearInputType>("near").Description("Location within a circle; gives distanceKm and makes DISTANCE the default order.");
        Field<BoxInputType>("withinBox").Description("Location within a bounding box.");
        Field<GeoJsonType>("withinPolygon")
            .Description($"Location within a Polygon or MultiPolygon of at most {PolygonInput.MostPoints} points.");
        this.Keys("topics", "Any of these topics.");
        this.Keys("allTopics", "All of these topics.");
        this.Keys("targetGroups", "Any of these target groups.");
        this.Keys("offers", "Any of these offers.");
        this.Keys("languages", "Any of these languages (BCP 47).");
        this.Keys("origins", "Any of these origins that organisations state of themselves (ISO 3166-1 alpha-2, or a community's key).");
        this.Keys("kinds", "Any of these kinds of organisation.");
        Field<ListGraphType<NonNullGraphType<OrganisationStatusType>>>("status").Description("Any of these; [ACTIVE] unless told.");
        Field(filter => filter.VerifiedOnly, nullable: true)
            .Description("True: only entries confirmed by the organisation or verified by a centre.");
        Field<DateTimeGraphType>("updatedSince").Description("Changed at this time or later.");
        Field<DateGraphType>("confirmedSince").Description("Confirmed by the organisation or verified by a centre on this day or later.");
        Field(filter => filter.Offices, nullable: true)
            .Description(
                "True: only offices (integration centres, city offices, advice services, welfare associations); false: only "
                    + "organisations, as the directory's own pages count them. Both by default."
            );
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new OrganisationFilter
        {
            Regions = Texts(value, "regions"),
            ActiveIn = Texts(value, "activeIn"),
            Near = value.TryGetValue("near", out var near) ? (NearInput?)near : null,
            WithinBox = value.TryGetValue("withinBox", out var box) ? (BoxInput?)box : null,
            WithinPolygon = value.TryGetValue("withinPolygon", out var polygon) ? polygon : null,
            Topics = Texts(value, "topics"),
            AllTopics = Texts(value, "allTopics"),
            TargetGroups = Texts(value, "targetGroups"),
            Offers = Texts(value, "offers"),
            Languages = Texts(value, "languages"),
            Origins = Texts(value, "origins"),
            Kinds = Texts(value, "kinds"),
            Status =
                value.TryGetValue("status", out var status) && status is System.Collections.IEnumerable list
                    ? [.. list.Cast<OrganisationStatus>()]
                    : null,
            VerifiedOnly = value.TryGetValue("verifiedOnly", out var verified) ? (bool?)verified : null,
            UpdatedSince = value.TryGetValue("updatedSince", out var since) ? (DateTime?)since : null,
            ConfirmedSince = value.TryGetValue("confirmedSince", out var confirmed) && confirmed is DateTime day
                ? DateOnly.FromDateTime(day) : null,
            Offices = value.TryGetValue("offices", out var offices) ? (bool?)offices : null,
        };

    private static string[]? Texts(IDictionary<string, object?> value, string name) =>
        value.TryGetValue(name, out var list) && list is System.Collections.IEnumerable texts ? [.. texts.Cast<string>()] : null;
}
