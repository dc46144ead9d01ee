using System.Text.Json;
using MsoNetwork.Tests.Cooperations;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>Refusals of mutations in both forms: in the payload for who selects its errors, as errors of the request for all
/// others.</summary>
public sealed class PayloadTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private const string Actor = "organisation:migrafrica";
    private const string Empty = "createPartnerCall(input: {content: {direction: SEEKS, subject: ROOMS, texts: []}})";
    private const string Unknown = "Q29vcGVyYXRpb246MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA";
    private const string New = "result { __typename } errors { path code message }";

    /// <summary>A mutation that is refused, its payload's field that is never null, and the refusal.</summary>
    public static TheoryData<string, string, string, string, string> Refused => new()
    {
        { Actor, "endCooperation(input: {id: \"x\"})", "cooperation { id }", "INVALID_INPUT", "input.id" },
        { "", "endCooperation(input: {id: \"x\"})", "cooperation { id }", "UNAUTHENTICATED", "" },
        { Actor, $"confirmCooperation(input: {{id: \"{Unknown}\"}})", "cooperation { id }", "NOT_FOUND", "input.id" },
        { Actor, Empty, "partnerCall { id }", "INVALID_INPUT", "input.content.texts" },
        { "centre:ki-koeln", Empty, "partnerCall { id }", "FORBIDDEN", "" },
        { Actor, "acceptPartnerCallResponse(input: {id: \"x\"})", "response { id }", "INVALID_INPUT", "input.id" },
        { Actor, "erasePartnerCall(input: {id: \"x\"})", "erasedId", "INVALID_INPUT", "input.id" },
        { "", "setMatchingPreferences(input: {takesPart: true})", "preferences { takesPart }", "UNAUTHENTICATED", "" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refusals_stand_in_the_payload_for_who_selects_errors(
        string actor, string mutation, string strict, string code, string argument)
    {
        Assert.NotEmpty(strict);
        var selected = mutation.StartsWith("erase", StringComparison.Ordinal) ? New.Replace("{ __typename }", "") : New;
        var answer = await network.AskAsync(actor, $"mutation {{ done: {mutation} {{ {selected} }} }}");
        Assert.False(answer.TryGetProperty("errors", out _), answer.GetRawText());
        var done = answer.GetProperty("data").GetProperty("done");
        Assert.Equal(JsonValueKind.Null, done.GetProperty("result").ValueKind);
        var error = Assert.Single(done.GetProperty("errors").EnumerateArray());
        Assert.Equal(code, error.Text("code"));
        Assert.Equal(argument, string.Join('.', error.GetProperty("path").EnumerateArray().Select(name => name.GetString())));
        Assert.Equal(await MessageAsync(actor, mutation, strict), error.Text("message"));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refusals_stay_errors_of_the_request_for_all_others(
        string actor, string mutation, string strict, string code, string argument)
    {
        string[] selections =
        [
            strict, "__typename", $"{strict} errors {{ code }}", "errors @include(if: false) { code } __typename",
        ];
        foreach (var selected in selections)
        {
            var answer = await network.AskAsync(actor, $"mutation {{ done: {mutation} {{ {selected} }} }}");
            answer.IsRefused(code, argument.Length == 0 ? null : argument, "");
            Assert.Equal(["done"], answer.GetProperty("errors")[0].GetProperty("path").EnumerateArray().Select(step => step.GetString()!));
        }
    }

    [Fact]
    public async Task A_field_that_is_never_null_does_not_count_when_it_is_left_out()
    {
        var answer = await network.AskAsync(
            Actor,
            """
            mutation { done: endCooperation(input: {id: "x"}) { ...New cooperation @skip(if: true) { id } } }
            fragment New on CooperationPayload { errors { code } }
            """
        );
        Assert.False(answer.TryGetProperty("errors", out _), answer.GetRawText());
        Assert.Equal("INVALID_INPUT", answer.GetProperty("data").GetProperty("done").GetProperty("errors")[0].Text("code"));
    }

    [Fact]
    public async Task What_succeeds_has_a_result_and_no_errors_in_either_form()
    {
        var answer = await network.AskAsync(
            Actor,
            """
            mutation { done: setMatchingPreferences(input: {byOrigin: true}) {
              preferences { byOrigin } result { byOrigin } errors { code } } }
            """
        );
        Assert.False(answer.TryGetProperty("errors", out _), answer.GetRawText());
        var done = answer.GetProperty("data").GetProperty("done");
        Assert.True(done.GetProperty("preferences").GetProperty("byOrigin").GetBoolean());
        Assert.True(done.GetProperty("result").GetProperty("byOrigin").GetBoolean());
        Assert.Empty(done.GetProperty("errors").EnumerateArray());
    }

    [Fact]
    public async Task What_goes_wrong_on_our_side_is_never_a_refusal()
    {
        await network.RunAsync("ALTER TABLE cooperations RENAME TO gone");
        try
        {
            var answer = await network.AskAsync(
                Actor,
                $"mutation {{ endCooperation(input: {{id: \"{Unknown}\"}}) {{ errors {{ code }} }} }}"
            );
            answer.IsRefused("INTERNAL", null, "our side");
        }
        finally
        {
            await network.RunAsync("ALTER TABLE gone RENAME TO cooperations");
        }
    }

    private async Task<string> MessageAsync(string actor, string mutation, string strict) =>
        (await network.AskAsync(actor, $"mutation {{ done: {mutation} {{ {strict} }} }}")).GetProperty("errors")[0].Text("message");
}
