using System.Net.Http.Json;
using System.Text.Json;
using MsoNetwork.Tests.Cooperations;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.PartnerCalls;

/// <summary>What a responder writes stays between the two: not in logs, caches, refusals or files.</summary>
[Trait("Speed", "Slow")]
public sealed class CallPrivacyTests(TestCluster cluster)
{
    private const string Token = "token of this test";
    private const string Secret = "geheim-4711@example.org";

    [Fact]
    public async Task A_response_is_in_no_log_line_no_cached_answer_no_refusal_and_no_file()
    {
        await using var server = new ServedProcess(
            await cluster.CreateSeededDatabaseAsync(TestContext.Current.CancellationToken),
            ("MSONET_DEV_TOKEN", Token)
        );
        using var client = await server.ReadyAsync();
        var call = (await PostAsync(client, "organisation:migrafrica", """
            mutation { createPartnerCall(input: {content: {direction: SEEKS, subject: ROOMS, texts: [{language: "de", title: "Raum gesucht (erfunden)", text: "Für Proben."}]}}) { partnerCall { id } } }
            """)).GetProperty("data").GetProperty("createPartnerCall").GetProperty("partnerCall").Text("id");
        await PostAsync(client, "organisation:migrafrica", $$"""mutation { openPartnerCall(input: {id: "{{call}}", version: 1}) { partnerCall { id } } }""");
        var respond = $$"""mutation { respondToPartnerCall(input: {id: "{{call}}", message: "{{Secret}}", contact: "{{Secret}}"}) { response { id contact } } }""";
        Assert.Contains(Secret, (await PostAsync(client, "organisation:coach-e-v", respond)).GetRawText(), StringComparison.Ordinal);

        var again = await PostAsync(client, "organisation:coach-e-v", respond);
        again.IsRefused("INVALID_INPUT", "input.id", "answered this call already");
        Assert.DoesNotContain(Secret, again.GetRawText(), StringComparison.Ordinal);
        var tooLong = await PostAsync(
            client,
            "organisation:coach-e-v",
            respond.Replace(
                $"contact: \"{Secret}\"",
                $"contact: \"{string.Concat(Enumerable.Repeat(Secret, 20))}\"",
                StringComparison.Ordinal
            )
        );
        tooLong.IsRefused("INVALID_INPUT", "input.contact", "1 to 300");
        Assert.DoesNotContain(Secret, tooLong.GetRawText(), StringComparison.Ordinal);

        var query =
            "/graphql?query="
            + Uri.EscapeDataString(
                $$"""{ partnerCall(id: "{{call}}") { responseCount responses { nodes { contact } } myResponse { contact } } }"""
            );
        foreach (var (actor, sees) in ((string, bool)[])[("organisation:migrafrica", true), ("organisation:coach-e-v", true), ("", false)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, query);
            if (actor.Length > 0) SignIn(request, actor);
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(
                sees,
                (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains(Secret, StringComparison.Ordinal)
            );
            Assert.Equal(sees, response.Headers.CacheControl!.NoStore);
            Assert.Equal(!sees, response.Headers.ETag is not null);
        }

        foreach (
            var path in new[]
            {
                "/organisations/export.csv",
                "/organisations/export.geojson",
                "/network/export.gexf?region=05",
                "/de/gesuche",
                "/de/organisationen/migrafrica",
                "/de/organisationen/coach-e-v",
                "/sitemap/calls.xml",
            }
        )
            Assert.DoesNotContain(
                Secret,
                await client.GetStringAsync(path, TestContext.Current.CancellationToken),
                StringComparison.Ordinal
            );
        server.Terminate();
        Assert.Equal(0, await server.ExitCodeAsync());
        Assert.NotEmpty(server.Output);
        Assert.DoesNotContain(server.Output, line => line.Contains("4711", StringComparison.Ordinal));
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string actor, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query }) };
        SignIn(request, actor);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
    }

    private static void SignIn(HttpRequestMessage request, string actor)
    {
        request.Headers.Add("Authorization", "Bearer " + Token);
        request.Headers.Add("X-Actor", actor);
    }
}
