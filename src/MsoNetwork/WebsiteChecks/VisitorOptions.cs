using System.Net;
using MsoNetwork.Feeds;

namespace MsoNetwork.WebsiteChecks;

/// <summary>How websites are visited.</summary>
public sealed record VisitorOptions
{
    /// <summary>The name that a robots.txt may say.</summary>
    public const string Product = "MsoNetwork";

    /// <summary>The page that says who visits, below the language.</summary>
    public const string PagePath = "webseiten-pruefung";

    /// <summary>How long a robots.txt that cannot be had forbids everything (RFC 9309, 2.3.1.4); after that it counts as none.</summary>
    public static readonly TimeSpan RobotsUndefined = TimeSpan.FromDays(30);

    /// <summary>A page that says who visits and why; null where nobody can open it.</summary>
    public string? Page { get; init; }

    /// <summary>Which addresses may be connected to.</summary>
    public Func<IPAddress, bool> IsAllowed { get; init; } = PublicAddress.Is;

    /// <summary>How long one request may take.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Between the end of a request and the next one to the same host.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(2);
}
