using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NetTopologySuite.Geometries;

namespace MsoNetwork.Regions;

/// <summary>The four levels of NRW's official hierarchy; a key's length tells the level (2, 3, 5, 8 digits).</summary>
public enum RegionLevel
{
    State,
    GovernmentDistrict,
    District,
    Municipality,
}

/// <summary>A region by its official key (AGS, a prefix code). Population and area are those of the stated reference date.</summary>
public sealed class Region
{
    public required string Key { get; init; }
    public required RegionLevel Level { get; init; }
    public string? ParentKey { get; init; }
    public required string Name { get; set; }
    public string? Designation { get; set; }

    /// <summary>The town's point, or that of the seat of the administration; WGS 84.</summary>
    public required Point Centre { get; set; }
    public int? Population { get; set; }
    public DateOnly? PopulationOn { get; set; }

    /// <summary>Square kilometres.</summary>
    public double? AreaKm2 { get; set; }
}

/// <summary>A region's polygon, loaded at seed time and never part of the repository.</summary>
public sealed class RegionBoundary
{
    public required string RegionKey { get; init; }
    public required MultiPolygon Geometry { get; set; }
    public required string Source { get; set; }
}

/// <summary>A region as maps draw it at a zoom (<see cref="SimplifiedRegions"/>), in Web Mercator.</summary>
public sealed class RegionMapShape
{
    public required string RegionKey { get; init; }
    public required short Zoom { get; init; }
    public required MultiPolygon Geometry { get; init; }
}

/// <summary>One pair of a postcode and a municipality; the relation is many to many.</summary>
public sealed class PostcodeArea
{
    public required string Postcode { get; init; }
    public required string MunicipalityKey { get; init; }

    /// <summary>False for postcodes of single large recipients and post-office boxes.</summary>
    public required bool IsArea { get; set; }
    public required Point Location { get; set; }
}

/// <summary>A name of a region in another language or script, or a usual short form.</summary>
public sealed class RegionName
{
    public required string RegionKey { get; init; }
    public required string Language { get; init; }
    public required string Name { get; init; }

    /// <summary>True for the name of a landscape that the region is a part of.</summary>
    public bool IsLandscape { get; init; }
}

/// <summary>A municipal integration centre (Kommunales Integrationszentrum) and the region it covers.</summary>
public sealed class IntegrationCentre
{
    public required string Key { get; init; }
    public required string Name { get; set; }
    public required string Covers { get; set; }
    public required string RegionKey { get; set; }

    /// <summary>A municipality inside the region that has a centre of its own: the city of Aachen.</summary>
    public string? ExceptRegionKey { get; set; }
}

internal sealed class RegionConfiguration :
    IEntityTypeConfiguration<Region>, IEntityTypeConfiguration<RegionBoundary>, IEntityTypeConfiguration<PostcodeArea>,
    IEntityTypeConfiguration<RegionName>, IEntityTypeConfiguration<IntegrationCentre>, IEntityTypeConfiguration<RegionMapShape>
{
    public void Configure(EntityTypeBuilder<Region> builder)
    {
        builder.ToTable("regions", table =>
        {
            table.HasCheckConstraint("regions_key_is_an_ags_prefix", "key ~ '^05([0-9]|[0-9]{3}|[0-9]{6})?$'");
            table.HasCheckConstraint(
                "regions_level_fits_key",
                "level = CASE length(key) WHEN 2 THEN 'State' WHEN 3 THEN 'GovernmentDistrict' WHEN 5 THEN 'District' ELSE 'Municipality' "
                    + "END"
            );
            table.HasCheckConstraint("regions_parent_is_prefix", "(key = '05') = (parent_key IS NULL) AND key LIKE parent_key || '%'");
            table.HasCheckConstraint("regions_population_is_counted", "population >= 0 AND area_km2 > 0");
        });
        builder.HasKey(region => region.Key);
        builder.Property(region => region.Key).UseCollation("C");
        builder.Property(region => region.ParentKey).UseCollation("C");
        builder.Property(region => region.Level).HasConversion<string>();
        builder.Property(region => region.Centre).HasColumnType("geography(Point,4326)");
        builder.Property(region => region.AreaKm2).HasColumnName("area_km2");
        builder.HasOne<Region>().WithMany().HasForeignKey(region => region.ParentKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(region => region.Centre).HasMethod("gist");
    }

    public void Configure(EntityTypeBuilder<RegionBoundary> builder)
    {
        builder.ToTable("region_boundaries", table =>
            table.HasCheckConstraint("region_boundaries_are_valid", "ST_IsValid(geometry)"));
        builder.HasKey(boundary => boundary.RegionKey);
        builder.Property(boundary => boundary.RegionKey).UseCollation("C");
        builder.Property(boundary => boundary.Geometry).HasColumnType("geometry(MultiPolygon,4326)");
        builder.HasOne<Region>().WithOne().HasForeignKey<RegionBoundary>(boundary => boundary.RegionKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(boundary => boundary.Geometry).HasMethod("gist");
    }

    public void Configure(EntityTypeBuilder<RegionMapShape> builder)
    {
        builder.ToTable("region_shapes");
        builder.HasKey(shape => new { shape.RegionKey, shape.Zoom });
        builder.Property(shape => shape.RegionKey).UseCollation("C");
        builder.Property(shape => shape.Geometry).HasColumnType("geometry(MultiPolygon,3857)");
        builder.HasOne<Region>().WithMany().HasForeignKey(shape => shape.RegionKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(shape => shape.Geometry).HasMethod("gist");
    }

    public void Configure(EntityTypeBuilder<PostcodeArea> builder)
    {
        builder.ToTable("postcodes", table =>
            table.HasCheckConstraint("postcodes_have_five_digits", "postcode ~ '^[0-9]{5}$'"));
        builder.HasKey(area => new { area.Postcode, area.MunicipalityKey });
        builder.Property(area => area.Postcode).UseCollation("C");
        builder.Property(area => area.MunicipalityKey).UseCollation("C");
        builder.Property(area => area.Location).HasColumnType("geography(Point,4326)");
        builder.HasOne<Region>().WithMany().HasForeignKey(area => area.MunicipalityKey).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<RegionName> builder)
    {
        builder.ToTable("region_names");
        builder.HasKey(name => new { name.RegionKey, name.Language, name.Name });
        builder.Property(name => name.RegionKey).UseCollation("C");
        builder.HasOne<Region>().WithMany().HasForeignKey(name => name.RegionKey).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<IntegrationCentre> builder)
    {
        builder.ToTable("integration_centres");
        builder.HasKey(centre => centre.Key);
        builder.Property(centre => centre.Key).UseCollation("C");
        builder.Property(centre => centre.RegionKey).UseCollation("C");
        builder.Property(centre => centre.ExceptRegionKey).UseCollation("C");
        builder.HasOne<Region>().WithMany().HasForeignKey(centre => centre.RegionKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Region>().WithMany().HasForeignKey(centre => centre.ExceptRegionKey).OnDelete(DeleteBehavior.Restrict);
    }
}
