using MsoNetwork.Changes;
using Npgsql;

namespace MsoNetwork.OrganisationSearch;

/// <summary>
/// A search outside of this process that must follow the registry too. Registered as a service it is fed; without one nothing is.
/// </summary>
/// <param name="RebuildAsync">Fills a new index with the whole registry as of a moment after the call began and puts it in the place of
/// the present one; tells documents done of all.</param>
/// <param name="IsBuiltAsync">False when it has no index (any more).</param>
/// <param name="ApplyAsync">Takes documents as they are now and ids of those that are gone; ends when the search has confirmed. May come
/// twice.</param>
public sealed record ExternalSearch(
    Func<NpgsqlDataSource, IProgress<(int Done, int Total)>?, CancellationToken, Task> RebuildAsync,
    Func<CancellationToken, Task<bool>> IsBuiltAsync,
    Func<IReadOnlyCollection<OrganisationDocument>, IReadOnlyCollection<Guid>, CancellationToken, Task> ApplyAsync)
{
    /// <summary>Asks how it is; never throws.</summary>
    public Func<CancellationToken, Task<ExternalSearchState>>? LookAsync { get; init; }

    /// <summary>Its name as a consumer of the outbox.</summary>
    public const string Name = "search";

    /// <summary>How the outbox brings it what has changed.</summary>
    public OutboxConsumer Consumer => new(Name, [ChangeSubject.Organisation], DeliverAsync, KeepsCopy: true);

    private async Task DeliverAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<LoggedChange> changes,
        CancellationToken cancellationToken
    )
    {
        var ids = changes.Select(change => Guid.Parse(change.Key)).ToArray();
        var documents = new List<OrganisationDocument>(ids.Length);
        await foreach (var document in OrganisationDocuments.OfAsync(connection, ids, cancellationToken)) documents.Add(document);
        await ApplyAsync(documents, [.. ids.Except(documents.Select(document => document.Id))], cancellationToken);
    }
}

/// <summary>How a search outside of this process is.</summary>
/// <param name="Version">Its own; null when it does not say.</param>
/// <param name="Documents">In its index; null when there is none.</param>
/// <param name="Problem">What keeps it from answering, as a code; null for nothing.</param>
/// <param name="Circuit">
/// Closed while it is asked, Open while it is left alone after failures, HalfOpen for the search that tries it.
/// </param>
/// <param name="LastFailure">Why it last did not answer a search, as a code, and when; null for never.</param>
public sealed record ExternalSearchState(string? Version, long? Documents, string? Problem, string Circuit, SearchFailure? LastFailure);

/// <param name="Code">The engine's error code, or the kind of failure.</param>
/// <param name="At">When.</param>
public sealed record SearchFailure(string Code, DateTimeOffset At);
