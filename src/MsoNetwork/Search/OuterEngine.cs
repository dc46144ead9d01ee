using MsoNetwork.OrganisationSearch;
using Npgsql;

namespace MsoNetwork.Search;

/// <summary>
/// A search engine outside of this process that must follow the registry too. Registered as a service it is fed; without one nothing is.
/// </summary>
/// <param name="RebuildAsync">Fills a new index with the whole registry as of a moment after the call began and puts it in the place of
/// the present one; tells documents done of all.</param>
/// <param name="IsBuiltAsync">False when it has no index (any more).</param>
/// <param name="ApplyAsync">Takes documents as they are now and ids of those that are gone; ends when the engine has confirmed. May come
/// twice.</param>
public sealed record OuterEngine(
    Func<NpgsqlDataSource, IProgress<(int Done, int Total)>?, CancellationToken, Task> RebuildAsync,
    Func<CancellationToken, Task<bool>> IsBuiltAsync,
    Func<IReadOnlyCollection<OrganisationDocument>, IReadOnlyCollection<Guid>, CancellationToken, Task> ApplyAsync);
