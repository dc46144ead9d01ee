namespace MsoNetwork.Erasure;

/// <summary>What goes by itself when it is old enough.</summary>
/// <param name="Name">By which MSONET_RETENTION and the report call it: drafts.</param>
/// <param name="Table">The table.</param>
/// <param name="What">Which rows of it, and what becomes of them.</param>
/// <param name="Usual">How long they are kept unless set otherwise.</param>
public sealed record RetentionRule(string Name, string Table, string What, TimeSpan Usual)
{
    /// <summary>Longer than ten years nobody needs what goes by itself.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>A condition over <c>t</c>; parameter: @before (timestamptz), so long ago.</summary>
    public required string Due { get; init; }

    /// <summary>What is set in place of deleting, so that the row is not due any more. Null: the row goes.</summary>
    public string? Instead { get; init; }

    /// <summary>The shortest that may be set: less would break what somebody relies on. Null: it is as it is.</summary>
    public TimeSpan? Least { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The log of changes tidies itself, as far as all of its readers have come; here it is only counted.</summary>
    internal bool IsOfLog { get; init; }
}
