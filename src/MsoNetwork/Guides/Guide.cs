using MsoNetwork.SeedFiles;

namespace MsoNetwork.Guides;

/// <summary>What a guide rests on.</summary>
/// <param name="Name">Law, publisher or title.</param>
/// <param name="Url">Where it stands.</param>
/// <param name="ReadOn">The day it was read; null when nobody has looked it up for the guide yet.</param>
/// <param name="ReadAt">Where, if it was not the page itself.</param>
public sealed record GuideSource(string Name, string Url, DateOnly? ReadOn, SeedText? ReadAt);

/// <summary>A short page in plain language: general information, no legal advice.</summary>
public sealed record Guide
{
    /// <summary>In its address, for example satzung.</summary>
    public required string Key { get; init; }
    public required SeedText Title { get; init; }
    public required SeedText Summary { get; init; }

    /// <summary>The text as clean HTML; links are relative to /{language}/ratgeber/.</summary>
    public required SeedText Html { get; init; }
    public required int Position { get; init; }

    /// <summary>What to ask advisers for: a need of seeds/advice.</summary>
    public required string Need { get; init; }

    /// <summary>Keys of criteria of funding that it helps to meet.</summary>
    public required IReadOnlyList<string> Criteria { get; init; }
    public required IReadOnlyList<GuideSource> Sources { get; init; }
}
