using System.Globalization;
using MsoNetwork.Accounts;

namespace MsoNetwork.Browser.Tests;

/// <summary>What is off, dead or not confirmed: how it stands on pages.</summary>
public sealed partial class TrustTests
{
    [Theory]
    [MemberData(nameof(Views))]
    public async Task Webhooks_say_why_they_are_off_and_choose_places_as_other_forms_do(string language, int width, bool scripts)
    {
        var email = $"haken-{language}-{width}@example.org";
        await using var visit = await SignedInAsync(width, scripts, new Duty { Role = Role.Administrator }, email);
        var page = visit.Page;
        await page.GotoAsync($"/{language}/konto/webhooks");
        await LookAsync(visit, $"webhooks none {language} {width}", scripts);
        await page.Locator("#url-new").FillAsync("https://10.0.0.1/");
        await page.Locator("#regions-new").FillAsync("Entenhausen");
        await page.Locator("input[name='regions.add']").Nth(1).FillAsync("Köln");
        await page.Locator("form.one button[type=submit]").Last.ClickAsync();
        await Expect(page.Locator("#problems li")).ToHaveCountAsync(2);
        await Expect(page.Locator("input[name=regions][checked]")).ToHaveCountAsync(2);
        await LookAsync(visit, $"webhooks wrong {language} {width}", scripts);

        foreach (var (off, number) in new[] { "NULL", "'Secret'", "'Filter'", "'Failing'" }.Select((off, at) => (off, at)))
        {
            await RunAsync($"""
                INSERT INTO webhooks (id, person_id, url, regions, topics, secret, created_at, due_at, cursor, position, off, off_at,
                    failing_since, failure, failure_status)
                SELECT '{Guid.NewGuid()}', id, 'https://ein-langer-name-{number}.verzeichnis.example.org/haken/fuer/aenderungen/im/verzeichnis',
                    '{"{05315,05913}"}', '{"{education,culture}"}', 'x', now(), now() + interval '1 year', 'x', 0, {off},
                    CASE WHEN {off} IS NOT NULL THEN now() END, now(), 'Status', 503 FROM persons WHERE email = '{email}'
                """);
        }

        await page.GotoAsync($"/{language}/konto/webhooks");
        await page.Locator(".rows details summary").First.ClickAsync();
        await LookAsync(visit, $"webhooks off {language} {width}", scripts);
        await RunAsync("DELETE FROM webhooks");
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_dead_website_stands_on_the_profile_and_on_the_centres_list(string language, int width, bool scripts)
    {
        var slug = (await EnterAsync($"Quittenkreis {language} {width}"))[0];
        var url = $"https://quitten-{language}-{width}.example.org/ein/langer/weg/zur/seite";
        await RunAsync($"""
            UPDATE organisations SET website = '{url}' WHERE slug = '{slug}';
            INSERT INTO website_checks (url, host, due_at, checked_at, outcome, detail, failing_since, failed_on, failed_days)
            VALUES ('{url}', 'x', now() + interval '1 year', now(), 'Failed', '404', current_date - 9, current_date, 4)
            """);
        await using var visit = await SignedInAsync(width, scripts, new CentrePerson { CentreKey = "ki-koeln" });
        await visit.Page.GotoAsync($"/{language}/organisationen/{slug}");
        await LookAsync(visit, $"dead website {language} {width}", scripts);
        await visit.Page.GotoAsync($"/{language}/schreibtisch/listen/webseite-nicht-erreichbar");
        await Expect(visit.Page.Locator($"a[href$='/{slug}']").First).ToBeVisibleAsync();
        await LookAsync(visit, $"dead websites {language} {width}", scripts);
        await visit.Page.GotoAsync($"/{language}/webseiten-pruefung");
        await LookAsync(visit, $"website checks {language} {width}", scripts);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Reminders_are_answered_ended_and_left_to_the_desk(string language, int width, bool scripts)
    {
        var (asked, left) = ($"Berberitzenkreis {language} {width}", $"Holunderkreis {language} {width}");
        var slugs = await EnterAsync(asked, left);
        var key = string.Concat(Enumerable.Repeat($"{language}{width.ToString(CultureInfo.InvariantCulture)}", 43))[..43];
        await RunAsync($"""
            INSERT INTO reminders (organisation_id, step, since, was_confirmed, first_at, first_hash)
            SELECT id, 'First', '2025-11-01', true, now(), '\x{Convert.ToHexString(Secret.HashOf(key))}' FROM organisations WHERE slug = '{slugs[0]}';
            INSERT INTO reminders (organisation_id, step, since, was_confirmed, first_at, second_at, reason, centre_at)
            SELECT id, 'Centre', '2025-11-01', true, now() - interval '60 days', now() - interval '30 days', 'Unanswered', now()
            FROM organisations WHERE slug = '{slugs[1]}'
            """);
        await using var visit = await SignedInAsync(width, scripts, new CentrePerson { CentreKey = "ki-koeln" });
        var page = visit.Page;
        await page.GotoAsync($"/{language}/erinnerung/{key}");
        await LookAsync(visit, $"reminder {language} {width}", scripts);
        await page.GotoAsync($"/{language}/erinnerung/{key}/ende");
        await LookAsync(visit, $"reminder end {language} {width}", scripts);
        await page.GotoAsync($"/{language}/organisationen/{slugs[0]}/bestaetigen");
        await LookAsync(visit, $"keep true {language} {width}", scripts);
        await page.GotoAsync($"/{language}/schreibtisch");
        await Expect(page.Locator("li:has(a[href$='ohne-antwort']) .number")).Not.ToHaveTextAsync("0");
        await LookAsync(visit, $"desk {language} {width}", scripts);
        await page.GotoAsync($"/{language}/schreibtisch/listen/ohne-antwort");
        await LookAsync(visit, $"unanswered {language} {width}", scripts);
        await page.GotoAsync($"/{language}/schreibtisch/listen/doppelt");
        await LookAsync(visit, $"doubles {language} {width}", scripts);
    }
}
