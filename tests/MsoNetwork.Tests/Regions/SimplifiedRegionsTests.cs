using System.Text.Json;
using MsoNetwork.Regions;
using MsoNetwork.Tests.Pages;
using NetTopologySuite.Coverage;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Union;

namespace MsoNetwork.Tests.Regions;

/// <summary>A border is one line, however coarse: neighbours neither overlap nor gape.</summary>
[Trait("Speed", "Slow")]
public sealed class SimplifiedRegionsTests
{
    private static readonly GeometryFactory Factory = new();

    [Fact]
    public void Neighbours_share_their_line_where_it_bends_much_and_little()
    {
        // Three regions that meet in a point; the border between the first two is a zigzag of 30 m, over which the third has none.
        var zigzag = Enumerable.Range(0, 201).Select(step => new Coordinate(step * 500, step is 0 or 200 ? 0 : step % 2 * 30)).ToArray();
        var below = Ring([.. zigzag, new(100_000, -50_000), new(0, -50_000)]);
        var above = Ring([.. zigzag, new(100_000, 50_000), new(0, 50_000)]);
        var beside = Ring([new(100_000, -50_000), new(100_000, 0), new(100_000, 50_000), new(150_000, 50_000), new(150_000, -50_000)]);
        var drawn = SimplifiedRegions.Draw(["05111001", "05112001", "05113001"], [below, above, beside]).ToList();
        AssertFitsTogether(drawn);
        var coarse = drawn.Single(one => one.Key == "05113" && one.Zoom == SimplifiedRegions.Farthest).Shape;
        Assert.Equal(beside.Area, coarse.Area, 1.0);
        Assert.InRange(drawn.Single(one => one.Key == "05111" && one.Zoom == SimplifiedRegions.Farthest).Shape.NumPoints, 5, 8);
        Assert.DoesNotContain(drawn, one => one.Key.Length == 8 && one.Zoom < SimplifiedRegions.MunicipalitiesFrom);
    }

    [Fact]
    public void In_all_of_the_state_borders_overlap_and_gape_by_nothing()
    {
        Assert.SkipUnless(File.Exists(CrowdedSite.Boundaries), "No boundaries: npm run boundaries.");
        var read = new NetTopologySuite.IO.Converters.GeoJsonConverterFactory();
        var options = new JsonSerializerOptions { Converters = { read } };
        var (keys, shapes) = (new List<string>(), new List<Geometry>());
        foreach (var line in File.ReadLines(CrowdedSite.Boundaries))
        {
            using var region = JsonDocument.Parse(line);
            if (region.RootElement.GetProperty("level").GetString() != "MUNICIPALITY") continue;
            keys.Add(region.RootElement.GetProperty("ags").GetString()!);
            var shape = region.RootElement.GetProperty("geometry").Deserialize<Geometry>(options)!;
            shape.Apply(new Scaled());
            shape.GeometryChanged();
            shapes.Add(shape);
        }

        Assert.True(CoverageValidator.IsValid([.. shapes]), "The source's municipalities fit together.");
        AssertFitsTogether([.. SimplifiedRegions.Draw([.. keys], [.. shapes])]);
    }

    private static void AssertFitsTogether(List<(string Key, int Zoom, Geometry Shape)> drawn)
    {
        foreach (var group in drawn.GroupBy(one => (one.Zoom, one.Key.Length)))
        {
            var shapes = group.Select(one => one.Shape).ToArray();
            Assert.All(shapes, shape => Assert.True(shape.IsValid && !shape.IsEmpty));
            Assert.True(CoverageValidator.IsValid(shapes), $"{group.Key}");
            var near = new STRtree<Geometry>();
            foreach (var shape in shapes) near.Insert(shape.EnvelopeInternal, shape);
            var neighbours = shapes.SelectMany(shape => near.Query(shape.EnvelopeInternal).Where(other => other != shape)
                .Select(other => (shape, other)));
            Assert.Equal(0, neighbours.Sum(pair => pair.shape.Intersection(pair.other).Area));
            // What gaped would be missing in the sum, or be a hole in the whole.
            var whole = CascadedPolygonUnion.Union([.. shapes]);
            var state = drawn.Single(one => one.Zoom == group.Key.Zoom && one.Key == "05").Shape;
            Assert.Equal(state.Area, shapes.Sum(shape => shape.Area), state.Area * 1e-12);
            Assert.Equal(state.Area, whole.Area, state.Area * 1e-9);
        }
    }

    private static Polygon Ring(Coordinate[] corners) => Factory.CreatePolygon([.. corners, corners[0]]);

    // Degrees as metres: as large as Web Mercator makes them there, near enough.
    private sealed class Scaled : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            seq.SetX(i, seq.GetX(i) * 111_320);
            seq.SetY(i, seq.GetY(i) * 178_000);
        }
    }
}
