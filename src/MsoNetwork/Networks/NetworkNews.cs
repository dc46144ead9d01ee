namespace MsoNetwork.Networks;

/// <summary>What began and what ended in a region between two days, read from the ties alone: quick for a network of any size.</summary>
/// <param name="Began">The newest first.</param>
/// <param name="Ended">The newest first.</param>
/// <param name="FirstYear">The year of the oldest tie whose beginning is known; the last day's where there is none.</param>
public sealed record NetworkNews(IReadOnlyList<NetworkNewsItem> Began, IReadOnlyList<NetworkNewsItem> Ended, int FirstYear)
{
    /// <param name="all">Everything.</param>
    /// <param name="filter">Which part; its day is the last one.</param>
    /// <param name="from">The day before the first.</param>
    public static NetworkNews Of(NetworkSnapshot all, NetworkFilter filter, DateOnly from)
    {
        var (began, ended, first) = (new List<NetworkNewsItem>(), new List<NetworkNewsItem>(), filter.At);
        var ever = filter with { Ever = true };
        foreach (
            var tie in all.Ties.Where(tie => ever.Within(all.Members[tie.From]) && ever.Within(all.Members[tie.To]) && ever.Takes(tie, all))
        )
        {
            if (tie.Start < first) first = tie.Start.Value;
            // Not what only became known: nobody says that it is new.
            if (tie.Start is { } start && start > from && start <= filter.At) began.Add(Item(tie, start));
            if (tie.End is { } end && end >= from && end < filter.At) ended.Add(Item(tie, end));
        }

        return new(Newest(began), Newest(ended), first.Year);

        NetworkNewsItem Item(NetworkTie tie, DateOnly day) => new(all.Members[tie.From], all.Members[tie.To], tie.Kind, tie.Title, day);
    }

    private static List<NetworkNewsItem> Newest(List<NetworkNewsItem> items) =>
        [
            .. items
                .OrderByDescending(item => item.Day)
                .ThenBy(item => item.From.Slug, StringComparer.Ordinal)
                .ThenBy(item => item.To.Slug, StringComparer.Ordinal),
        ];
}

public sealed record NetworkNewsItem(NetworkMember From, NetworkMember To, NetworkTieKind Kind, string Title, DateOnly Day);
