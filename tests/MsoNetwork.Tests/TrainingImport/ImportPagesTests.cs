using System.Net;
using Microsoft.AspNetCore.Http;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.News;
using MsoNetwork.Tests.Pages;
using static MsoNetwork.Tests.TrainingImport.ImportNetwork;

namespace MsoNetwork.Tests.TrainingImport;

/// <summary>A provider brings an address on the pages, sees what would happen, imports it, and it is fetched again.</summary>
[Trait("Speed", "Medium")]
public sealed class ImportPagesTests(ImportNetwork network) : IClassFixture<ImportNetwork>
{
    private static string Course(string title) => Calendar(Event("kurs@example.org", title, Evening, "RRULE:FREQ=WEEKLY;COUNT=5"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_address_is_looked_at_imported_kept_and_fetched_again()
    {
        var title = "Nähkurs (erfunden)";
        var says = HttpStatusCode.OK;
        await using var server = await FeedServer.StartAsync(context =>
        {
            context.Response.StatusCode = (int)says;
            return context.Response.WriteAsync(Course(title));
        });
        var (organisation, slug) = await network.Site.OrganisationAsync("05315");
        var by = new DoneBy(null, organisation, null);
        using var browser = await WorkBrowser.OfAsync(network.Site, slug);
        var (_, _, look) = await browser.SendAsync("/de/termine/import", null, ("address", server.Address.AbsoluteUri));
        Assert.StartsWith("/de/termine/import/", look, StringComparison.Ordinal);
        var html = WebUtility.HtmlDecode((await browser.GetAsync(look!)).Html);
        Assert.Contains("Nähkurs (erfunden)", html, StringComparison.Ordinal);
        Assert.Contains("Diese Adresse jede Stunde abrufen", html, StringComparison.Ordinal);
        Assert.Empty(await network.OfAsync(by));

        title = "Später anders (erfunden)"; // what was looked at is what is imported
        Assert.EndsWith("getan=imported", (await browser.SendAsync(look!, null, ("keep", "1"))).Location, StringComparison.Ordinal);
        Assert.Equal("Nähkurs (erfunden)", Assert.Single(await network.OfAsync(by)).Title);
        Assert.EndsWith("/termine/import", (await browser.GetAsync(look!)).Location, StringComparison.Ordinal);
        var page = WebUtility.HtmlDecode((await browser.GetAsync("/de/termine/import")).Html);
        Assert.Contains("wird jede Stunde abgerufen", page, StringComparison.Ordinal);

        var id = Guid.ParseExact(look!.Split('/')[^1], "N");
        await network.AsAsync(sources => sources.FetchAsync(id, Token));
        Assert.Equal("Später anders (erfunden)", Assert.Single(await network.OfAsync(by)).Title);
        says = HttpStatusCode.NotFound;
        Assert.Null(await network.AsAsync(sources => sources.FetchAsync(id, Token)));
        Assert.Null(Assert.Single(await network.OfAsync(by)).MissingSince); // a server that fails says nothing of its calendar
        page = WebUtility.HtmlDecode((await browser.GetAsync("/de/termine/import")).Html);
        Assert.Contains("konnte zuletzt nicht gelesen werden", page, StringComparison.Ordinal);

        Assert.Contains(id, await network.AsAsync(sources => sources.KeptAsync(Token)));
        Assert.EndsWith(
            "getan=sourceLeft", (await browser.SendAsync("/de/termine/import", "Leave")).Location, StringComparison.Ordinal);
        Assert.DoesNotContain(id, await network.AsAsync(sources => sources.KeptAsync(Token)));
    }

    [Fact]
    public async Task Another_providers_source_is_not_there_and_what_cannot_be_read_is_told()
    {
        await using var server = await FeedServer.SayAsync(Course("Geheim noch (erfunden)"));
        using var browser = await WorkBrowser.OfAsync(network.Site, (await network.Site.OrganisationAsync("05315")).Slug);
        var (_, _, look) = await browser.SendAsync("/de/termine/import", null, ("address", server.Address.AbsoluteUri));
        var (other, slug) = await network.Site.OrganisationAsync("05315");
        using var stranger = await WorkBrowser.OfAsync(network.Site, slug);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(look!)).Status);
        var form = WorkBrowser.Fields((await stranger.GetAsync("/de/termine/import")).Html, null);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync(look!, null, form)).Status);
        var leave = await stranger.PostAsync("/de/termine/import", "Leave", form, ("id", look!.Split('/')[^1]));
        Assert.Equal(HttpStatusCode.NotFound, leave.Status);

        foreach (var address in (string[])["http://127.0.0.2:1/k.ics", "file:///etc/passwd", "irgendwo", ""])
        {
            var (status, html, _) = await stranger.PostAsync("/de/termine/import", null, form, ("address", address));
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains("Von dieser Adresse kam kein Kalender", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_command_imports_a_file_and_says_what_it_did()
    {
        var slug = (await network.Site.OrganisationAsync("05315")).Slug;
        var file = Path.Combine(Directory.CreateTempSubdirectory("msonet-probe-").FullName, "kurse.ics");
        await File.WriteAllTextAsync(file, Course("Kochkurs (erfunden)"), Token);
        foreach (var (options, says) in new (string[], string)[]
        {
            (["--dry-run"], "1 new, 0 changed"), (["--dry-run"], "1 new, 0 changed"), ([], "1 new, 0 changed"),
            ([], "0 new, 0 changed, 1 unchanged"),
        })
        {
            using var process = MsonetProcess.Start(
                network.Site.Database.ConnectionString, ["import-trainings", file, "--provider", slug, .. options]);
            Assert.Equal(0, await process.EndAsync(Token));
            Assert.Contains(says, process.Output, StringComparison.Ordinal);
        }

        using var wrong = MsonetProcess.Start(
            network.Site.Database.ConnectionString, "import-trainings", file, "--provider", "gibt-es-nicht");
        Assert.Equal(2, await wrong.EndAsync(Token));
        Assert.Contains("There is no organisation", wrong.Output, StringComparison.Ordinal);
    }
}
