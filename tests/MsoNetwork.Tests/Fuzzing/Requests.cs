using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Fuzzing;

/// <summary>One request by chance, of any kind.</summary>
internal static class Requests
{
    private static readonly string[] Accepts =
    [
        "application/graphql-response+json", "application/json", "*/*", "text/html", "application/json;q=0", "x",
        "application/graphql-response+json;q=0.1, */*",
    ];

    public static RawRequest Make(
        Dice dice, RunningSite site, KnownSite known, IReadOnlyList<FuzzActor> actors, IReadOnlyList<(string Name, byte[] Content)> whole)
    {
        var files = new FuzzedFile(dice, whole);
        var addresses = new FuzzedAddress(dice, known);
        var actor = dice.Of(actors);
        return dice.Below(100) switch
        {
            < 40 => Document(dice, site.Services.GetRequiredService<NetworkSchema>(), known, actor),
            < 62 => RawRequest.Of("address", dice.OneIn(12) ? "HEAD" : "GET", addresses.Make(),
                [.. dice.OneIn(2) ? actor.Cookies : [], ("Accept", dice.OneIn(4) ? "*/*" : "text/html")]),
            < 82 => new FuzzedForm(dice, known, actors, files).Make(),
            < 86 => Logo(dice, known, actor, files),
            < 94 => new FuzzedProtocol(dice, addresses).WithHeaders(actor),
            _ => new FuzzedProtocol(dice, addresses).Malformed(),
        };
    }

    private static RawRequest Document(Dice dice, NetworkSchema schema, KnownSite known, FuzzActor actor)
    {
        var body = new FuzzedDocument(dice, schema, known.Values).Body(out var document);
        List<(string, string)> headers = [("Accept", dice.OneIn(5) ? dice.Of(Accepts) : "application/json")];
        if (actor.Bearer is { } bearer && !dice.OneIn(5)) headers.Add(("Authorization", "Bearer " + bearer));
        if (dice.OneIn(8)) headers.Add(("X-Actor", dice.Of(["organisation:" + known.Values[0], "centre:ki-koeln", "x"])));
        if (dice.OneIn(12))
            return RawRequest.Of("graphql", "GET", "/graphql?query=" + RawRequest.Encoded(document), headers);
        headers.Add(("Content-Type", dice.OneIn(40) ? "text/plain" : "application/json"));
        return RawRequest.Of("graphql", "POST", "/graphql", headers, RawRequest.Utf8(body));
    }

    private static RawRequest Logo(Dice dice, KnownSite known, FuzzActor actor, FuzzedFile files) => RawRequest.Of(
        "upload", "PUT", $"/organisations/{RawRequest.Encoded(dice.Near(known.Values))}/logo",
        [
            ("Authorization", "Bearer " + actor.Bearer), ("Accept", "application/json"),
            ("Content-Type", dice.Of(["image/png", "image/jpeg", "image/webp", "image/svg+xml", "text/plain", "x", ""])),
        ],
        files.Make().Content);
}
