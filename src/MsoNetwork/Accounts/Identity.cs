namespace MsoNetwork.Accounts;

/// <summary>What kind of body somebody acts for.</summary>
public enum ActingKind
{
    Organisation,
    Centre,
}

/// <summary>A body by its name: an organisation by its slug, an integration centre by its key.</summary>
public sealed record ActingFor(ActingKind Kind, string Key)
{
    private const int LongestKey = 120;

    /// <summary>Reads <c>organisation:SLUG</c> or <c>centre:KEY</c>; null when the text is neither.</summary>
    public static ActingFor? Parse(string? text) => text?.Split(':', 2) switch
    {
        ["organisation", { Length: > 0 and <= LongestKey } slug] => new(ActingKind.Organisation, slug),
        ["centre", { Length: > 0 and <= LongestKey } key] => new(ActingKind.Centre, key),
        _ => null,
    };

    public override string ToString() => $"{(Kind == ActingKind.Organisation ? "organisation" : "centre")}:{Key}";
}

/// <summary>Who a request is from, as its credentials say. Whether the directory knows them is asked only when that matters.</summary>
/// <param name="ActingFor">For whom it acts; null when for nobody but itself, or for whoever it is alone.</param>
/// <param name="Problem">Why credentials that were sent name nobody; null when none were sent or they are good.</param>
public sealed record Identity(ActingFor? ActingFor, string? Problem = null)
{
    public static Identity Nobody { get; } = new(ActingFor: null);

    /// <summary>The person's id; null for an organisation's or centre's own program.</summary>
    public Guid? Person { get; init; }

    /// <summary>Whether it may only look: a token that was made so.</summary>
    public bool OnlyReads { get; init; }

    /// <summary>The one organisation that a token is for; null where the person's all count.</summary>
    public Guid? OnlyFor { get; init; }

    public bool IsNobody => ActingFor is null && Person is null;
}
