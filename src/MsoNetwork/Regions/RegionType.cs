using GraphQL;
using GraphQL.Types;
using MsoNetwork.Relay;

namespace MsoNetwork.Regions;

public sealed class RegionLevelType : EnumerationGraphType<RegionLevel>
{
    public RegionLevelType()
    {
        Name = "RegionLevel";
        Description = "The levels of NRW's official hierarchy; the length of a key (2, 3, 5, 8 digits) tells the level.";
        Values["STATE"]!.Description = "The Land, 05.";
        Values["GOVERNMENT_DISTRICT"]!.Description = "Regierungsbezirk, for example 053 Köln; there are 5.";
        Values["DISTRICT"]!.Description = "Kreis, Städteregion or independent city (kreisfreie Stadt), for example 05358; there are 53.";
        Values["MUNICIPALITY"]!.Description =
            "Town or municipality (Gemeinde), for example 05358008; there are 396. Independent cities are municipalities too.";
    }
}

public sealed class IntegrationCentreType : ObjectGraphType<IntegrationCentre>
{
    public IntegrationCentreType()
    {
        Name = "IntegrationCentre";
        Description =
            "A municipal integration centre (Kommunales Integrationszentrum). There are 54: one per district, and the city of Aachen's "
                + "own.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("Global id, for node(id).")
            .From(centre => GlobalId.Encode("IntegrationCentre", centre.Key));
        Field(centre => centre.Key).Description("Stable key, for example ki-kreis-dueren.");
        Field(centre => centre.Name).Description("Official name, in German.");
        Field(centre => centre.Covers).Description("What it covers, in words.");
    }
}

public sealed class RegionType : ObjectGraphType<RegionEntry>
{
    public RegionType()
    {
        Name = "Region";
        Description =
            "A region of North Rhine-Westphalia by its official key (AGS prefix): state, government district, district or municipality.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("Global id, for node(id).")
            .Resolve(context => GlobalId.Encode("Region", context.Source.Key));
        Field(region => region.Key).Description("AGS prefix as text: 05, 053, 05315 or 05315000.");
        this.HasPage(region => $"regionen/{region.Key}");
        Field(region => region.Name).Description("Official name.");
        Field(region => region.Designation, nullable: true)
            .Description("What the region is officially called, for example Stadt or Kreis.");
        Field<NonNullGraphType<RegionLevelType>>("level").Description("The region's level.").From(source => source.Level);
        Field<RegionType>("parent").Description("The region above; null for the state.").From(source => source.Parent);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<RegionType>>>>("children")
            .Description("The regions one level below, by key.").WithMetadata("cost.size", 10).From(source => source.Children);
        Field<NonNullGraphType<LocationType>>("centre").Description("A point in the town, or at the seat of its administration.")
            .From(source => new Location(source.Centre, LocationPrecision.Municipality));
        Field(region => region.Population, nullable: true).Description("Inhabitants (Destatis, 2022-12-31).");
        Field(region => region.AreaKm2, nullable: true).Description("Area in square kilometres.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("postcodes")
            .Description("Postcodes used here; one postcode may cover several towns.")
            .From(source => source.Postcodes);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<IntegrationCentreType>>>>("integrationCentres")
            .Description("The centres responsible for this region, or lying in it.")
            .WithMetadata("cost.size", 2)
            .From(source => source.IntegrationCentres);
    }
}

public sealed class PlaceType : ObjectGraphType<Place>
{
    public PlaceType()
    {
        Name = "Place";
        Description = "A town or postcode, as found for what somebody typed.";
        Field(place => place.Name).Description("The town's official name.");
        Field(place => place.Postcode, nullable: true).Description("The postcode, when one was typed.");
        Field<NonNullGraphType<RegionType>>("region").Description("The municipality.").From(source => source.Municipality);
        Field<NonNullGraphType<LocationType>>("location")
            .Description("Where the town or postcode lies.")
            .From(source => new Location(
                source.Location,
                source.Postcode is null ? LocationPrecision.Municipality : LocationPrecision.Postcode
            ));
    }
}
