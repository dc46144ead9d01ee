using MsoNetwork.Errors;

namespace MsoNetwork.Accounts;

/// <summary>What kind of body asks.</summary>
public enum ActorKind
{
    Nobody,
    Organisation,
    Centre,
}

/// <summary>Who asks: an organisation by its slug, an integration centre by its key, or nobody in particular.</summary>
public sealed record Actor(ActorKind Kind, string Key)
{
    public static Actor Nobody { get; } = new(ActorKind.Nobody, "");

    /// <summary>Reads <c>organisation:SLUG</c> or <c>centre:KEY</c>; null when the text is neither.</summary>
    public static Actor? Parse(string text) => text.Split(':', 2) switch
    {
        ["organisation", { Length: > 0 and <= 120 } slug] => new(ActorKind.Organisation, slug),
        ["centre", { Length: > 0 and <= 120 } key] => new(ActorKind.Centre, key),
        _ => null,
    };
}

/// <summary>
/// The actor of one request (scoped). Rooms ask it and decide what it may; whoever serves the request fills it: today from the
/// development token, with accounts from a session (docs/decisions.md, 51).
/// </summary>
public sealed class CurrentActor
{
    public Actor Actor { get; set; } = Actor.Nobody;

    /// <summary>Why credentials that were sent name nobody; null when none were sent or they are good.</summary>
    public string? Problem { get; set; }

    /// <exception cref="NetworkException">UNAUTHENTICATED, when nobody is known to ask.</exception>
    public Actor Required() => Actor.Kind != ActorKind.Nobody ? Actor : throw new NetworkException(
        ErrorCode.Unauthenticated, Problem ?? "This needs somebody who is signed in: an organisation or an integration centre.");
}
