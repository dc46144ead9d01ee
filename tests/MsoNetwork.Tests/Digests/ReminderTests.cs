using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Erasure;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.Pages;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Digests;

/// <summary>Who asks to be reminded of a training hears of it in time, and of each change at once.</summary>
[Trait("Speed", "Medium")]
public sealed class ReminderTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_asked_hears_of_each_date_that_is_moved_or_called_off_and_of_the_end_of_all()
    {
        const string Reader = "erinnert@example.org";
        var lead = await site.LeadAsync();
        var (id, slug) = await site.TrainingAsync(lead, "Vereinsrecht (erfunden)", "education");
        using var browser = await WorkBrowser.AsAsync(site, await SignedIn.PersonAsync(site.Services, Reader));
        Assert.Contains($"/de/merken/termin?{slug}", (await browser.GetAsync($"/de/termine/{slug}")).Html, StringComparison.Ordinal);
        Assert.Equal("/de/konto/gemerkt?gespeichert", (await browser.SendAsync($"/de/merken/termin?{slug}", null)).Location);
        await site.SendAsync();
        Assert.Equal(0, await site.MailsAsync(Reader));

        (await site.DoAsync(lead, "moveTrainingDate", new
        {
            id,
            planned = DigestSteps.Day(37) + "T18:00",
            startsOn = DigestSteps.Day(38),
            startTime = "17:30",
            minutes = 60,
        })).WithoutErrors();
        await site.SendAsync();
        var moved = await site.DigestAsync(Reader, 1);
        Assert.Equal("Neu: Erinnerung: Vereinsrecht (erfunden)", moved.Subject);
        Assert.Contains("- Verlegt: Vereinsrecht (erfunden), http", moved.TextBody, StringComparison.Ordinal);
        Assert.Contains("17:30–18:30", moved.TextBody, StringComparison.Ordinal);

        (await site.DoAsync(lead, "cancelTrainingDate", new { id, planned = DigestSteps.Day(44) + "T18:00" })).WithoutErrors();
        await site.SendAsync();
        var off = await site.DigestAsync(Reader, 2);
        Assert.Contains("- Fällt aus: Vereinsrecht (erfunden), http", off.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Verlegt", off.TextBody, StringComparison.Ordinal);

        (await site.DoAsync(lead, "cancelTraining", new { id, reason = "Niemand kann (erfunden)" })).WithoutErrors();
        await site.SendAsync();
        Assert.Contains("Niemand kann (erfunden)", (await site.DigestAsync(Reader, 3)).TextBody, StringComparison.Ordinal);
        await site.SendAsync();
        Assert.Equal(3, await site.MailsAsync(Reader));
        Assert.DoesNotContain("/merken/termin?", (await browser.GetAsync($"/de/termine/{slug}")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reminder_comes_before_the_date_and_before_the_last_day_to_register_once_and_ends_with_the_last_date()
    {
        var lead = await site.LeadAsync();
        var (id, slug) = await site.TrainingAsync(lead, "Schon morgen (erfunden)", "education", inDays: 1, registerIn: 0);
        var person = await site.PersonAsync();
        var reader = await site.TextAsync($"SELECT email FROM persons WHERE id = '{person}'");
        (await site.DoAsync(person, "remindOfTraining", new { id }, "savedSearch { subject query }")).WithoutErrors();
        await site.SendAsync();
        var text = (await site.DigestAsync(reader, 1)).TextBody!;
        Assert.Contains("- Frist: Schon morgen (erfunden), http", text, StringComparison.Ordinal);
        Assert.Contains("- Bald: Schon morgen (erfunden), http", text, StringComparison.Ordinal);
        Assert.Equal(1, System.Text.RegularExpressions.Regex.Count(text, "- Bald"));
        await site.SendAsync();
        Assert.Equal(1, await site.MailsAsync(reader));

        await TidyAsync();
        Assert.Equal("1", await site.TextAsync($"SELECT count(*) FROM saved_searches WHERE query = '{slug}'"));
        await site.RunAsync($"""
            UPDATE training_dates SET ends_at = ends_at - INTERVAL '90 days', starts_at = starts_at - INTERVAL '90 days'
            WHERE training_id = (SELECT id FROM trainings WHERE slug = '{slug}')
            """);
        await TidyAsync();
        Assert.Equal("0", await site.TextAsync($"SELECT count(*) FROM saved_searches WHERE query = '{slug}'"));
    }

    [Fact]
    public async Task Nobody_is_reminded_of_a_draft()
    {
        var lead = await site.LeadAsync();
        var draft = (await site.DoAsync(lead, "createTraining", new
        {
            content = new
            {
                kind = "TRAINING",
                title = "Entwurf (erfunden)",
                text = "x",
                startsOn = DigestSteps.Day(9),
                startTime = "18:00",
                minutes = 60,
            },
        }, "training { id slug }")).WithoutErrors().GetProperty("training");
        var id = draft.GetProperty("id").GetString();
        Assert.Equal(["NOT_FOUND input.id"], (await site.DoAsync(lead, "remindOfTraining", new { id }, "savedSearch { id }")).Refusals());
        using var browser = new WorkBrowser(site);
        var (_, html, _) = await browser.GetAsync($"/de/merken/termin?{draft.GetProperty("slug").GetString()}");
        Assert.DoesNotContain("name=\"address\"", html, StringComparison.Ordinal);
    }

    private async Task TidyAsync() => await site.Services.GetRequiredService<ApplyRetention>().RunAsync(Token);
}
