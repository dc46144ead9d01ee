namespace MsoNetwork.Permissions;

/// <summary>What the permission table needs to know of one thing. The room whose thing it is hands it in.</summary>
public sealed record Facts
{
    /// <summary>
    /// Whether it is shown to those whom it is for: a cooperation or call that is public, a response that was not taken back.
    /// </summary>
    public bool IsShown { get; init; } = true;

    /// <summary>The organisations that it belongs to.</summary>
    public IReadOnlyList<Guid> Owners { get; init; } = [];

    /// <summary>The organisation that wrote it, where that matters.</summary>
    public Guid? Author { get; init; }

    /// <summary>Municipalities where its organisations have their seats.</summary>
    public IReadOnlyList<string> Seats { get; init; } = [];

    /// <summary>The person who handed it in.</summary>
    public Guid? Person { get; init; }

    /// <summary>The centre whose own it is.</summary>
    public string? Centre { get; init; }
}

/// <summary>The same as SQL expressions over the rows of a list.</summary>
/// <param name="Owners">Ids of organisations. Their seats are read from the organisations.</param>
/// <param name="IsShown">A condition; null when all of them are shown.</param>
/// <param name="Author">An organisation's id.</param>
public sealed record FactColumns(IReadOnlyList<string> Owners, string? IsShown = null, string? Author = null)
{
    /// <summary>A municipality's key, where the row has one of its own.</summary>
    public string? Seat { get; init; }

    /// <summary>A person's id.</summary>
    public string? Person { get; init; }

    /// <summary>A centre's key.</summary>
    public string? Centre { get; init; }
}
