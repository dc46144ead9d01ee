using System.Text.Json;
using MsoNetwork.Tests.Cooperations;
using MsoNetwork.Tests.PartnerCalls;

namespace MsoNetwork.Tests.Changes;

/// <summary>Whoever writes by a mutation is the author in the log of changes.</summary>
public sealed class MutationAuthorTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_mutation_is_in_the_log_by_who_did_it()
    {
        await using var network = new CallNetwork(cluster);
        await network.InitializeAsync();
        var before = await network.Network.ScalarAsync<long>("SELECT coalesce(max(number), 0) FROM change_sets");

        var tie = Ok(await ProposeAsync(network)).GetProperty("cooperation").Text("id");
        Ok(await network.AskAsync(
            CallNetwork.Other, $$"""mutation { result: confirmCooperation(input: {id: "{{tie}}"}) { cooperation { id } } }"""));
        Ok(await network.AskAsync(
            CallNetwork.Caller, $$"""mutation { result: endCooperation(input: {id: "{{tie}}"}) { cooperation { id } } }"""));
        var call = await network.OpenedAsync("Räume gesucht");
        Ok(await network.ChangeAsync(CallNetwork.Caller, call, 2, CallNetwork.Content("Räume und Geräte gesucht")));
        var response = Ok(await network.RespondAsync(CallNetwork.Other, call)).GetProperty("done").Text("id");
        Ok(await network.AnswerAsync(CallNetwork.Caller, "accept", response));
        Ok(await network.AskAsync(
            CallNetwork.Other, $$"""mutation { result: erasePartnerCallResponse(input: {id: "{{response}}"}) { erasedId } }"""));
        Ok(await network.StepAsync(CallNetwork.Centre, "withdraw", call));
        Ok(await network.AskAsync(CallNetwork.Caller, $$"""mutation { result: erasePartnerCall(input: {id: "{{call}}"}) { erasedId } }"""));
        Ok(await network.AskAsync(
            CallNetwork.Other, "mutation { result: setMatchingPreferences(input: {takesPart: false}) { preferences { takesPart } } }"));

        Assert.Equal(
            [
                "Cooperation by migrafrica", "Cooperation by coach-e-v", "Cooperation by migrafrica",
                "PartnerCall by migrafrica", "PartnerCall by migrafrica", "PartnerCall by migrafrica",
                "CallResponse by coach-e-v", "CallResponse by migrafrica", "CallResponse by coach-e-v",
                "PartnerCall by ki-koeln", "PartnerCall by migrafrica", "MatchingPreferences by coach-e-v",
            ],
            await LoggedAsync(network, before)
        );
    }

    private static async Task<List<string>> LoggedAsync(CallNetwork network, long after)
    {
        await using var command = network.Network.Database.CreateCommand($"""
            SELECT s.subject || ' by ' || coalesce(o.slug, s.author_key, s.author_kind)
            FROM change_sets AS s LEFT JOIN organisations AS o ON o.id::text = s.author_key WHERE s.number > {after} ORDER BY s.number
            """);
        await using var rows = await command.ExecuteReaderAsync(Token);
        var logged = new List<string>();
        while (await rows.ReadAsync(Token)) logged.Add(rows.GetString(0));
        return logged;
    }

    private static async Task<JsonElement> ProposeAsync(CallNetwork network) => await network.AskAsync(
        CallNetwork.Caller,
        "mutation ($input: ProposeCooperationInput!) { result: proposeCooperation(input: $input) { cooperation { id } } }",
        new
        {
            input = new
            {
                kind = "JOINT_PROJECT",
                title = "Erfundenes Vorhaben",
                from = await network.Network.IdAsync("migrafrica"),
                to = await network.Network.IdAsync("coach-e-v"),
            },
        });

    private static JsonElement Ok(JsonElement answer)
    {
        Assert.False(answer.TryGetProperty("errors", out _), answer.GetRawText());
        return answer.GetProperty("data").GetProperty("result");
    }
}
