namespace MsoNetwork.WebsiteChecks;

/// <summary>What a visit to a website says.</summary>
public enum VisitOutcome
{
    /// <summary>A page came.</summary>
    Reached,

    /// <summary>Whether people reach it is not known: we may not ask, or do not go there, or it answers programs otherwise.</summary>
    Unclear,

    /// <summary>People would see an error, too.</summary>
    Failed,
}

/// <param name="Outcome">What it says.</param>
/// <param name="Detail">Why, in a word or a status: 200, 404, dns, refused, tls, timeout, robots, private.</param>
public sealed record Visit(VisitOutcome Outcome, string Detail)
{
    /// <summary>A server on the way fails to give its robots.txt.</summary>
    public bool IsRobotsUndefined { get; init; }
}

/// <summary>A request that brought no answer.</summary>
internal sealed class NoAnswerException(VisitOutcome outcome, string detail) : Exception(detail)
{
    public Visit Visit { get; } = new(outcome, detail);
}
