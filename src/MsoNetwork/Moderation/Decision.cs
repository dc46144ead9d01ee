namespace MsoNetwork.Moderation;

/// <summary>How a decision ended.</summary>
public enum DecisionOutcome
{
    Done,

    /// <summary>There is no such case, or it is another desk's.</summary>
    NotThere,

    /// <summary>Somebody else was faster: the case is not as it was seen.</summary>
    Meanwhile,

    /// <summary>What is proposed cannot be written; the fields say which part.</summary>
    Impossible,

    /// <summary>Something was to be said and was not.</summary>
    Unsaid,
}

/// <summary>What became of an attempt to decide.</summary>
/// <param name="Outcome">How it ended. Only <see cref="DecisionOutcome.Done"/> has changed anything.</param>
/// <param name="Fields">Inputs that cannot be written; after undoing, those that somebody has changed since and that stayed.</param>
public sealed record Decision(DecisionOutcome Outcome, IReadOnlyList<string> Fields)
{
    public static Decision Done { get; } = new(DecisionOutcome.Done, []);

    public static Decision Of(DecisionOutcome outcome) => new(outcome, []);
}
