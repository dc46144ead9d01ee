namespace MsoNetwork.Matching;

/// <summary>
/// An organisation as the matcher sees it: active, and not opted out. Origin and religion are not in it, unless it asked to be
/// matched by them; so nothing that is computed from it can depend on them.
/// </summary>
public sealed record MatchMember
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>AGS, 8 digits.</summary>
    public required string Municipality { get; init; }

    /// <summary>Degrees as the directory shows them: a protected place is its municipality's centre.</summary>
    public required double Latitude { get; init; }
    public required double Longitude { get; init; }

    /// <summary>Whether that is the middle of its town, as nothing closer is known or shown.</summary>
    public bool IsTownOnly { get; init; }

    /// <summary>AGS prefixes it says it works in.</summary>
    public string[] ActiveIn { get; init; } = [];
    public string[] Topics { get; init; } = [];
    public string[] TargetGroups { get; init; } = [];
    public string[] Offers { get; init; } = [];
    public string[] Languages { get; init; } = [];

    /// <summary>Empty unless it asked to be matched by them.</summary>
    public string[] Origins { get; init; } = [];

    /// <summary>Whether its work is religious and it asked to be matched by that.</summary>
    public bool SeeksReligion { get; init; }

    /// <summary>An office, a centre or another body that supports such organisations without being one.</summary>
    public bool Supports { get; init; }
    public int? FoundedYear { get; init; }

    /// <summary>When somebody last confirmed the entry.</summary>
    public DateOnly? ConfirmedOn { get; init; }

    /// <summary>The topic that only <see cref="SeeksReligion"/> may speak of.</summary>
    public const string ReligiousTopic = "religion";

    public static string[] WithoutReligion(string[] topics) => Array.FindAll(topics, topic => topic != ReligiousTopic);

    /// <summary>
    /// Whether it works in a region: seat or activity within it, or activity in one that contains it (docs/decisions.md, 10).
    /// </summary>
    public bool WorksIn(string region) => Municipality.StartsWith(region, StringComparison.Ordinal)
        || ActiveIn.Any(key => key.StartsWith(region, StringComparison.Ordinal) || region.StartsWith(key, StringComparison.Ordinal));
}

/// <summary>A cooperation or membership between two members, by their places.</summary>
/// <param name="From">One.</param>
/// <param name="To">The other.</param>
/// <param name="GoesOn">Whether it goes on today.</param>
/// <param name="Start">When it began; null when nobody says.</param>
public readonly record struct MatchTie(int From, int To, bool GoesOn, DateOnly? Start);
