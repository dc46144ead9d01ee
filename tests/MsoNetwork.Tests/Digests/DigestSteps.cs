using System.Globalization;
using MimeKit;
using MsoNetwork.Accounts;
using MsoNetwork.Digests;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.SignIn;
using MsoNetwork.Time;

namespace MsoNetwork.Tests.Digests;

/// <summary>What the tests of saved searches do again and again.</summary>
internal static class DigestSteps
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A day by Berlin's calendar.</summary>
    public static string Day(int fromToday) =>
        TimeProvider.System.Today().AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Lets all saved searches be due and looks at them. A worker of the site may come first: read mails, not this.</summary>
    public static async Task SendAsync(this RunningSite site)
    {
        await site.RunAsync("UPDATE saved_searches SET due_at = now() - INTERVAL '1 minute'");
        await Waiting.UntilAsync(async () =>
        {
            await site.AsAsync<SendDigests, int>(null, use => use.RunAsync(Token));
            return await site.TextAsync(
                "SELECT count(*) FROM saved_searches WHERE due_at < now() AND confirmed_at IS NOT NULL AND NOT is_paused") == "0";
        }, "A saved search stays due");
    }

    /// <summary>Waits for the newest digest to an address.</summary>
    public static async Task<MimeMessage> DigestAsync(this RunningSite site, string address, int number) =>
        (await SignInMails.LastAsync(site, address, number)).Mail;

    /// <summary>How many mails to an address there are, sent or waiting.</summary>
    public static async Task<int> MailsAsync(this RunningSite site, string address) => int.Parse(
        await site.TextAsync($"SELECT count(*) FROM mails WHERE recipient = '{address}'"), CultureInfo.InvariantCulture);

    /// <summary>Where a digest is ended.</summary>
    public static string End(MimeMessage digest) => new Uri(digest.Headers["List-Unsubscribe"]!.Trim('<', '>')).PathAndQuery;

    public static async Task<Guid> LeadAsync(this RunningSite site) => await site.PersonAsync(new OrganisationPerson
    {
        OrganisationId = (await site.OrganisationAsync("05315")).Id,
        Role = Role.Lead,
    });

    /// <summary>A published training in 30 days; its id and slug.</summary>
    public static async Task<(string Id, string Slug)> TrainingAsync(
        this RunningSite site, Guid lead, string title, string topic, int inDays = 30, int? registerIn = null)
    {
        var made = (await site.DoAsync(lead, "createTraining", new
        {
            content = new
            {
                kind = "SERIES",
                title,
                text = "Abende (erfunden).",
                startsOn = Day(inDays),
                startTime = "18:00",
                minutes = 90,
                rule = "FREQ=WEEKLY;COUNT=3",
                topics = new[] { topic },
                registerUntil = registerIn is { } days ? Day(days) : null,
            },
        }, "training { id slug }")).WithoutErrors().GetProperty("training");
        var id = made.GetProperty("id").GetString()!;
        (await site.DoAsync(lead, "publishTraining", new { id, version = 1 })).WithoutErrors();
        return (id, made.GetProperty("slug").GetString()!);
    }
}
