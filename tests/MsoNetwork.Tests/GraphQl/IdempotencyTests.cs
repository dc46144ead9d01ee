using System.Text.Json;
using MsoNetwork.Erasure;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Tests.Cooperations;
using MsoNetwork.Tests.PartnerCalls;
using static MsoNetwork.Tests.PartnerCalls.CallNetwork;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>Who does not know whether a change was heard asks again with the same key: it is done once.</summary>
public sealed class IdempotencyTests(CallNetwork network) : IClassFixture<CallNetwork>
{
    private const string Create =
        "mutation ($input: CreatePartnerCallInput!) { done: createPartnerCall(input: $input) { result { id title { text } version } "
        + "errors { path code message } } }";

    [Fact]
    public async Task The_same_key_and_input_is_done_once_and_answered_alike()
    {
        var first = await CreatedAsync("k-1", "Einmal");
        var second = await CreatedAsync("k-1", "Einmal");
        Assert.Equal(first.GetProperty("result").GetRawText(), second.GetProperty("result").GetRawText());
        Assert.Equal(1, await CountAsync("Einmal"));
    }

    [Fact]
    public async Task The_same_key_with_another_input_or_change_is_a_conflict()
    {
        var call = (await CreatedAsync("k-2", "Zuerst")).GetProperty("result").Text("id");
        var other = Assert.Single((await CreatedAsync("k-2", "Danach")).GetProperty("errors").EnumerateArray());
        Assert.Equal("CONFLICT", other.Text("code"));
        Assert.Equal("idempotencyKey", other.GetProperty("path")[1].GetString());
        Assert.Equal(0, await CountAsync("Danach"));
        (await network.AskAsync(
            Caller, $"mutation {{ erasePartnerCall(input: {{id: \"{call}\", idempotencyKey: \"k-2\"}}) {{ erasedId }} }}"))
            .IsRefused("CONFLICT", "input.idempotencyKey", "used for something else");
        Assert.Equal(1, await CountAsync("Zuerst"));
    }

    [Fact]
    public async Task Keys_of_different_people_never_meet()
    {
        var mine = (await CreatedAsync("k-3", "Unsere")).GetProperty("result").Text("id");
        var theirs = (await CreatedAsync("k-3", "Unsere", Other)).GetProperty("result").Text("id");
        Assert.NotEqual(mine, theirs);
        Assert.Equal(2, await CountAsync("Unsere"));
    }

