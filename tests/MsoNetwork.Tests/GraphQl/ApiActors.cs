using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>Asks the API of a running site as a person with a personal token, without HTTP.</summary>
internal static class ApiActors
{
    public static async Task<JsonElement> ApiAsync(
        this RunningSite site, Guid? person, string query, object? variables = null, Guid? onlyFor = null, string? actingFor = null)
    {
        await using var scope = site.Services.CreateAsyncScope();
        if (person is { } known)
            scope.ServiceProvider.GetRequiredService<CurrentViewer>().Identity =
                new Identity(ActingFor.Parse(actingFor)) { Person = known, OnlyFor = onlyFor };
        // Mails name pages by the address that was asked.
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext
        {
            RequestServices = scope.ServiceProvider,
            Request = { Scheme = "http", Host = new HostString("netz.example") },
        };
        return await Question.InScopeAsync(scope.ServiceProvider, query, JsonSerializer.Serialize(variables ?? new { }));
    }

    /// <summary>Does a mutation and gives its payload, with errors in it.</summary>
    /// <param name="site">The site.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="mutation">Its name.</param>
    /// <param name="input">Its input.</param>
    /// <param name="selection">What is selected beside errors.</param>
    /// <param name="onlyFor">The organisation that the token is for.</param>
    public static async Task<JsonElement> DoAsync(
        this RunningSite site, Guid? person, string mutation, object input, string selection = "__typename", Guid? onlyFor = null)
    {
        var type = site.Services.GetRequiredService<NetworkSchema>().Mutation!.Fields.Find(mutation)!.Arguments!.Find("input")!
            .ResolvedType!.ToString();
        var answer = await site.ApiAsync(
            person,
            $$"""mutation ($input: {{type}}) { done: {{mutation}}(input: $input) { {{selection}} errors { path code message } } }""",
            new { input }, onlyFor);
        Assert.True(!answer.TryGetProperty("errors", out _), answer.GetRawText());
        return answer.GetProperty("data").GetProperty("done");
    }

    /// <summary>Does a mutation that must succeed, and gives its payload.</summary>
    public static async Task<JsonElement> OkAsync(this RunningSite site, Guid person, string mutation, object input, string selection) =>
        (await site.DoAsync(person, mutation, input, selection)).WithoutErrors();

    /// <summary>The payload of what was done, without errors.</summary>
    public static JsonElement WithoutErrors(this JsonElement payload)
    {
        Assert.True(payload.GetProperty("errors").GetArrayLength() == 0, payload.GetRawText());
        return payload;
    }

    /// <summary>The codes with the paths of a payload's errors: <c>CONFLICT input.id</c>.</summary>
    public static IReadOnlyList<string> Refusals(this JsonElement payload) =>
    [
        .. payload.GetProperty("errors").EnumerateArray().Select(error =>
            $"{error.GetProperty("code").GetString()} {string.Join('.', error.GetProperty("path").EnumerateArray())}".Trim()),
    ];

    public static string OrganisationId(Guid id) => GlobalId.Encode("Organisation", id);
}
