using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using MsoNetwork.Accounts;
using MsoNetwork.Inbox;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Reminders;
using MsoNetwork.Tests.Mail;
using MsoNetwork.Web.Pages.Reminders;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Tests.Reminders;

/// <summary>A database with a clock that the test sets, a real mail server, and the words of the pages.</summary>
internal sealed partial class RemindedNetwork(MailedNetwork mailed) : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private int _taken;

    public MailedNetwork Mailed => mailed;

    public SeededNetwork Network => mailed.Network;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RemindedNetwork> NewAsync(TestCluster cluster)
    {
        var reminded = new RemindedNetwork(await MailedNetwork.NewAsync(cluster, Start));
        // The seeds are none of the test's: confirmed today, they are not asked about for a year.
        await reminded.Network.RunAsync("UPDATE organisations SET verification = 'VerifiedByCentre', verified_on = '2026-11-29'");
        return reminded;
    }

    /// <summary>An entry of Köln, as long as there are any, confirmed on a day, or never and entered on it.</summary>
    public async Task<Guid> EntryAsync(string day, string? email = null, bool isConfirmed = true)
    {
        var id = await Network.ScalarAsync<Guid>($"""
            SELECT id FROM organisations WHERE status = 'Active' AND contact_visible_to = 'Public'
            ORDER BY NOT starts_with(municipality_key, '05315'), slug OFFSET {_taken++} LIMIT 1
            """);
        await Network.RunAsync($"""
            DELETE FROM organisation_people WHERE organisation_id = '{id}';
            UPDATE organisations SET email = {(email is null ? "NULL" : $"'{email}'")},
                verification = '{(isConfirmed ? "ConfirmedByOrganisation" : "Unverified")}',
                verified_on = {(isConfirmed ? $"'{day}'" : "NULL")} WHERE id = '{id}';
            UPDATE statements SET said_on = '{day}' WHERE organisation_id = '{id}' AND field = ''
            """);
        return id;
    }

    public async Task LeadAsync(Guid organisation, string email, string language = "de", bool isConfirmed = true)
    {
        await using var scope = Network.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<DbContext>();
        var person = new Person
        {
            Id = Guid.NewGuid(),
            UserName = email,
            Email = email,
            EmailConfirmed = isConfirmed,
            Language = language,
        };
        context.Add(person);
        context.Add(new OrganisationPerson { OrganisationId = organisation, PersonId = person.Id, Role = Role.Lead });
        await context.SaveChangesAsync(Token);
    }

    /// <summary>Those that a test of one entry over years is not about.</summary>
    public Task ConfirmOthersAsync(Guid but, string day) =>
        Network.RunAsync($"UPDATE organisations SET verified_on = '{day}' WHERE id <> '{but}' AND verified_on IS NOT NULL");

    /// <summary>Takes what is due and delivers it.</summary>
    public async Task<int> SendAsync(ReminderSettings? settings = null)
    {
        var sent = await QueueAsync(settings);
        await mailed.Worker().RunAsync(Token);
        return sent;
    }

    public async Task<int> QueueAsync(ReminderSettings? settings = null)
    {
        await using var scope = Network.Services.CreateAsyncScope();
        var lines = Made<EntryLines>(scope.ServiceProvider, Made<Registry>(scope.ServiceProvider));
        await using var pages = new ServiceCollection()
            .AddSingleton<PageAddress>((language, path) => new Uri($"https://netz.example/{language}/{path}"))
            .AddSingleton<ShowEntry>(lines.ShowAsync).BuildServiceProvider();
        var all = ReminderSettings.Usual with { To = ReminderAudience.All };
        return await new SendReminders(mailed.Database, mailed.Queue, pages, settings ?? all, mailed.Clock).RunAsync(Token);
    }

    public Task<T> AnswerAsync<T>(Func<AnswerReminder, Task<T>> use) => UseAsync(services => use(new AnswerReminder(
        mailed.Database, Made<ChangeOrganisation>(services, mailed.Clock), services.GetRequiredService<IdempotencyKeys>(), mailed.Clock)));

    /// <summary>Its team wants no reminders.</summary>
    public async Task EndAsync(Guid id)
    {
        var slug = await Network.ScalarAsync<string>($"SELECT slug FROM organisations WHERE id = '{id}'");
        await UseAsync(async services =>
        {
            services.GetRequiredService<CurrentViewer>().Identity = new Identity(ActingFor.Parse($"organisation:{slug}"));
            await Made<KeepTrue>(services, mailed.Clock).SetAsync(id, wanted: false, Token);
            return true;
        });
    }

    public async Task<T> UseAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        await using var scope = Network.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider);
    }

    public void Wait(int days) => mailed.Clock.Advance(TimeSpan.FromDays(days));

    /// <summary>Step, reason, mails and how the entry stands.</summary>
    public Task<string> StateAsync(Guid id) => Network.ScalarAsync<string>($"""
        SELECT concat_ws(' ', coalesce(r.step, '-'), r.reason, r.mails, o.verification, o.verified_on)
        FROM organisations AS o LEFT JOIN reminders AS r ON r.organisation_id = o.id WHERE o.id = '{id}'
        """);

    public IReadOnlyList<MimeMessage> MailsTo(string address) =>
        [.. mailed.Server.Received.Where(mail => mail.To.Mailboxes.Any(to => to.Address == address))];

    /// <summary>The key in a reminder's links.</summary>
    public static string KeyIn(MimeMessage mail) => Key().Match(mail.TextBody!).Groups[1].Value;

    public ValueTask DisposeAsync() => mailed.DisposeAsync();

    private static T Made<T>(IServiceProvider services, params object[] given) => ActivatorUtilities.CreateInstance<T>(services, given);

    [GeneratedRegex("/erinnerung/([A-Za-z0-9_-]{43})")]
    private static partial Regex Key();
}
