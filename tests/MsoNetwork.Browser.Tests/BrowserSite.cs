using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MsoNetwork.Changes;
using MsoNetwork.Import;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.PartnerCalls.Search;
using MsoNetwork.Seeds;
using MsoNetwork.Tests;
using MsoNetwork.Web;
using MsoNetwork.Web.Commands;
using MsoNetwork.Web.Serving;
using Npgsql;

[assembly: CaptureConsole]

namespace MsoNetwork.Browser.Tests;

[CollectionDefinition]
public sealed class Site : ICollectionFixture<BrowserSite>;

/// <summary>The real site over the committed seeds and one organisation full of markup, and Debian's Chromium to look at it.</summary>
public sealed class BrowserSite(TestCluster cluster) : IAsyncLifetime
{
    /// <summary>Would run, or change the page, wherever a text is written without escaping.</summary>
    public const string Payload = """</script><script>window.pwned=1</script><img src=x onerror="window.pwned=1">'"&<b>fett</b>""";

    private readonly string _folder = Directory.CreateTempSubdirectory("msonet-pages-").FullName;
    private string _database = "";
    private WebApplication? _site;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Made by npm run boundaries, which deploy/test runs.</summary>
    public static string Boundaries { get; } =
        Path.Combine(Repository.Root, "src", "MsoNetwork.Web", "Assets", "boundaries", "nrw.geojsonl");

    public string Address { get; private set; } = "";

    /// <summary>The folder of what it would send.</summary>
    public string Mails => Path.Combine(_folder, "mails");

    /// <summary>Follows nothing.</summary>
    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => _site!.Services;

    public NpgsqlDataSource Database { get; private set; } = null!;

