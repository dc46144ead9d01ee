using MsoNetwork.Errors;

namespace MsoNetwork.Digests;

/// <summary>Why something is told.</summary>
public enum DigestNews
{
    /// <summary>The search finds it, and did not before.</summary>
    New,

    /// <summary>It is called off.</summary>
    Off,

    /// <summary>Its date is moved.</summary>
    Moved,

    /// <summary>A last day comes.</summary>
    Deadline,

    /// <summary>The date itself comes.</summary>
    Soon,
}

/// <summary>Something that a search finds and that is told once.</summary>
/// <param name="Key">The same whenever it is found; another for other news of the same thing.</param>
/// <param name="News">Why it is told.</param>
/// <param name="Of">The thing, and behind a blank a part of it, for <see cref="DigestSource.ShowAsync"/>.</param>
public sealed record Found(string Key, DigestNews News, string Of)
{
    /// <summary>Whether it is told even where it was so when the search was saved.</summary>
    public bool AlsoAtFirst { get; init; }
}

/// <summary>What a mail says of it, in the reader's language.</summary>
/// <param name="News">Why it is told.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Detail">Day and place, for example; may be empty.</param>
/// <param name="Link">The whole address.</param>
public sealed record DigestItem(DigestNews News, string Title, string Detail, Uri Link)
{
    /// <summary>Its <see cref="Found.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Since when it is so.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A search as a page's own form has read it.</summary>
/// <param name="Query">In the order in which the page writes it; without a question mark.</param>
/// <param name="Name">In words.</param>
public sealed record ReadSearch(string Query, string Name);

/// <summary>
/// What can be searched for: each list of the pages is one, because its form is what reads a query. See docs/decisions.md, 420.
/// </summary>
public abstract class DigestSource(SearchSubject subject)
{
    public SearchSubject Subject { get; } = subject;

    /// <summary>Reads a search as the list's page does.</summary>
    /// <param name="query">What follows the question mark in the page's address.</param>
    /// <param name="language">Tag of the language to name it in.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NetworkException">INVALID_INPUT, where the page would tell of a problem.</exception>
    public abstract Task<ReadSearch> ReadAsync(string query, string language, CancellationToken cancellationToken);

    /// <summary>All that the search finds now.</summary>
    public abstract Task<IReadOnlyList<Found>> FindAsync(string query, CancellationToken cancellationToken);

    /// <summary>The newest of what the search finds, for a feed.</summary>
    public virtual async Task<IReadOnlyList<Found>> NewestAsync(string query, int most, CancellationToken cancellationToken) =>
        // Ids are in the order of their making.
        [.. (await FindAsync(query, cancellationToken)).OrderByDescending(one => one.Of, StringComparer.Ordinal).Take(most)];

    /// <summary>What a mail says of some of it, in the same order. What is gone meanwhile is left out.</summary>
    public abstract Task<IReadOnlyList<DigestItem>> ShowAsync(
        IReadOnlyList<Found> found, string language, CancellationToken cancellationToken);

    /// <summary>The page of the search, below the language.</summary>
    public abstract string PathOf(string query);
}

/// <summary>The sources by subject.</summary>
public sealed class DigestSources(IEnumerable<DigestSource> all)
{
    private readonly Dictionary<SearchSubject, DigestSource> _bySubject = all.ToDictionary(source => source.Subject);

    public DigestSource this[SearchSubject subject] => _bySubject.GetValueOrDefault(subject)
        ?? throw new InvalidOperationException($"Nobody looks for {subject} where no pages are served.");
}
