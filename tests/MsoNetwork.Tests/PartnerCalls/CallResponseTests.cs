using System.Text.Json;
using MsoNetwork.Relay;
using MsoNetwork.Tests.Cooperations;
using static MsoNetwork.Tests.PartnerCalls.CallNetwork;

namespace MsoNetwork.Tests.PartnerCalls;

public sealed class CallResponseTests(CallNetwork network) : IClassFixture<CallNetwork>
{
    private const string Contact = "privat@example.org, 0221 1234567";

    private async Task<string> AnsweredAsync(string call, string actor = Other) =>
        Done(await network.RespondAsync(actor, call, "Wir sind dabei.", Contact)).Text("id");

    [Fact]
    public async Task A_response_reaches_the_caller_and_who_wrote_it_and_nobody_else()
    {
        const string Query = """
            query ($call: ID!, $response: ID!) { node(id: $response) { ... on PartnerCallResponse { message contact organisation { slug } call { slug } } }
              partnerCall(id: $call) { responseCount responses { totalCount nodes { contact } } myResponse { contact } } partnerCalls(first: 100) { nodes { responses { nodes { contact } } myResponse { contact } responseCount } }
              organisation(slug: "coach-e-v") { partnerCalls { nodes { responseCount } } } }
            """;
        var call = await network.OpenedAsync("Wer hilft?");
        var response = await AnsweredAsync(call);
        foreach (
            var (actor, sees) in ((string, bool)[])
                [("", false), (Third, false), (Centre, false), ("centre:ki-bonn", false), (Caller, true), (Other, true)]
        )
        {
            var data = await network.DataAsync(actor, Query, new { call, response });
            Assert.Equal(sees, data.GetProperty("node").ValueKind == JsonValueKind.Object);
            Assert.Equal(sees, data.GetRawText().Contains("privat@example.org", StringComparison.Ordinal));
            Assert.Equal(actor == Caller, data.GetProperty("partnerCall").GetProperty("responses").ValueKind == JsonValueKind.Object);
            Assert.Equal(actor == Caller ? "1" : "null", data.GetProperty("partnerCall").GetProperty("responseCount").GetRawText());
            Assert.Equal(actor == Other, data.GetProperty("partnerCall").GetProperty("myResponse").ValueKind == JsonValueKind.Object);
        }

        (await network.AnswerAsync(Third, "withdraw", response)).IsRefused("NOT_FOUND", "input.id", "no response");
        (await network.AnswerAsync(Centre, "accept", response)).IsRefused("FORBIDDEN", null, "Only an organisation");
        (await network.AnswerAsync("", "accept", response)).IsRefused("UNAUTHENTICATED", null, "signed in");
    }

    [Fact]
    public async Task The_caller_answers_once_and_the_responder_may_still_take_it_back()
    {
        var call = await network.OpenedAsync("Zusage");
        var response = await AnsweredAsync(call);
        (await network.AnswerAsync(Other, "accept", response)).IsRefused("FORBIDDEN", null, "accepts or declines");
        (await network.AnswerAsync(Caller, "withdraw", response)).IsRefused("FORBIDDEN", null, "take it back");
        Assert.Equal("ACCEPTED", Done(await network.AnswerAsync(Caller, "accept", response)).Text("state"));
        (await network.AnswerAsync(Caller, "decline", response)).IsRefused("INVALID_INPUT", "input.id", "accepted already");
        var withdrawn = Done(await network.AnswerAsync(Other, "withdraw", response));
        Assert.Equal(
            ("WITHDRAWN", JsonValueKind.Null, JsonValueKind.Null),
            (withdrawn.Text("state"), withdrawn.GetProperty("message").ValueKind, withdrawn.GetProperty("contact").ValueKind)
        );
        Assert.Equal(
            0,
            await network.Network.ScalarAsync<long>(
                $"SELECT count(*) FROM partner_call_responses WHERE state = 'Withdrawn' AND num_nonnulls(message, contact) > 0"
            )
        );
        (await network.AnswerAsync(Caller, "decline", response)).IsRefused("NOT_FOUND", "input.id", "no response");
    }

