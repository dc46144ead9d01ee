using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.Web.Pages;

/// <summary>
/// The districts' outlines for the drawing on the start page, as SVG paths: UTM zone 32, corners within a kilometre left out, a unit is 500 m,
/// the state's south-western corner is the origin. Read once for each load of the regions.
/// </summary>
internal sealed class StateMap(NpgsqlDataSource database)
{
    /// <summary>Left, top, width and height that the state fills.</summary>
    public const string ViewBox = "-4 -490 512 496";

    private const string Sql = """
        SELECT region_key, ST_AsSVG(ST_TransScale(ST_SimplifyPreserveTopology(ST_Transform(geometry, 25832), 1000), -280371, -5577716, 0.002, 0.002), 1, 0)
        FROM region_boundaries WHERE length(region_key) = 5 ORDER BY region_key
        """;

    private volatile Drawing? _drawing;

    /// <summary>Key and path of each district; empty where no boundaries are loaded.</summary>
    public async Task<IReadOnlyList<(string Key, string Path)>> OutlinesAsync(Gazetteer gazetteer, CancellationToken cancellationToken)
    {
        if (_drawing is { } known && known.Of == gazetteer) return known.Outlines;
        await using var command = database.CreateCommand(Sql);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var outlines = new List<(string, string)>();
        while (await rows.ReadAsync(cancellationToken)) outlines.Add((rows.GetString(0), rows.GetString(1)));
        if (outlines.Count > 0) _drawing = new Drawing(gazetteer, outlines);
        return outlines;
    }

    /// <summary>How dark a district is drawn, 0 to 4: by the root of its share of the largest count, so that few are told from none.</summary>
    public static int Shade(int count, int most) => count == 0 ? 0 : Math.Clamp((int)Math.Ceiling(4 * Math.Sqrt((double)count / most)), 1, 4);

    private sealed record Drawing(Gazetteer Of, IReadOnlyList<(string, string)> Outlines);
}
