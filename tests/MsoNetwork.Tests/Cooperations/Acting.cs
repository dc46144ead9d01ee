using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using Npgsql;

namespace MsoNetwork.Tests.Cooperations;

/// <summary>Asks as an organisation, as a centre, or as nobody.</summary>
internal static class Acting
{
    public const string Shown =
        "cooperation { id state confirmed { organisation { slug } centre { key } } closed { organisation { slug } } source { name } }";

    public static Task<JsonElement> AskAsync(this SeededNetwork network, string actor, string query, object? variables = null) =>
        network.Services.AskAsync(actor, query, variables);

    public static async Task<JsonElement> AskAsync(this IServiceProvider services, string actor, string query, object? variables = null)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().Identity = new Identity(ActingFor.Parse(actor));
        return await Question.InScopeAsync(scope.ServiceProvider, query, JsonSerializer.Serialize(variables ?? new { }));
    }

    public static Task<JsonElement> ProposeAsync(this SeededNetwork network, string actor, object input) =>
        network.AskAsync(
            actor,
            $$"""mutation ($input: ProposeCooperationInput!) { done: proposeCooperation(input: $input) { {{Shown}} } }""",
            new { input }
        );

    /// <summary>Confirms, declines or ends.</summary>
    public static Task<JsonElement> StepAsync(this SeededNetwork network, string actor, string step, string id, string more = "") =>
        network.AskAsync(actor, $$"""mutation { done: {{step}}Cooperation(input: { id: "{{id}}" {{more}} }) { {{Shown}} } }""");

    public static JsonElement Done(this JsonElement answer)
    {
        Assert.False(answer.TryGetProperty("errors", out _), answer.GetRawText());
        return answer.GetProperty("data").GetProperty("done").GetProperty("cooperation");
    }

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static void IsRefused(this JsonElement answer, string code, string? argument, string says)
    {
        Assert.True(answer.TryGetProperty("errors", out var errors), answer.GetRawText());
        Assert.Equal(code, errors[0].GetProperty("extensions").Text("code"));
        Assert.Equal(argument, errors[0].GetProperty("extensions").TryGetProperty("argument", out var given) ? given.GetString() : null);
        Assert.Contains(says, errors[0].Text("message"), StringComparison.Ordinal);
    }

    /// <summary>The global id of a seeded organisation.</summary>
    public static async Task<string> IdAsync(this SeededNetwork network, string slug)
    {
        await using var command = network.Database.CreateCommand("SELECT id FROM organisations WHERE slug = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = slug });
        return GlobalId.Encode("Organisation", ((Guid)(await command.ExecuteScalarAsync())!).ToString("N"));
    }
}
