using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ical.Net;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Pages;

namespace MsoNetwork.Tests.Trainings;

/// <summary>Trainings on the pages and in the feeds, without scripts.</summary>
[Trait("Speed", "Medium")]
public sealed partial class TrainingPagesTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Provider = "migrafrica";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Days far ahead, whoever runs the tests when: a Tuesday in March, before the change of daylight saving.
    private static DateOnly Tuesday
    {
        get
        {
            var day = new DateOnly(TimeProvider.System.GetUtcNow().Year + 1, 3, 9);
            while (day.DayOfWeek != DayOfWeek.Tuesday) day = day.AddDays(1);
            return day;
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static (string, string)[] Evenings(string title) =>
    [
        ("kind", "Series"), ("title", title), ("text", "Fünf Abende (erfunden)."), ("startsOn", Day(Tuesday)), ("startTime", "18:00"),
        ("minutes", "90"), ("repeat", "Weekly"), ("count", "5"), ("costCents", "0"), ("childCare", "yes"), ("topics", "education"),
    ];

    private static async Task<string> PublishedAsync(WorkBrowser browser, string title, params (string Field, string Value)[] more)
    {
        (string Field, string Value)[] fields = [.. Evenings(title).Where(one => !more.Any(other => other.Field == one.Item1)), .. more];
        var (_, _, manage) = await browser.SendAsync("/de/termine/neu", null, fields);
        Assert.Contains("/bearbeiten?getan=drafted", manage, StringComparison.Ordinal);
        var page = manage!.Split('?')[0];
        Assert.Contains("handler=Publish", (await browser.GetAsync(page)).Html, StringComparison.Ordinal);
        Assert.EndsWith("getan=published", (await browser.SendAsync(page, "Publish")).Location, StringComparison.Ordinal);
        return page;
    }

    [Fact]
    public async Task Five_evenings_are_entered_one_is_moved_one_called_off_then_all_and_calendars_hear_of_it()
    {
        using var browser = await WorkBrowser.OfAsync(site, Provider);
        var page = await PublishedAsync(browser, "Vereinsrecht abends (erfunden)");
        var shown = page.Replace("/bearbeiten", "", StringComparison.Ordinal);
        var feed = $"/de/organisationen/{Provider}/termine.ics";
        var (before, tag) = await FeedAsync(feed);
        Assert.Single(Events(before, shown));

        var second = Tuesday.AddDays(7);
        var moved = await browser.SendAsync(page, "Move",
            ("planned", $"{Day(second)}T18:00"), ("startsOn", Day(second.AddDays(2))), ("startTime", "17:30"), ("minutes", "60"));
        Assert.EndsWith("getan=moved", moved.Location, StringComparison.Ordinal);
        var off = await browser.SendAsync(page, "CancelDate", ("planned", $"{Day(second.AddDays(7))}T18:00"));
        Assert.EndsWith("getan=dateOff", off.Location, StringComparison.Ordinal);
        var (after, changed) = await FeedAsync(feed);
        Assert.NotEqual(tag, changed);
        var events = Events(after, shown);
        Assert.Equal(["CANCELLED", "CONFIRMED", "CONFIRMED"], events.Select(one => one.Status).Order());
        Assert.Equal(4, events[0].Sequence);
        var html = (await browser.GetAsync(shown)).Html;
        Assert.Contains("17:30–18:30", html, StringComparison.Ordinal);
        Assert.Contains("fällt aus", html, StringComparison.Ordinal);
        Assert.Contains(shown, (await browser.GetAsync($"/de/organisationen/{Provider}")).Html, StringComparison.Ordinal);
        Assert.Contains(shown, (await browser.GetAsync("/de/regionen/05315")).Html, StringComparison.Ordinal);

        var all = await browser.SendAsync(page, "Cancel", ("reason", "Der Saal ist gesperrt (erfunden)."));
        Assert.EndsWith("getan=off", all.Location, StringComparison.Ordinal);
        Assert.All(Events((await FeedAsync(feed)).Text, shown), one => Assert.Equal("CANCELLED", one.Status));
        Assert.Contains("Der Saal ist gesperrt", (await browser.GetAsync(shown)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_told_beside_the_field_and_what_was_typed_stays()
    {
        using var browser = await WorkBrowser.OfAsync(site, "coach-e-v");
        var (status, html, _) = await browser.SendAsync(
            "/de/termine/neu", null, ("kind", "Series"), ("title", " "), ("text", "Getippter Text"), ("startsOn", Day(Tuesday)),
            ("startTime", "25:00"), ("minutes", "3"), ("repeat", "Weekly"), ("count", "500"), ("municipality", "München"),
            ("link", "javascript:alert(1)"));
        Assert.Equal(HttpStatusCode.OK, status);
        foreach (var field in (string[])["title", "startTime", "minutes", "rule", "municipality", "link"])
            Assert.Contains($"id=\"{field}-wrong\"", html, StringComparison.Ordinal);
        Assert.Contains("Getippter Text", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_has_no_page_and_no_feed_and_others_have_no_form_for_it()
    {
        using var browser = await WorkBrowser.OfAsync(site, Provider);
        using var stranger = await WorkBrowser.OfAsync(site, "bana-afrika-e-v");
        var (_, _, manage) = await browser.SendAsync("/de/termine/neu", null, Evenings("Nur ein Entwurf (erfunden)"));
        var page = manage!.Split('?')[0];
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(page)).Status);
        var shown = page.Replace("/bearbeiten", "", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(shown)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(shown + "/termin.ics")).Status);
        var (feed, _) = await FeedAsync($"/de/organisationen/{Provider}/termine.ics");
        Assert.DoesNotContain("Nur ein Entwurf", feed, StringComparison.Ordinal);
        Assert.Contains("Nur ein Entwurf", (await browser.GetAsync("/de/termine/eigene")).Html, StringComparison.Ordinal);
        Assert.EndsWith("getan=erased", (await browser.SendAsync(page, "Erase")).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(page)).Status);
    }

    [Fact]
    public async Task The_list_the_month_the_feeds_and_the_search_show_it_in_every_language()
    {
        using var browser = await WorkBrowser.OfAsync(site, "coach-e-v");
        var shown = (await PublishedAsync(browser, "Buchhaltung leicht (erfunden)")).Replace("/bearbeiten", "", StringComparison.Ordinal);
        var slug = shown.Split('/')[^1];
        foreach (var language in (string[])["de", "en", "tr", "ar", "uk", "ru", "fr", "pl", "ro", "kmr", "fa"])
        {
            Assert.Contains(slug, (await browser.GetAsync($"/{language}/termine")).Html, StringComparison.Ordinal);
            var month = await browser.GetAsync($"/{language}/termine/monat?monat={Day(Tuesday)[..7]}");
            Assert.Contains(slug, month.Html, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/{language}/termine/{slug}")).Status);
        }

        Assert.Contains(slug, (await browser.GetAsync("/de/termine?when=evenings&offer=free&offer=childCare&topics=education")).Html,
            StringComparison.Ordinal);
        Assert.DoesNotContain(slug, (await browser.GetAsync("/de/termine?when=weekend")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain(slug, (await browser.GetAsync("/de/termine?offer=online")).Html, StringComparison.Ordinal);
        var (ics, tag) = await FeedAsync("/de/termine/kalender.ics?when=evenings");
        Assert.Contains(slug, ics.ReplaceLineEndings("\n").Replace("\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(slug, (await FeedAsync("/de/termine/kalender.ics?when=weekend")).Text, StringComparison.Ordinal);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/de/termine/kalender.ics?when=evenings");
        again.Headers.IfNoneMatch.Add(tag);
        using var same = await site.Client.SendAsync(again, Token);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var entries = XDocument.Parse(await site.Client.GetStringAsync("/de/termine/feed.atom", Token)).Root!.Elements(atom + "entry");
        Assert.Contains(entries, one => one.Element(atom + "link")!.Attribute("href")!.Value.EndsWith(slug, StringComparison.Ordinal));
        var rss = XDocument.Parse(await site.Client.GetStringAsync("/de/termine/feed.rss", Token));
        var items = rss.Root!.Element("channel")!.Elements("item");
        Assert.Contains(items, one => one.Element("link")!.Value.EndsWith(slug, StringComparison.Ordinal));
        // The index follows the database; it may be a moment behind.
        await Waiting.UntilAsync(
            async () => (await browser.GetAsync("/de/termine?q=Kinderbetreuung")).Html.Contains(slug, StringComparison.Ordinal),
            "child care is a word of the search");
        await Waiting.UntilAsync(
            async () => (await browser.GetAsync("/de/termine?q=buchhaltnug")).Html.Contains(slug, StringComparison.Ordinal),
            "it was not found by a word with two letters swapped");
    }

    [Fact]
    public async Task A_page_tells_search_engines_of_its_dates_in_a_form_that_scripts_cannot_leave()
    {
        using var browser = await WorkBrowser.OfAsync(site, "coach-e-v");
        var shown = (await PublishedAsync(browser, "</script><b>Kurs</b> (erfunden)")).Replace("/bearbeiten", "", StringComparison.Ordinal);
        var html = (await browser.GetAsync(shown)).Html;
        Assert.DoesNotContain("<b>Kurs</b>", html, StringComparison.Ordinal);
        var course = JsonDocument.Parse(LinkedData().Match(html).Groups["json"].Value).RootElement;
        Assert.Equal("Course", course.GetProperty("@type").GetString());
        var instances = course.GetProperty("hasCourseInstance");
        Assert.Equal(5, instances.GetArrayLength());
        Assert.Equal($"{Day(Tuesday)}T18:00:00+01:00", instances[0].GetProperty("startDate").GetString());
        Assert.Equal($"{Day(Tuesday.AddDays(28))}T19:30:00+02:00", instances[4].GetProperty("endDate").GetString());
    }

    [Fact]
    public async Task What_search_engines_require_of_an_event_and_a_course_is_said()
    {
        using var browser = await WorkBrowser.OfAsync(site, "bana-afrika-e-v");
        async Task<JsonElement> DataAsync(string title, params (string, string)[] more)
        {
            var page = await PublishedAsync(browser, title, more);
            var html = (await browser.GetAsync(page.Replace("/bearbeiten", "", StringComparison.Ordinal))).Html;
            return JsonDocument.Parse(LinkedData().Match(html).Groups["json"].Value).RootElement;
        }

        string[] required = ["name", "startDate", "endDate", "eventStatus", "eventAttendanceMode", "location", "organizer", "offers"];
        var meeting = await DataAsync(
            "Netzwerktreffen (erfunden)", ("kind", "NetworkMeeting"), ("address", "Rathaus"), ("postcode", "52349"),
            ("municipality", "Düren"));
        Assert.Equal("Event", meeting.GetProperty("@type").GetString());
        Assert.All([meeting, .. meeting.GetProperty("subEvent").EnumerateArray()], one =>
            Assert.All(required, field => Assert.True(one.TryGetProperty(field, out _), $"{field}: {one.GetRawText()}")));
        Assert.True(meeting.GetProperty("isAccessibleForFree").GetBoolean());
        var place = meeting.GetProperty("location");
        Assert.Equal("52349", place.GetProperty("address").GetProperty("postalCode").GetString());
        Assert.InRange(place.GetProperty("geo").GetProperty("latitude").GetDouble(), 50.7, 50.9);

        var course = await DataAsync(
            "Kurs mit Folien (erfunden)", ("materialTitle", "Folien"), ("materialLink", "https://example.org/folien.pdf"));
        Assert.Equal("https://example.org/folien.pdf", course.GetProperty("hasPart")[0].GetProperty("url").GetString());
        Assert.Equal("Free", course.GetProperty("offers").GetProperty("category").GetString());
        Assert.All(course.GetProperty("hasCourseInstance").EnumerateArray(), one =>
        {
            Assert.All(required, field => Assert.True(one.TryGetProperty(field, out _), $"{field}: {one.GetRawText()}"));
            Assert.Equal(("Onsite", "PT1H30M"), (one.GetProperty("courseMode").GetString(), one.GetProperty("courseWorkload").GetString()));
        });
    }

    [Fact]
    public async Task The_form_without_scripts_takes_materials_and_a_point_and_the_page_and_the_map_show_them()
    {
        using var browser = await WorkBrowser.OfAsync(site, "bana-afrika-e-v");
        var page = await PublishedAsync(browser, "Kurs am Markt (erfunden)", ("municipality", "Düren"), ("postcode", "52349"),
            ("point", "50.8041, 6.4822"), ("materialTitle", "Folien & mehr"), ("materialLink", "https://example.org/folien.pdf"));
        var shown = page.Replace("/bearbeiten", "", StringComparison.Ordinal);
        var html = (await browser.GetAsync(shown)).Html;
        Assert.Contains("href=\"https://example.org/folien.pdf\"", html, StringComparison.Ordinal);
        Assert.Contains("52349 Düren", html, StringComparison.Ordinal);
        var form = (await browser.GetAsync(page)).Html;
        Assert.Contains("value=\"50.8041, 6.4822\"", form, StringComparison.Ordinal);
        Assert.Contains("value=\"Folien &amp; mehr\"", form, StringComparison.Ordinal);
        // Saved as it stands, nothing is lost.
        await browser.SendAsync(page, "Save", [.. Evenings("Kurs am Markt (erfunden)"), ("municipality", "Düren"), ("postcode", "52349"),
            ("point", "50.8041, 6.4822"), ("materialTitle", "Folien & mehr"), ("materialLink", "http://example.org/unsicher")]);
        Assert.DoesNotContain("unsicher", (await browser.GetAsync(shown)).Html, StringComparison.Ordinal);

        var map = (await browser.GetAsync("/de/termine/karte?topics=education")).Html;
        Assert.Contains("data-tiles=\"/tiles/trainings\"", map, StringComparison.Ordinal);
        Assert.Contains(shown, map, StringComparison.Ordinal); // the list stays, without scripts too
        var there = await site.Client.GetStringAsync("/de/termine/karte/50.8041,6.4822,20?topics=education", Token);
        Assert.Contains("Kurs am Markt (erfunden)", JsonDocument.Parse(there).RootElement.GetProperty("organisations").EnumerateArray()
            .Select(one => one.GetProperty("name").GetString()));
        Assert.DoesNotContain("Kurs am Markt", await site.Client.GetStringAsync("/de/termine/karte/50.8041,6.4822,20?when=weekend", Token),
            StringComparison.Ordinal);
        using var extent = JsonDocument.Parse(await site.Client.GetStringAsync("/tiles/trainings/extent.json?topics=education", Token));
        Assert.True(extent.RootElement.GetProperty("count").GetInt32() > 0);
        using var tile = await site.Client.GetAsync("/tiles/trainings/8/132/85.mvt?topics=education", Token);
        Assert.Equal(HttpStatusCode.OK, tile.StatusCode);
    }

    private static List<Ical.Net.CalendarComponents.CalendarEvent> Events(string text, string path) =>
        [.. Calendar.Load(text)!.Events.Where(one => one.Url!.AbsolutePath == path)];

    private async Task<(string Text, EntityTagHeaderValue Tag)> FeedAsync(string path)
    {
        using var answer = await site.Client.GetAsync(path, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/calendar", answer.Content.Headers.ContentType!.MediaType);
        return (await answer.Content.ReadAsStringAsync(Token), answer.Headers.ETag!);
    }

    [GeneratedRegex("<script type=\"application/ld\\+json\">(?<json>.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex LinkedData();
}
