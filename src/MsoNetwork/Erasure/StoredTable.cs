namespace MsoNetwork.Erasure;

/// <summary>One table of the database: what of it is about whom, and how long it is kept.</summary>
/// <param name="Name">The table.</param>
/// <param name="What">What is in it, or why nothing of it is about anybody; for docs/processing.md.</param>
/// <param name="Until">How long, in words, where no rule of <see cref="RetentionRules"/> says it or not of all.</param>
public sealed record StoredTable(string Name, string What, string? Until = null)
{
    /// <summary>How long it is kept at a site, in words.</summary>
    public string Kept(RetentionPeriods periods)
    {
        var rules = RetentionRules.Of(Name).Select(rule => $"{rule.What}: {RetentionPeriods.Words(periods.Of(rule))} (`{rule.Name}`)");
        string[] all = [.. Until is null ? [] : (string[])[Until], .. rules];
        return all.Length > 0 ? string.Join("; ", all) : "as long as what it belongs to";
    }

    /// <summary>
    /// Erases what is about an organisation. Parameters: @id (uuid), @key (the same as text), and all that it ever was as arrays: @names,
    /// @slugs, @paths (patterns of addresses that end in a slug), @mails (in small letters), @keys (ids of all that is its own), @encoded
    /// (names as addresses write them, in small letters), and @mentions and @numbers for tells_of, by which others' texts are searched
    /// (<see cref="Mentions"/>). Null: nothing, or it goes with a row that it belongs to.
    /// </summary>
    internal string? Organisation { get; init; }

    /// <summary>
    /// Erases what is about a person. Parameters: @id (uuid), @key (the same as text), @mail (in small letters), and @mention, a pattern of
    /// the address for others' texts, in which it is struck out.
    /// </summary>
    internal string? Person { get; init; }

    /// <summary>A condition over <c>t</c> for the rows that are about a person; parameters as for <see cref="Person"/>.</summary>
    internal string? About { get; init; }

    /// <summary>Columns that prove who somebody is, and are shown to nobody.</summary>
    internal string[] Secret { get; init; } = [];
}
