using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Cooperations;
using Npgsql;

namespace MsoNetwork.Tests.Cooperations;

/// <summary>The person who acts for an organisation has a place in what is done; it can be forgotten, and not replaced.</summary>
public sealed class PersonTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Fact]
    public async Task A_cooperation_keeps_who_proposed_it_and_forgets_the_person_when_told()
    {
        var store = network.Services.GetRequiredService<CooperationStore>();
        var now = new DateTimeOffset(2026, 11, 29, 9, 0, 0, TimeSpan.Zero);
        var from = await network.ScalarAsync<Guid>("SELECT id FROM organisations ORDER BY id LIMIT 1");
        var to = await network.ScalarAsync<Guid>("SELECT id FROM organisations ORDER BY id DESC LIMIT 1");
        var by = new DoneBy(Guid.NewGuid(), from, null);
        var written = await store.InsertAsync(
            new Cooperation
            {
                Id = Guid.CreateVersion7(now),
                Kind = CooperationKind.Event,
                Title = "Ein Fest (erfunden)",
                FromId = from,
                ToId = to,
                State = CooperationState.Proposed,
                ProposedBy = by,
                ProposedAt = now,
            },
            new DateOnly(2026, 11, 29),
            TestContext.Current.CancellationToken
        );
        Assert.Equal((by, DoneBy.Nobody, DoneBy.Nobody), (written.ProposedBy, written.ConfirmedBy, written.ClosedBy));

        var replaced = await Assert.ThrowsAsync<PostgresException>(
            () => network.RunAsync($"UPDATE cooperations SET proposed_by_person = gen_random_uuid() WHERE id = '{written.Id}'")
        );
        Assert.Equal("cooperations_keep_what_was_said", replaced.ConstraintName);
        await network.RunAsync($"UPDATE cooperations SET proposed_by_person = NULL WHERE id = '{written.Id}'");
        var forgotten = await store.FindAsync(written.Id, TestContext.Current.CancellationToken);
        Assert.Equal(new DoneBy(null, from, null), forgotten!.ProposedBy);
    }

    [Fact]
    public async Task Who_filled_a_call_stands_in_it_and_is_the_one_whose_call_it_is()
    {
        var id = (await network.AskAsync("organisation:migrafrica", """
            mutation { createPartnerCall(input: {content: {
                direction: SEEKS, subject: ROOMS, texts: [{language: "de", title: "Raum (erfunden)", text: "Ja."}]
            }}) { partnerCall { id } } }
            """)).GetProperty("data").GetProperty("createPartnerCall").GetProperty("partnerCall").Text("id");
        foreach (var step in (string[])["openPartnerCall(input: {id: $id, version: 1})", "fillPartnerCall(input: {id: $id})"])
            await network.AskAsync("organisation:migrafrica", $"mutation ($id: ID!) {{ {step} {{ partnerCall {{ id }} }} }}", new { id });
        Assert.True(await network.ScalarAsync<bool>(
            "SELECT closed_by = organisation_id AND closed_by_centre IS NULL FROM partner_calls WHERE state = 'Filled'"));
        var wrong = await Assert.ThrowsAsync<PostgresException>(() => network.RunAsync("""
            INSERT INTO partner_calls (id, slug, organisation_id, direction, subject, titles, texts, topics, target_groups, languages,
                regions, contact_way, state, created_at, updated_at, opened_at, closed_at, closed_by)
            SELECT gen_random_uuid(), 'x', organisation_id, direction, subject, titles, texts, topics, target_groups, languages,
                regions, contact_way, state, created_at, updated_at, opened_at, closed_at, gen_random_uuid()
            FROM partner_calls WHERE state = 'Filled' LIMIT 1
            """));
        Assert.Equal("partner_calls_are_closed_by_one", wrong.ConstraintName);
    }
}