    /// <summary>The slug of the organisation whose every text is <see cref="Payload"/>.</summary>
    public string Hostile { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _database = await cluster.CreateSeededDatabaseAsync(CancellationToken.None);
        Database = TestCluster.Patiently(_database);
        _site = NetworkSite.Build(Builder(new Dictionary<string, string?>()));
        await ImportHostileAsync();
        await WriteCallsAsync();
        if (File.Exists(Boundaries))
            await new SeedNetwork(Database, TimeProvider.System).RunAsync(SeededNetwork.Seeds, Boundaries, CancellationToken.None);
        await _site.StartAsync();
        await _site.Services.GetRequiredKeyedService<ChangeFollower>(OrganisationFollowing.Name).Loaded.WaitAsync(TimeSpan.FromMinutes(1));
        await _site.Services.GetRequiredKeyedService<ChangeFollower>(PartnerCallIndex.Name).Loaded.WaitAsync(TimeSpan.FromMinutes(1));
        Address = _site.Urls.First();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(Address),
        };
        if (Chromium is not { } path)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = path,
                Args = ["--no-sandbox", "--disable-dev-shm-usage", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
            }
        );
    }

    /// <summary>The same site over the same data with one more setting, at an address of its own.</summary>
    public async Task<WebApplication> StartAnotherAsync(IReadOnlyDictionary<string, string?> settings)
    {
        var another = NetworkSite.Build(Builder(settings));
        await another.StartAsync();
        await another.Services.GetRequiredKeyedService<ChangeFollower>(OrganisationFollowing.Name)
            .Loaded.WaitAsync(TimeSpan.FromMinutes(1));
        return another;
    }

    public static string? Chromium { get; } =
        new[]
        {
            Environment.GetEnvironmentVariable("MSONET_CHROMIUM"),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
        }.FirstOrDefault(File.Exists);

    /// <summary>A page in a browser of its own; the test is skipped and counted where no browser is.</summary>
    public async Task<Visit> VisitAsync(
        int width = 1280,
        bool dark = false,
        bool scripts = true,
        bool touch = false,
        string? elsewhere = null
    )
    {
        Assert.SkipWhen(_browser is null, "No chromium on this machine (MSONET_CHROMIUM names one elsewhere).");
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = elsewhere ?? Address,
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = scripts,
            HasTouch = touch,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "de-DE",
        });
        return new Visit(context, await context.NewPageAsync(), elsewhere ?? Address);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_site is not null) await _site.DisposeAsync();
        if (Database is not null) await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private WebApplicationBuilder Builder(IReadOnlyDictionary<string, string?> more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["DATABASE"] = _database,
            ["IMPRINT_URL"] = "https://www.example.org/impressum",
            ["URLS"] = "http://127.0.0.1:0",
            ["MAILS"] = Mails,
            ["Logging:LogLevel:Default"] = "None",
        };
        foreach (var (name, value) in more)
            settings[name] = value;
        return NetworkHost.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = Path.Combine(Repository.Root, "src", "MsoNetwork.Web") },
            settings,
            Server.Bound
        );
    }

    // One full of markup, and one of which everything is known and confirmed.
    private async Task ImportHostileAsync()
    {
        var cell = "\"" + Payload.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        var file = Path.Combine(_folder, "hostile.csv");
        await File.WriteAllTextAsync(file, $"""
            external_id,name,alternate_names,street,postcode,town,email,phone,website,topics,offers,description_de,description_en,source_name,licence,languages,origins,target_groups,active_in,founded
            boese,{cell},{cell},{cell},50667,Köln,boese@example.org,0221 123456,https://example.org/?a=%22%3E%3Cscript%3E,{cell},{cell},{cell},{cell},{cell},{cell},,,,,
            alles,Erfundener Musterverein,جمعية المثال|Example Association,Musterstraße 12,50667,Köln,info@musterverein.example,+49 221 123456,https://musterverein.example/wir,education|culture,counselling,Wir sind erfunden.,We are invented.,Erfunden,CC0,tr|ar,TR|SY,women,05315|05334,1998
            """);
        var report = await new Importer(Database, TimeProvider.System).RunAsync(new ImportOptions(file, "erfunden"), null,
            CancellationToken.None);
        Assert.Equal(ImportOutcome.Written, report.Outcome);
        await using var confirm = Database.CreateCommand(
            "UPDATE organisations SET verification = 'ConfirmedByOrganisation', verified_on = '2026-11-20' WHERE slug = $1"
        );
        confirm.Parameters.Add(new NpgsqlParameter<string> { TypedValue = SitePages.Complete });
        Assert.Equal(1, await confirm.ExecuteNonQueryAsync());
        await using var command = Database.CreateCommand("SELECT slug FROM organisations WHERE name LIKE '%pwned%'");
        Hostile = Assert.IsType<string>(await command.ExecuteScalarAsync());
        await using var sources = Database.CreateCommand(
            "UPDATE organisation_sources SET url = 'javascript:window.pwned=1//' WHERE organisation_id = (SELECT id FROM organisations "
                + "WHERE slug = $1)"
        );
        sources.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Hostile });
        Assert.Equal(1, await sources.ExecuteNonQueryAsync());
    }

    // One call as people write them, one whose every text is the payload, one that is filled, one whose time is over, one that only its
    // organisation sees.
    private async Task WriteCallsAsync()
    {
        await using var command = Database.CreateCommand("""
            INSERT INTO partner_calls (id, slug, organisation_id, direction, subject, funding_line, titles, texts, topics, target_groups, languages, regions, deadline, partners, contact_way, state, created_at, updated_at, opened_at, closed_at)
            SELECT gen_random_uuid(), row.slug, o.id, row.direction, row.subject, row.line, jsonb_build_object('de', row.title, 'ar', row.title), jsonb_build_object('de', row.text, 'ar', row.text),
                '{music}', '{women}', '{tr}', '{05315}', CURRENT_DATE + row.days, 2, 'Platform', row.state, row.at, row.at, CASE WHEN row.state <> 'Draft' THEN row.at END, CASE WHEN row.state = 'Filled' THEN row.at END
            FROM (VALUES ('proberaum-erfunden', 'allerweltshaus-koeln-e-v', 'Seeks', 'Rooms', NULL, 'Proberaum für Frauenchor (erfunden)', 'Wir suchen einen Raum am Abend.', 'Open', 30, now()),
                ('boese-erfunden', @hostile, 'Offers', 'FundingConsortium', @payload, @payload, @payload, 'Open', 30, now()),
                ('gefunden-erfunden', 'allerweltshaus-koeln-e-v', 'Offers', 'Equipment', NULL, 'Bänke (erfunden)', 'Sind schon vergeben.', 'Filled', 30, now()),
                ('vorbei-erfunden', 'allerweltshaus-koeln-e-v', 'Offers', 'Other', NULL, 'Flyer (erfunden)', 'Die Zeit ist um.', 'Open', -10, now() - INTERVAL '40 days'),
                ('entwurf-erfunden', 'allerweltshaus-koeln-e-v', 'Seeks', 'Volunteers', NULL, 'Entwurf (erfunden)', 'Sieht niemand.', 'Draft', 30, now())) AS row (slug, organisation, direction, subject, line, title, text, state, days, at)
            JOIN organisations AS o ON o.slug = row.organisation
            """);
        command.Parameters.AddWithValue("hostile", Hostile);
        command.Parameters.AddWithValue("payload", Payload);
        Assert.Equal(5, await command.ExecuteNonQueryAsync());
    }
}

