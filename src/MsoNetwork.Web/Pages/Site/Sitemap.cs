using System.Globalization;
using System.Text;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Web.Settings;
using MsoNetwork.WebsiteChecks;
using Npgsql;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>robots.txt and the site map (sitemaps.org): the German pages; each names its other languages itself.</summary>
internal static class Sitemap
{
    // The protocol allows 50,000 in a file; fewer keep a file quick to read.
    private const int InFile = 20_000;
    private const string Space = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly int DistrictPath = "regionen/05315".Length;
    private static readonly string[] Fixed =
    [
        "",
        "organisationen",
        "gesuche",
        "termine",
        "konsortium",
        "regionen",
        "netzwerk/weg",
        "beratung",
        "ratgeber",
        "neuigkeiten",
        "foerderung",
        "foerderung/pruefen",
        "api",
        "einbinden",
        "barrierefreiheit",
        VisitorOptions.PagePath,
    ];

    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/robots.txt", (HttpContext context) =>
            Results.Text(
                $"User-agent: *\nDisallow: /graphql\nDisallow: /language/\nSitemap: {SiteOrigin.Of(context)}/sitemap.xml\n",
                "text/plain; charset=utf-8"
            )
        );
        site.MapGet("/sitemap.xml", IndexAsync);
        site.MapGet("/sitemap/pages.xml", PagesAsync);
        site.MapGet("/sitemap/organisations-{number:int}.xml", OrganisationsAsync);
        site.MapGet("/sitemap/calls.xml", CallsAsync);
    }

    private static async Task<IResult> IndexAsync(HttpContext context, NpgsqlDataSource database, TimeProvider time)
    {
        await using var command = database.CreateCommand("SELECT count(*)::int FROM organisations WHERE status = 'Active'");
        var files = ((int)(await command.ExecuteScalarAsync(context.RequestAborted))! + InFile - 1) / InFile;
        var calls = (await OpenCallsAsync(database, time, context.RequestAborted)).Count > 0;
        var names = Enumerable
            .Range(1, files)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"organisations-{number}"))
            .Prepend("pages")
            .Concat(calls ? ["calls"] : []);
        return Xml(
            new StringBuilder($"<sitemapindex xmlns=\"{Space}\">\n")
                .AppendJoin('\n', names.Select(name => $"<sitemap><loc>{SiteOrigin.Of(context)}/sitemap/{name}.xml</loc></sitemap>"))
                .Append("\n</sitemapindex>\n")
        );
    }

    private static async Task<IResult> PagesAsync(HttpContext context, ReferenceSnapshot<Gazetteer> gazetteer)
    {
        var regions = (await gazetteer.GetAsync(context.RequestAborted))
            .Regions.Where(region => region is not { Level: RegionLevel.Municipality, Parent.Children.Count: 1 })
            .Select(region => "regionen/" + region.Key)
            .ToList();
        // of towns and villages they say little
        var networks = regions.Where(path => path.Length <= DistrictPath).Select(path => path + "/netzwerk");
        return Xml(Urls(Fixed.Concat(regions).Concat(networks).Select(path => (path, (DateTime?)null)), SiteOrigin.Of(context)));
    }

    private static async Task<IResult> OrganisationsAsync(HttpContext context, NpgsqlDataSource database, int number)
    {
        if (number is < 1 or > 1000)
            return Results.NotFound();
        await using var command = database.CreateCommand(
            "SELECT slug, updated_at FROM organisations WHERE status = 'Active' ORDER BY id OFFSET $1 LIMIT $2"
        );
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (number - 1) * InFile });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = InFile });
        await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
        var urls = new List<(string, DateTime?)>();
        while (await rows.ReadAsync(context.RequestAborted)) urls.Add(("organisationen/" + rows.GetString(0), rows.GetDateTime(1)));
        return urls.Count == 0 ? Results.NotFound() : Xml(Urls(urls, SiteOrigin.Of(context)));
    }

    private static async Task<IResult> CallsAsync(HttpContext context, NpgsqlDataSource database, TimeProvider time)
    {
        var urls = await OpenCallsAsync(database, time, context.RequestAborted);
        return urls.Count == 0 ? Results.NotFound() : Xml(Urls(urls, SiteOrigin.Of(context)));
    }

    private static async Task<List<(string, DateTime?)>> OpenCallsAsync(
        NpgsqlDataSource database,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(
            $"SELECT c.slug, c.updated_at FROM {PartnerCallSql.From} WHERE {PartnerCallSql.State("$1")} = 'Open' ORDER BY c.id DESC LIMIT "
                + "$2"
        );
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = time.GetUtcNow() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = InFile });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var urls = new List<(string, DateTime?)>();
        while (await rows.ReadAsync(cancellationToken)) urls.Add(("gesuche/" + rows.GetString(0), rows.GetDateTime(1)));
        return urls;
    }

    // Slugs and keys are letters, digits and hyphens: nothing to escape.
    private static StringBuilder Urls(IEnumerable<(string Path, DateTime? Changed)> pages, string origin)
    {
        var xml = new StringBuilder($"<urlset xmlns=\"{Space}\">\n");
        foreach (var (path, changed) in pages)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<url><loc>{origin}/{PageLanguage.Default.Tag}/{path}</loc>");
            if (changed is { } on) xml.Append(CultureInfo.InvariantCulture, $"<lastmod>{on:yyyy-MM-dd}</lastmod>");
            xml.Append("</url>\n");
        }

        return xml.Append("</urlset>\n");
    }

    private static IResult Xml(StringBuilder body) =>
        Results.Text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body, "application/xml; charset=utf-8");
}
