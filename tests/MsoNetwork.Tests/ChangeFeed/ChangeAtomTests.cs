using System.Net;
using System.Text.Json;
using MsoNetwork.ChangeFeed;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Web.Pages.Desk;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Tests.ChangeFeed;

/// <summary>/changes.atom, as feed readers take it.</summary>
[Trait("Speed", "Medium")]
public sealed class ChangeAtomTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Read = """
        import json, sys, feedparser
        feed = feedparser.parse(sys.stdin.buffer.read())
        print(json.dumps([bool(feed.bozo), feed.version, feed.feed.get("title", ""),
            [[e.get("id"), e.get("title"), e.get("link"), e.get("summary", ""), bool(e.get("updated_parsed"))] for e in feed.entries]]))
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_feed_reader_reads_in_plain_words_what_happened_and_nothing_of_what_is_gone()
    {
        var (id, slug) = await site.OrganisationAsync("05315");
        var (gone, _) = await site.OrganisationAsync("05315");
        await site.RunAsync($"UPDATE organisations SET name = 'Umbenannt (erfunden)', phone = '+49 221 4710009' WHERE id = '{id}'");
        await site.RunAsync($"UPDATE organisations SET name = 'Bald weg (erfunden)' WHERE id = '{gone}'");
        await ReadAsync("/changes.atom?region=05315", "Bald weg (erfunden)");
        await site.RunAsync($"DELETE FROM organisations WHERE id = '{gone}'");
        var (text, entries) = await ReadAsync("/changes.atom?region=05315", "Ein Eintrag ist nicht mehr im Verzeichnis");
        Assert.DoesNotContain("Bald weg", text, StringComparison.Ordinal);
        var changed = entries.First(entry => entry[1].GetString() == "Geändert: Umbenannt (erfunden)");
        Assert.StartsWith("tag:127.0.0.1,2026:changes/", changed[0].GetString(), StringComparison.Ordinal);
        Assert.EndsWith($"/de/organisationen/{slug}", changed[2].GetString(), StringComparison.Ordinal);
        Assert.Equal("Geänderte Angaben: Telefon, Name.", changed[3].GetString());
        Assert.All(entries, entry => Assert.True(entry[4].GetBoolean()));
        Assert.Equal(entries.Count, entries.Select(entry => entry[0].GetString()).Distinct().Count());
        var (english, _) = await ReadAsync("/changes.atom?region=05315&region=05913&language=en", "Changed: Umbenannt (erfunden)");
        Assert.Contains("xml:lang=\"en\"", english, StringComparison.Ordinal);
        var (elsewhere, _) = await ReadAsync("/changes.atom?region=05913", "<feed");
        Assert.DoesNotContain("Umbenannt", elsewhere, StringComparison.Ordinal);
        using var page = await site.Client.GetAsync("/fa/regionen/05315", Token);
        var html = await page.Content.ReadAsStringAsync(Token);
        Assert.Contains("/changes.atom?region=05315&amp;language=fa", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_is_not_sent_again_and_what_nobody_knows_is_told_by_its_name()
    {
        const string Path = "/changes.atom?region=05758";
        using var answer = await site.Client.GetAsync(Path, Token);
        Assert.Equal("application/atom+xml", answer.Content.Headers.ContentType!.MediaType);
        using var again = new HttpRequestMessage(HttpMethod.Get, Path);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var same = await site.Client.SendAsync(again, Token);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        var many = "topic=" + string.Join("&topic=", Enumerable.Range(0, 21));
        foreach (var wrong in (string[])["region=99", "topic=quatsch", "language=xx", many])
        {
            using var refused = await site.Client.GetAsync($"/changes.atom?{wrong}", Token);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.StartsWith(wrong.Split('=')[0] + ": ", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }

        var (english, _) = await ReadAsync("/changes.atom?language=EN&topic=&region=", "<feed");
        Assert.Contains("xml:lang=\"en\"", english, StringComparison.Ordinal);
        var (german, _) = await ReadAsync("/changes.atom?language=de-DE&region=05315&topic=education", "<feed");
        Assert.Contains(">Änderungen im Verzeichnis · Köln · Bildung", german, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changed_is_named_and_a_confirmation_is_one()
    {
        var (id, _) = await site.OrganisationAsync("05913");
        await site.RunAsync($"UPDATE organisations SET name = 'Bald bestätigt (erfunden)' WHERE id = '{id}'");
        await ReadAsync("/changes.atom?region=05913", "Geändert: Bald bestätigt (erfunden)");
        await site.RunAsync(
            $"UPDATE organisations SET verification = 'VerifiedByCentre', verified_on = current_date WHERE id = '{id}'");
        await ReadAsync("/changes.atom?region=05913", "Geänderte Angaben: Bestätigung.");
        var texts = Texts.Of(PageLanguage.Default);
        string[] names = [.. PublishedFields.Names, PublishedFields.Sources, PublishedFields.Logo, PublishedFields.MemberOf,
            PublishedFields.Members, PublishedFields.MergedFrom];
        Assert.DoesNotContain(names, name => FieldTexts.PathLabel(texts, name) == texts["field.other"]);
    }

    private async Task<(string Text, List<JsonElement> Entries)> ReadAsync(string path, string until)
    {
        var text = "";
        await Waiting.UntilAsync(
            async () => (text = await site.Client.GetStringAsync(path, Token)).Contains(until, StringComparison.Ordinal),
            $"{path} lacks {until}");
        var read = JsonDocument.Parse(await Installed.RunAsync("/usr/bin/python3", ["-c", Read], text)).RootElement;
        Assert.Equal((false, "atom10"), (read[0].GetBoolean(), read[1].GetString()));
        return (text, [.. read[3].EnumerateArray()]);
    }
}
