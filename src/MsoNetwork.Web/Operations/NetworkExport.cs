using System.Globalization;
using MsoNetwork.Cooperations;
using MsoNetwork.Exchange;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.GraphQlHttp;

namespace MsoNetwork.Web.Operations;

/// <summary>GET /network/…: networks as files, of any size, with the arguments of the field network as parameters.</summary>
internal sealed class NetworkExport(
    ReferenceSnapshot<Gazetteer> gazetteer, ReferenceSnapshot<VocabularySet> vocabularies, NetworkStore networks, TimeProvider time, EntityTag entityTag)
{
    private static readonly string[] Parameters = ["region", "kinds", "topics", "at", "includeOutside", "depth"];

    public void Map(IEndpointRouteBuilder site)
    {
        Map(site, "/network/export.gexf", "application/gexf+xml", NetworkFile.WriteGexfAsync);
        Map(site, "/network/export.graphml", "application/graphml+xml", NetworkFile.WriteGraphMlAsync);
        Map(site, "/network/nodes.csv", "text/csv", NetworkFile.WriteNodesAsync);
        Map(site, "/network/edges.csv", "text/csv", NetworkFile.WriteEdgesAsync);
    }

    private void Map(IEndpointRouteBuilder site, string path, string mediaType, Func<Network, Stream, CancellationToken, Task> write) => site.MapGet(path, async context =>
    {
        try
        {
            var tag = await entityTag.GetAsync(context.RequestAborted);
            var filter = await FilterAsync(context.Request.Query, context.RequestAborted);
            var network = await networks.GetAsync(filter, context.RequestAborted);
            // While measures are missing the file is still going to change, with the same version of the registry.
            context.Response.Headers.CacheControl = network.IsComplete ? "public, max-age=10, must-revalidate" : "no-store";
            if (network.IsComplete) context.Response.Headers.ETag = tag;
            if (network.IsComplete && EntityTag.Matches(context.Request.Headers.IfNoneMatch, tag))
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            context.Response.ContentType = mediaType + "; charset=utf-8";
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"network-{filter.Region}{Path.GetExtension(path)}\"";
            await write(network, context.Response.Body, context.RequestAborted);
        }
        catch (NetworkException error) when (!context.Response.HasStarted)
        {
            await GraphQlEndpoint.WriteProblemAsync(context, StatusCodes.Status400BadRequest, MediaTypes.Json, new Problem(error.Code, error.Message, error.Argument));
        }
    });

    private async Task<NetworkFilter> FilterAsync(IQueryCollection query, CancellationToken cancellationToken)
    {
        if (query.Keys.FirstOrDefault(key => !Parameters.Contains(key)) is { } unknown)
            throw NetworkException.Invalid(unknown.Length <= 60 ? unknown : unknown[..60], $"This address takes only the parameters {string.Join(", ", Parameters)}.");
        return NetworkFilter.Check(
            await gazetteer.GetAsync(cancellationToken),
            (await vocabularies.GetAsync(cancellationToken))[VocabularyName.Topics],
            query["region"] is [{ } region] ? region : throw NetworkException.Invalid("region", "The parameter region is needed, once: a key (AGS prefix) such as 05, 053, 05315 or 05315000."),
            Many(query, "kinds")?.Select(Kind).ToArray(),
            Many(query, "topics"),
            One(query, "at") is not { } at ? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)
                : DateOnly.TryParseExact(at, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw NetworkException.Invalid("at", "at is a day like 2026-11-30."),
            One(query, "includeOutside") switch
            {
                null or "false" => false,
                "true" => true,
                _ => throw NetworkException.Invalid("includeOutside", "includeOutside is true or false."),
            },
            One(query, "depth") is not { } depth ? null : int.TryParse(depth, NumberStyles.None, CultureInfo.InvariantCulture, out var steps) ? steps : throw NetworkException.Invalid("depth", "depth is a whole number."));
    }

    private static string? One(IQueryCollection query, string name) => query[name].Count <= 1 ? query[name].FirstOrDefault() : throw NetworkException.Invalid(name, $"{name} is given several times; give it once.");

    /// <summary>Several values, each as a parameter of its own or separated by commas.</summary>
    private static string[]? Many(IQueryCollection query, string name) => query[name] is { Count: > 0 } values
        ? [.. values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))] : null;

    private static NetworkTieKind Kind(string name) =>
        Enum.GetValues<NetworkTieKind>().Cast<NetworkTieKind?>().FirstOrDefault(kind => string.Equals(GraphQL.StringExtensions.ToConstantCase(kind.ToString()!), name, StringComparison.OrdinalIgnoreCase))
            ?? throw NetworkException.Invalid("kinds", $"\"{(name.Length <= 60 ? name : name[..60])}\" is no kind of tie: {string.Join(", ", Enum.GetNames<NetworkTieKind>().Select(GraphQL.StringExtensions.ToConstantCase))}.");
}
