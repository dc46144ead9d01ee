using System.Text.Json;
using MsoNetwork.Tests.Cooperations;
using MsoNetwork.Tests.PartnerCalls;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>A form with several wrong fields hears of all of them in one round trip.</summary>
public sealed class WrongFieldsTests(CallNetwork network) : IClassFixture<CallNetwork>
{
    private const string Errors = "result { __typename } errors { path code message }";

    [Fact]
    public async Task A_proposal_of_five_wrong_fields_is_refused_with_all_five()
    {
        var input = new
        {
            kind = "OTHER",
            title = " ",
            from = await network.Network.IdAsync("migrafrica"),
            to = "x",
            startsOn = "1899-01-01",
            regions = new[] { "09" },
            topics = new[] { "educatoin" },
        };
        string[] wrong = ["input.to", "input.startsOn", "input.title", "input.regions", "input.topics"];
        Assert.Equal(wrong, await PathsAsync("proposeCooperation", "ProposeCooperationInput", input));
        var old = await network.AskAsync(
            CallNetwork.Caller,
            "mutation ($input: ProposeCooperationInput!) { proposeCooperation(input: $input) { cooperation { id } } }",
            new { input });
        old.IsRefused("INVALID_INPUT", "input.to", "no organisation's id");
        Assert.Equal(1, old.GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task Both_sides_and_each_field_of_a_source_are_read()
    {
        var unknown = GlobalIdOf(Guid.NewGuid());
        var input = new
        {
            kind = "OTHER",
            title = "Falsch",
            from = unknown,
            to = unknown,
            source = new { name = "", url = "javascript:alert(1)", retrievedOn = "2999-01-01" },
        };
        Assert.Equal(
            ["input.to", "input.source.name", "input.source.url", "input.source.retrievedOn", "input.from", "input.to"],
            await PathsAsync("proposeCooperation", "ProposeCooperationInput", input));
    }

    [Fact]
    public async Task A_call_of_seven_wrong_fields_is_refused_with_all_seven_and_is_not_written()
    {
        var content = CallNetwork.Content(
            " ",
            ("subject", "FUNDING_CONSORTIUM"),
            ("topics", new[] { "educatoin" }),
            ("languages", new[] { "tlh" }),
            ("regions", new[] { "09" }),
            ("partners", 0),
            ("startsOn", "2026-09-01"),
            ("endsOn", "2026-08-01"));
        string[] wrong =
        [
            "input.content.texts.title", "input.content.fundingLine", "input.content.topics", "input.content.languages",
            "input.content.regions", "input.content.endsOn", "input.content.partners",
        ];
        Assert.Equal(wrong, await PathsAsync("createPartnerCall", "CreatePartnerCallInput", new { content }));
        Assert.Empty(await network.ListAsync("filter: {states: [DRAFT]}", CallNetwork.Caller));
    }

    [Fact]
    public async Task Each_wrong_text_of_a_call_is_named()
    {
        var texts = new[]
        {
            new { language = "Deutsch, bitte", title = "a", text = new string('x', 5001) },
            new { language = "de", title = "a", text = "a" },
            new { language = "DE", title = "b", text = "b" },
            new { language = "en", title = new string('x', 201), text = "c" },
        };
        var place = new { municipality = "x", radiusKm = 0 };
        var content = CallNetwork.Content("Falsch", ("texts", texts), ("regions", null), ("place", place));
        Assert.Equal(
            [
                "input.content.texts.language", "input.content.texts.text", "input.content.texts.language", "input.content.texts.title",
                "input.content.place.radiusKm", "input.content.place.municipality",
            ],
            await PathsAsync("createPartnerCall", "CreatePartnerCallInput", new { content }));
    }

    [Fact]
    public async Task An_answer_without_words_and_without_a_contact_hears_of_both()
    {
        var input = new { id = await network.OpenedAsync("Zwei Fehler"), message = " ", contact = "" };
        Assert.Equal(
            ["input.message", "input.contact"],
            await PathsAsync("respondToPartnerCall", "RespondToPartnerCallInput", input, CallNetwork.Other));
    }

    [Fact]
    public async Task Who_may_not_do_it_hears_of_that_alone()
    {
        var input = new
        {
            kind = "OTHER",
            title = " ",
            from = await network.Network.IdAsync("bana-afrika-e-v"),
            to = await network.Network.IdAsync("coach-e-v"),
        };
        var errors = await ErrorsAsync("proposeCooperation", "ProposeCooperationInput", input, CallNetwork.Caller);
        Assert.Equal("FORBIDDEN", Assert.Single(errors).Text("code"));
    }

    private static string GlobalIdOf(Guid id) => Relay.GlobalId.Encode("Organisation", id);

    private async Task<string[]> PathsAsync(string mutation, string type, object input, string actor = CallNetwork.Caller) =>
        [.. (await ErrorsAsync(mutation, type, input, actor)).Select(error =>
            string.Join('.', error.GetProperty("path").EnumerateArray().Select(name => name.GetString())))];

    private async Task<IReadOnlyList<JsonElement>> ErrorsAsync(string mutation, string type, object input, string actor)
    {
        var query = $"mutation ($input: {type}!) {{ done: {mutation}(input: $input) {{ {Errors} }} }}";
        var done = (await network.DataAsync(actor, query, new { input })).GetProperty("done");
        Assert.Equal(JsonValueKind.Null, done.GetProperty("result").ValueKind);
        return [.. done.GetProperty("errors").EnumerateArray()];
    }
}
