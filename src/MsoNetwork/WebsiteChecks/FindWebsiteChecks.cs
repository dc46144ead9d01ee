using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MsoNetwork.Inbox;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.WebsiteChecks;

/// <summary>What is known of the websites of organisations.</summary>
public sealed class FindWebsiteChecks(NpgsqlDataSource database)
{
    private const string Known = """
        SELECT o.id, CASE WHEN w.is_dead THEN 'Unreachable' WHEN w.outcome = 'Failed' THEN 'Failing' ELSE w.outcome END,
            berlin_day(w.checked_at), w.reached_on, w.failing_since
        FROM organisations AS o JOIN website_checks AS w ON w.url = o.website WHERE o.id = ANY ($1) AND w.outcome IS NOT NULL
        """;

    /// <summary>One request's, in one statement.</summary>
    public BatchLoader<Guid, WebsiteCheck> ByOrganisation => field ??= new(OfAsync);

    public async Task<IReadOnlyDictionary<Guid, WebsiteCheck>> OfAsync(
        IReadOnlyCollection<Guid> organisations, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Known);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. organisations] });
        return (await command.ListAsync(row => (Of: row.Value<Guid>(), Check: new WebsiteCheck(
            Enum.Parse<WebsiteState>(row.Text()), row.Value<DateOnly>(), row.ValueOrNull<DateOnly>(), row.ValueOrNull<DateOnly>())),
            cancellationToken)).ToDictionary(one => one.Of, one => one.Check);
    }
}

/// <summary>What this room adds to organisations.</summary>
public static class WebsiteCheckQueries
{
    public static void AddTo(OrganisationType organisation) => organisation.Field<WebsiteCheckType>("websiteCheck")
        .Description("Whether its website can be reached; null while nobody has looked.")
        .Resolve(context => context.RequestServices!.GetRequiredService<FindWebsiteChecks>()
            .ByOrganisation.Load(context.Source.Id, found => found));
}

/// <summary>This room's registration.</summary>
internal static class WebsiteCheckServices
{
    public static IServiceCollection AddWebsiteChecks(this IServiceCollection services)
    {
        services.TryAddSingleton(new VisitorOptions());
        return services.AddSingleton<WebsiteVisitor>().AddScoped<CheckWebsites>().AddScoped<FindWebsiteChecks>()
            .AddSingleton(new WaitingSource(WaitingWebsites.ListAsync));
    }
}