    [Fact]
    public async Task Of_ten_at_once_one_is_done_and_all_hear_of_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => CreatedAsync("k-4", "Zehnmal")));
        Assert.Single(answers.Select(answer => answer.GetProperty("result").GetRawText()).Distinct());
        Assert.Equal(1, await CountAsync("Zehnmal"));
    }

    [Fact]
    public async Task A_step_that_the_other_request_took_is_no_refusal()
    {
        var call = await network.OpenedAsync("Vergeben");
        var fill = $"mutation {{ result: fillPartnerCall(input: {{id: \"{call}\", idempotencyKey: \"k-5\"}}) {{ {Shown} }} }}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => network.AskAsync(Caller, fill)));
        Assert.All(answers, answer => Assert.Equal("FILLED", Done(answer).Text("state")));
        (await network.StepAsync(Caller, "fill", call)).IsRefused("INVALID_INPUT", "input.id", "filled");
    }

    [Fact]
    public async Task What_was_refused_is_not_remembered()
    {
        Assert.NotEmpty((await CreatedAsync("k-6", " ")).GetProperty("errors").EnumerateArray());
        Assert.Empty((await CreatedAsync("k-6", "Besser")).GetProperty("errors").EnumerateArray());
    }

    [Fact]
    public async Task A_change_whose_transaction_dies_leaves_no_key()
    {
        await network.RunAsync("""
            CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'killed' ; END $$;
            CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON partner_calls DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die();
            """);
        try
        {
            var answer = await network.AskAsync(Caller, Create, Input("k-7", "Gestorben"));
            answer.IsRefused("INTERNAL", null, "");
        }
        finally
        {
            await network.RunAsync("DROP TRIGGER dies ON partner_calls; DROP FUNCTION die();");
        }

        Assert.Equal(0, await network.Network.ScalarAsync<long>("SELECT count(*) FROM idempotency_keys WHERE key = 'k-7'"));
        Assert.Empty((await CreatedAsync("k-7", "Gestorben")).GetProperty("errors").EnumerateArray());
        Assert.Equal(1, await CountAsync("Gestorben"));
    }

    [Fact]
    public async Task What_is_erased_is_still_answered_and_what_is_gone_is_not_made_again()
    {
        var call = (await CreatedAsync("k-8", "Weg")).GetProperty("result").Text("id");
        var erase = $"mutation {{ done: erasePartnerCall(input: {{id: \"{call}\", idempotencyKey: \"k-9\"}}) {{ erasedId }} }}";
        for (var times = 0; times < 2; times++)
            Assert.Equal(call, (await network.DataAsync(Caller, erase)).GetProperty("done").Text("erasedId"));
        var again = Assert.Single((await CreatedAsync("k-8", "Weg")).GetProperty("errors").EnumerateArray());
        Assert.Equal("NOT_FOUND", again.Text("code"));
        Assert.Equal(0, await CountAsync("Weg"));
    }

    [Fact]
    public async Task Every_mutation_takes_a_key_and_keys_are_short_texts()
    {
        const string Fields = "fields { name args { type { ofType { name inputFields { name } } } } }";
        var schema = await network.DataAsync("", $"{{ __schema {{ mutationType {{ {Fields} }} }} }}");
        Assert.All(schema.GetProperty("__schema").GetProperty("mutationType").GetProperty("fields").EnumerateArray(), field =>
            Assert.Contains("\"idempotencyKey\"", field.GetRawText(), StringComparison.Ordinal));
        foreach (var key in (string[])["", new string('x', IdempotencyKeys.LongestKey + 1), "a\nb"])
        {
            var error = Assert.Single((await CreatedAsync(key, "Nie")).GetProperty("errors").EnumerateArray());
            Assert.Equal("INVALID_INPUT", error.Text("code"));
        }
    }

    [Fact]
    public async Task Keys_are_known_for_a_day_at_least_and_then_forgotten()
    {
        var first = (await CreatedAsync("k-10", "Gestern")).GetProperty("result").Text("id");
        network.Clock.Now += TimeSpan.FromHours(25);
        Assert.Equal(first, (await CreatedAsync("k-10", "Gestern")).GetProperty("result").Text("id"));
        network.Clock.Now += TimeSpan.FromHours(72);
        await new ApplyRetention(network.Network.Database, RetentionPeriods.Read(null), network.Clock)
            .RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await network.Network.ScalarAsync<long>("SELECT count(*) FROM idempotency_keys WHERE key = 'k-10'"));
        network.Clock.Now -= TimeSpan.FromHours(97);
    }

    [Fact]
    public async Task An_entry_is_made_once_too()
    {
        const string Query =
            "mutation ($input: CreateOrganisationInput!) { done: createOrganisation(input: $input) "
            + "{ organisation { id } errors { code } } }";
        var input = new { name = "Verein Einmal (erfunden)", town = "Köln", idempotencyKey = "k-12" };
        var answers = new List<JsonElement>();
        for (var times = 0; times < 2; times++) answers.Add((await network.DataAsync(Centre, Query, new { input })).GetProperty("done"));
        Assert.Equal(answers[0].GetRawText(), answers[1].GetRawText());
        Assert.NotEqual(JsonValueKind.Null, answers[0].GetProperty("organisation").ValueKind);
    }

    private static object Input(string key, string title) => new { input = new { content = Content(title), idempotencyKey = key } };

    private async Task<JsonElement> CreatedAsync(string key, string title, string actor = Caller) =>
        (await network.DataAsync(actor, Create, Input(key, title))).GetProperty("done");

    private Task<long> CountAsync(string title) =>
        network.Network.ScalarAsync<long>($"SELECT count(*) FROM partner_calls WHERE titles ->> 'de' = '{title}'");
}