/// <summary>A page, with what it asked for elsewhere and what it complained about.</summary>
public sealed class Visit : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30); // as Playwright's own
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(5);
    private readonly IBrowserContext _context;
    private readonly Timer _end;

    public Visit(IBrowserContext context, IPage page, string own)
    {
        (_context, Page) = (context, page);
        // Not everything in Playwright has an end of its own; what hangs fails here and names itself, instead of holding up every test
        // behind it.
        _end = new Timer(
            _ => _ = context.CloseAsync(new() { Reason = $"The visit was ended after {_longest.TotalMinutes:0} minutes." }),
            null,
            _longest,
            Timeout.InfiniteTimeSpan
        );
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(own + "/", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                Elsewhere.Add(request.Url);
        };
        page.Console += (_, message) =>
        {
            if (message.Type == "error") Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => Complaints.Add(error);
    }

    public IPage Page { get; }

    public List<string> Elsewhere { get; } = [];

    public List<string> Complaints { get; } = [];

    /// <summary>A browser drops keys until it has painted a page for the first time, which takes a while on a busy machine.</summary>
    public Task PaintedAsync() => UntilAsync("performance.getEntriesByName('first-contentful-paint').length > 0");

    /// <summary>
    /// Asks until it is so, also while one page makes room for the next: a question that the old one took with it is asked again.
    /// Playwright's own waiting evaluates texts in the page from the second time on, which our policy forbids.
    /// </summary>
    public async Task UntilAsync(string condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await HoldsAsync(condition))
        {
            if (watch.Elapsed > _patience) Assert.Fail($"In {_patience.TotalSeconds:0} seconds it never was so: {condition}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private async Task<bool> HoldsAsync(string condition)
    {
        try
        {
            return await Page.EvaluateAsync<bool>(condition);
        }
        catch (PlaywrightException leaving) when (leaving.Message.Contains("Execution context was destroyed", StringComparison.Ordinal))
        {
            return false;
        }
    }

    /// <summary>
    /// Waits until the page has an address (** stands for anything, * for anything but a slash) and is loaded. Playwright's own WaitForURL
    /// looks once
    /// and listens from then on: an address that comes between the two is missed.
    /// </summary>
    public async Task ArrivesAsync(string address)
    {
        var pattern =
            "^"
            + Regex.Escape(address).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)
            + "$";
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex(pattern), new() { Timeout = (float)_patience.TotalMilliseconds });
        await UntilAsync("document.readyState === 'complete'");
    }

    /// <summary>
    /// Does something, waits for one more answer whose address has a text in it, and two frames more for what the page makes of it.
    /// Playwright's own FinishedAsync has no end for an answer that the page gives up while it comes.
    /// </summary>
    public async Task AnsweredAsync(string asked, Func<Task> act)
    {
        var answers =
            $"performance.getEntriesByType('resource').filter(one => one.responseStatus === 200 && "
                + $"decodeURIComponent(one.name).includes('{asked}')).length";
        var before = await Page.EvaluateAsync<int>(answers);
        await act();
        await UntilAsync($"{answers} > {before}");
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            .WaitAsync(_patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.DisposeAsync();
        await _context.DisposeAsync();
    }
}