    [Fact]
    public async Task There_is_one_open_response_for_each_organisation_and_call_also_when_many_are_sent_at_once()
    {
        var call = await network.OpenedAsync("Nur einmal");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => network.RespondAsync(Other, call))));
        var sent = Done(Assert.Single(answers, answer => !answer.TryGetProperty("errors", out _)));
        foreach (var late in answers.Where(answer => answer.TryGetProperty("errors", out _)))
            late.IsRefused("INVALID_INPUT", "input.id", "answered this call already");
        Done(await network.AnswerAsync(Other, "withdraw", sent.Text("id")));
        Done(await network.RespondAsync(Other, call));
    }

    [Fact]
    public async Task Only_an_open_call_of_another_living_organisation_is_answered()
    {
        var call = await network.OpenedAsync("Grenzen", Caller, ("deadline", "2026-06-05"));
        (await network.RespondAsync(Caller, call)).IsRefused("INVALID_INPUT", "input.id", "your own call");
        (await network.RespondAsync("", call)).IsRefused("UNAUTHENTICATED", null, "signed in");
        (await network.RespondAsync(Centre, call)).IsRefused("FORBIDDEN", null, "Only an organisation");
        (await network.RespondAsync(Other, call, message: " ")).IsRefused("INVALID_INPUT", "input.message", "1 to 4000");
        (await network.RespondAsync(Other, call, message: new string('x', 4001))).IsRefused("INVALID_INPUT", "input.message", "1 to 4000");
        (await network.RespondAsync(Other, call, contact: "")).IsRefused("INVALID_INPUT", "input.contact", "1 to 300");
        (await network.RespondAsync(Other, call, contact: "a\nb")).IsRefused("INVALID_INPUT", "input.contact", "no text");
        (await network.RespondAsync(Other, GlobalId.Encode("PartnerCall", Guid.NewGuid().ToString("N")))).IsRefused(
            "NOT_FOUND",
            "input.id",
            "no partner call"
        );
        var draft = Done(await network.CreateAsync(Caller, Content("Entwurf"))).Text("id");
        (await network.RespondAsync(Other, draft)).IsRefused("NOT_FOUND", "input.id", "no partner call");
        network.Clock.Now = At("2026-06-05T22:00Z");
        (await network.RespondAsync(Other, call)).IsRefused("INVALID_INPUT", "input.id", "expired");
        network.Clock.Now = At("2026-06-01T10:00Z");
        await network.RunAsync("UPDATE organisations SET status = 'Dissolved' WHERE slug = 'coach-e-v'");
        (await network.RespondAsync(Other, call)).IsRefused("INVALID_INPUT", "input", "dissolved");
        await network.RunAsync("UPDATE organisations SET status = 'Active' WHERE slug = 'coach-e-v'");
    }

    [Fact]
    public async Task A_response_and_the_end_of_the_call_at_the_same_moment_take_turns()
    {
        for (var round = 0; round < 5; round++)
        {
            var call = await network.OpenedAsync($"Wettlauf {round}");
            var response = Task.Run(() => network.RespondAsync(Other, call));
            var end = Task.Run(() => network.StepAsync(Caller, "fill", call));
            Done(await end);
            if ((await response).TryGetProperty("errors", out _)) (await response).IsRefused("INVALID_INPUT", "input.id", "");
            else Done(await response);
        }
    }

    [Fact]
    public async Task Responses_are_paged_for_the_caller_and_the_responder_sees_its_own()
    {
        var call = await network.OpenedAsync("Viele melden sich");
        var slugs = (
            await network.Network.ScalarAsync<string[]>(
                "SELECT array_agg(slug ORDER BY slug) FROM (SELECT slug FROM organisations WHERE status = 'Active' AND slug NOT IN "
                    + "('migrafrica', 'coach-e-v') ORDER BY slug LIMIT 7) AS o"
            )
        ).ToList();
        foreach (var slug in slugs)
            Done(await network.RespondAsync($"organisation:{slug}", call, $"Von {slug}"));
        var (seen, after) = (new List<string>(), (string?)null);
        do
        {
            var page = (
                await network.DataAsync(
                    Caller,
                    "query ($id: ID!, $after: String) { partnerCall(id: $id) { responses(first: 3, after: $after) { totalCount nodes { "
                        + "organisation { slug } } pageInfo { endCursor hasNextPage } } } }",
                    new { id = call, after }
                )
            )
                .GetProperty("partnerCall")
                .GetProperty("responses");
            Assert.Equal(7, page.GetProperty("totalCount").GetInt32());
            seen.AddRange(page.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("organisation").Text("slug")));
            after = page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()
                ? page.GetProperty("pageInfo").Text("endCursor")
                : null;
        } while (after is not null);
        Assert.Equal(slugs.Order(), seen.Order());
        var own = (
            await network.DataAsync(
                $"organisation:{slugs[0]}",
                "{ myPartnerCallResponses { totalCount nodes { message call { title { text } } } } }"
            )
        ).GetProperty("myPartnerCallResponses");
        Assert.Equal($"Von {slugs[0]}", Assert.Single(own.GetProperty("nodes").EnumerateArray()).Text("message"));
        (await network.AskAsync("", "{ myPartnerCallResponses { totalCount } }")).IsRefused("UNAUTHENTICATED", null, "signed in");
        (await network.AskAsync(Caller, $"{{ partnerCall(id: \"{call}\") {{ responses(after: \"x\") {{ totalCount }} }} }}")).IsRefused(
            "INVALID_INPUT",
            "after",
            "not a cursor"
        );
    }

    [Fact]
    public async Task A_response_is_erased_by_who_wrote_it()
    {
        var response = await AnsweredAsync(await network.OpenedAsync("Löschbar"));
        Assert.True(
            (
                await network.AskAsync(Caller, $"mutation {{ erasePartnerCallResponse(input: {{id: \"{response}\"}}) {{ erasedId }} }}")
            ).TryGetProperty("errors", out _)
        );
        await network.DataAsync(Other, $"mutation {{ erasePartnerCallResponse(input: {{id: \"{response}\"}}) {{ erasedId }} }}");
        (await network.AnswerAsync(Other, "withdraw", response)).IsRefused("NOT_FOUND", "input.id", "no response");
    }
}
