using MsoNetwork.Organisations;
using NetTopologySuite.Geometries;

namespace MsoNetwork.Tests.Organisations;

/// <summary>The law that nearest first relies on: between two known bounds, sphere and ellipsoid agree.</summary>
public sealed class SphereOrderTests(InventedRegistry registry) : IClassFixture<InventedRegistry>
{
    [Theory]
    [InlineData(51.2, 6.8, 15)]
    [InlineData(51.2, 6.8, 500)]
    [InlineData(0.5, 7, 300)]
    [InlineData(-33.9, 18.4, 100)]
    [InlineData(89.5, 10, 200)]
    public async Task No_distance_leaves_the_bounds_around_its_circle(double latitude, double longitude, double radiusKm)
    {
        var order = SphereOrder.Around(new NearPoint(new Point(longitude, latitude) { SRID = 4326 }, radiusKm * 1000));
        var place = FormattableString.Invariant($"ST_Point({longitude}, {latitude}, 4326)::geography");
        // Every five degrees of direction, up to the circle's edge.
        var ratios = await registry.ScalarAsync<double[]>(FormattableString.Invariant($"""
            SELECT array[min(ST_Distance(place, {place}) / (place <-> {place})), max(ST_Distance(place, {place}) / (place <-> {place}))]
            FROM (SELECT ST_Project({place}, {radiusKm * 1000} * share / 7.0, radians(5 * direction)) AS place
                FROM generate_series(1, 7) AS share, generate_series(0, 71) AS direction) AS places
            """));
        Assert.InRange(ratios[0], order.Least - 1e-9, ratios[1]);
        Assert.InRange(ratios[1], ratios[0], order.Most + 1e-9);
        Assert.True(order.Most - order.Least < 0.0102, "the ring is wider than anywhere on earth");
    }

    [Fact]
    public async Task Pages_that_reach_beyond_the_vicinity_are_exact_too()
    {
        var near = new NearInput
        {
            Latitude = 50.4,
            Longitude = 5.95,
            RadiusKm = 400,
        };
        var page = OrganisationList.Page(
            registry.Store,
            registry.Gazetteer,
            registry.Vocabularies,
            new() { Near = near, Topics = ["work"] },
            OrganisationOrder.Distance,
            new(100, false, null, null),
            OrganisationColumns.Core
        );
        var edges = await page.EdgesAsync(TestContext.Current.CancellationToken);
        Assert.True(edges[^1].Row.Metres > SphereOrder.Nearby);
        Assert.Equal(await registry.ScalarAsync<Guid[]>("""
            SELECT array_agg(id) FROM (SELECT id FROM organisations WHERE status = 'Active' AND topics && '{work}'
                ORDER BY ST_Distance(location, ST_Point(5.95, 50.4, 4326)::geography), id LIMIT 100) AS nearest
            """), edges.Select(edge => edge.Row.Entry.Id));
    }
}
