using MsoNetwork.Errors;
using MsoNetwork.Networks;
using MsoNetwork.Time;
using MsoNetwork.Web.Pages.Site;
using Npgsql;

namespace MsoNetwork.Web.Pages.Networks;

/// <summary>A region's network as pages show it; nothing of it when it could not be read.</summary>
internal sealed record RegionNetworkView(Network? Network, NetworkNews? News)
{
    public static RegionNetworkView Failed { get; } = new(null, null);

    public bool IsFailed => Network is null;
}

/// <summary>Reads networks for pages. A network that fails says so in its own place and takes no page along.</summary>
internal sealed partial class RegionNetwork(
    NetworkStore networks, TimeProvider time, IHttpContextAccessor accessor, ILogger<RegionNetwork> log)
{
    public DateOnly Today => time.Today();

    /// <summary>The network, and what changed in the year before its day.</summary>
    public async Task<RegionNetworkView> ViewAsync(NetworkFilter filter, CancellationToken cancellationToken)
    {
        try
        {
            var network = await networks.GetAsync(filter, cancellationToken);
            return new(network, NetworkNews.Of(await networks.SnapshotAsync(cancellationToken), filter, filter.At.AddYears(-1)));
        }
        catch (Exception error) when (IsPassing(error))
        {
            Failed(error, filter.Key);
            return RegionNetworkView.Failed;
        }
    }

    /// <summary>
    /// With whom an organisation works today, by kind and name, without what was ended today; empty when it could not be read.
    /// </summary>
    public async Task<IReadOnlyList<NetworkEdge>> PartnersAsync(Guid organisation, CancellationToken cancellationToken)
    {
        try
        {
            var (all, today) = (await networks.SnapshotAsync(cancellationToken), Today);
            return NetworkCut.Edges(
                all,
                all.Ties.Where(tie =>
                    tie.GoesOnAt(today)
                    && !tie.IsEnded
                    && (all.Members[tie.From].Id == organisation || all.Members[tie.To].Id == organisation)
                ),
                (_, _) => false
            );
        }
        catch (Exception error) when (IsPassing(error))
        {
            Failed(error, organisation.ToString());
            return [];
        }
    }

    private void Failed(Exception error, string part)
    {
        if (accessor.HttpContext is { } context) context.Items[KeptPages.Passing] = true; // the next visitor may see it
        LogFailed(error, part);
    }

    // Of the database; or too many large networks are being measured.
    private static bool IsPassing(Exception error) =>
        error is NpgsqlException or TimeoutException or NetworkException { Code: ErrorCode.Unavailable };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The network {Part} could not be read")]
    private partial void LogFailed(Exception error, string part);
}
