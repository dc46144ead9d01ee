using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MsoNetwork.Erasure;
using MsoNetwork.Import;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;

namespace MsoNetwork.Tests.Erasure;

/// <summary>What is old enough goes, counted and told, and nothing else.</summary>
[Trait("Speed", "Medium")]
public sealed class RetentionTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_eleven_years_all_that_has_a_rule_is_gone_and_the_report_says_how_much()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("msonet-kept-").FullName, "liste.csv");
        await File.WriteAllTextAsync(file, FilledTables.Csv, Token);
        await new Importer(site.Database, TimeProvider.System).RunAsync(new(file) { Source = "Liste (erfunden)" }, null, Token);
        await FilledTables.NewAsync(
            site, Guid.Parse(await site.TextAsync($"SELECT id FROM organisations WHERE name = '{FilledTables.Name}'")));
        await site.RunAsync("""
            UPDATE saved_searches SET confirmed_at = NULL WHERE address IS NOT NULL;
            INSERT INTO sign_in_salts VALUES ('2026-01-01', '\x00') ON CONFLICT DO NOTHING;
            INSERT INTO missed_search_salts VALUES ('2026-01-01', '\x00') ON CONFLICT DO NOTHING;
            INSERT INTO missed_search_marks (period, searched, requester) VALUES ('2026-01-01', '\x00', 1);
            UPDATE mails SET state = 'Sent', subject = NULL, text = NULL, html = NULL, reply_to = NULL, ended_at = now()
                WHERE recipient = 'andere@example.org';
            UPDATE contact_persons SET consented_at = NULL, wording = NULL;
            INSERT INTO retention_runs VALUES ('drafts', '2026-01-01', 7, '2026-01-01')
            """);
        // What the filling has queued for now is sent meanwhile.
        await Waiting.UntilAsync(async () => await site.TextAsync(
            "SELECT count(*) FROM mails WHERE state = 'Waiting' AND due_at <= now() + interval '1 hour'") == "0", "mails still wait");
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddYears(11));
        var apply = new ApplyRetention(site.Database, RetentionPeriods.Usual, clock);
        var before = await StateAsync(); // counting changes nothing
        var due = (await apply.CountAsync(Token)).Where(one => !one.Rule.IsOfLog).ToDictionary(one => one.Rule.Name, one => one.Rows);
        // Rules of rows that need a state of their own are tested where that is made.
        string[] elsewhere = ["unconfirmed-reports", "past-reminders", "training-lists"];
        Assert.Empty(due.Where(one => one.Value == 0).Select(one => one.Key).Except(elsewhere));
        Assert.Equal(before, await StateAsync());
        var gone = (await apply.RunAsync(Token)).ToDictionary(one => one.Rule.Name, one => one.Rows);
        Assert.Equal(due.OrderBy(one => one.Key), gone.OrderBy(one => one.Key));
        Assert.All((await apply.CountAsync(Token)).Where(one => !one.Rule.IsOfLog), one => Assert.Equal(0, one.Rows));
        Assert.All(await apply.RunAsync(Token), one => Assert.Equal(0, one.Rows));
        var report = await new RetentionReport(site.Database, RetentionPeriods.Usual, clock).ReadAsync(1, Token);
        Assert.Equal(gone.OrderBy(one => one.Key), report.Where(one => !one.Rule.IsOfLog)
            .Select(one => KeyValuePair.Create(one.Rule.Name, one.Rows)).OrderBy(one => one.Key));
        // Who decides and what is decided stays; the author's address does not.
        Assert.Equal("0", await site.TextAsync("SELECT count(email) FROM cases WHERE decided_at IS NOT NULL"));
        Assert.NotEqual("0", await site.TextAsync("SELECT count(*) FROM cases WHERE decided_at IS NOT NULL"));
    }

    [Fact]
    public async Task A_row_goes_when_its_time_is_over_and_not_a_minute_before()
    {
        await site.RunAsync("""
            INSERT INTO idempotency_keys VALUES ('who', 'old', 'x', '\x00', gen_random_uuid(), now() - interval '48 hours 1 minute'),
                ('who', 'young', 'x', '\x00', gen_random_uuid(), now() - interval '47 hours 59 minutes')
            """);
        await site.Services.GetRequiredService<ApplyRetention>().RunAsync(Token);
        Assert.Equal("young", await site.TextAsync("SELECT string_agg(key, ' ') FROM idempotency_keys WHERE who = 'who'"));
        // Where a site keeps something shorter, it is gone sooner.
        await site.RunAsync("INSERT INTO missed_searches VALUES ('kurz', current_date - 40, 'kurz', 3)");
        await site.Services.GetRequiredService<ApplyRetention>().RunAsync(Token);
        Assert.Equal("1", await site.TextAsync("SELECT count(*) FROM missed_searches WHERE folded = 'kurz'"));
        await new ApplyRetention(site.Database, RetentionPeriods.Read("missed-searches=39"), TimeProvider.System).RunAsync(Token);
        Assert.Equal("0", await site.TextAsync("SELECT count(*) FROM missed_searches WHERE folded = 'kurz'"));
    }

    [Fact]
    public async Task Several_instances_at_once_take_each_row_once_and_count_it_once()
    {
        const int Rows = 7 * ApplyRetention.Batch + 77;
        await site.RunAsync($"""
            INSERT INTO missed_searches SELECT 'viele' || n, current_date - 400, 'viele', 3 FROM generate_series(1, {Rows}) AS n;
            DELETE FROM retention_runs WHERE rule = 'missed-searches'
            """);
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            new ApplyRetention(site.Database, RetentionPeriods.Usual, TimeProvider.System).RunAsync(Token)));
        Assert.Equal(Rows, all.Sum(one => one.Single(result => result.Rule.Name == "missed-searches").Rows));
        Assert.Equal($"{Rows}", await site.TextAsync("SELECT sum(rows) FROM retention_runs WHERE rule = 'missed-searches'"));
        Assert.Equal("0", await site.TextAsync("SELECT count(*) FROM missed_searches WHERE typed = 'viele'"));
    }

    [Fact]
    public async Task Administrators_see_the_report_and_nobody_else_does()
    {
        const string Query = "{ retention(days: 7) { rule table what keptDays rows lastAt } }";
        await site.Services.GetRequiredService<ApplyRetention>().RunAsync(Token);
        var report = (await site.ApiAsync(await site.AdministratorAsync(), Query)).GetProperty("data").GetProperty("retention");
        Assert.Equal(RetentionRules.All.Count, report.GetArrayLength());
        Assert.Contains(report.EnumerateArray(), one =>
            one.GetProperty("rule").GetString() == "drafts" && one.GetProperty("keptDays").GetDouble() == 90
            && one.GetProperty("lastAt").GetString() is not null);
        using var browser = await FormBrowser.OfAsync(site, await site.AdministratorAsync());
        Assert.Contains("aufbewahrung\"", (await browser.GetAsync("/de/schreibtisch")).Text, StringComparison.Ordinal);
        var page = (await browser.GetAsync("/de/schreibtisch/aufbewahrung")).Text;
        foreach (var rule in RetentionRules.All) Assert.Contains($">{rule.Name}</code>", page, StringComparison.Ordinal);
        using var desk = await FormBrowser.OfAsync(site, await site.StaffAsync("ki-koeln"));
        Assert.Equal(HttpStatusCode.NotFound, (await desk.GetAsync("/de/schreibtisch/aufbewahrung")).Status);
        foreach (var other in (Guid?[])[null, await site.PersonAsync(), await site.StaffAsync("ki-koeln")])
            Assert.Equal("null", (await site.ApiAsync(other, Query)).GetProperty("data").GetProperty("retention").GetRawText());
    }

    [Theory]
    [InlineData("drafts", "no rule with its days")]
    [InlineData("entwürfe=30", "no rule")]
    [InlineData("drafts=0", "whole days from 1 to 3650")]
    [InlineData("drafts=4000", "whole days from 1 to 3650")]
    [InlineData("drafts=1.5", "whole days from 1 to 3650")]
    [InlineData("history=30", "whole days from 90")]
    [InlineData("sign-in-salts=9", "cannot be set")]
    [InlineData("drafts=30;drafts=40", "twice")]
    public void A_setting_that_cannot_be_is_told_by_its_name(string text, string told) =>
        Assert.Contains(told, Assert.Throws<FormatException>(() => RetentionPeriods.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_setting_changes_what_it_names_and_nothing_else()
    {
        var periods = RetentionPeriods.Read(" drafts = 30; history=365 ");
        foreach (var rule in RetentionRules.All)
            Assert.Equal(rule.Name switch { "drafts" => 30, "history" => 365, _ => rule.Usual.TotalDays }, periods.Of(rule).TotalDays);
        Assert.Equal(365, periods.OfLog.History.TotalDays);
    }

    private Task<string> StateAsync() => site.TextAsync(string.Join(" || ' ' || ",
        RetentionRules.All.Select(rule => rule.Table).Distinct().Select(table => $"(SELECT count(*) FROM {table})"))
        .Insert(0, "SELECT "));
}
