using MsoNetwork.SeedFiles;

namespace MsoNetwork.Advice;

/// <summary>How a place decides who of a role is meant.</summary>
public enum AdviceReach
{
    /// <summary>The integration centre that is responsible for the place.</summary>
    Centre,

    /// <summary>Those with their seat in the same district or independent city, or active there.</summary>
    District,

    /// <summary>The nearest one.</summary>
    Nearest,

    /// <summary>Advises everywhere in the state.</summary>
    State,
}

/// <summary>What somebody may need help with.</summary>
/// <param name="Key">For example founding; its name is the sentence need.founding.</param>
/// <param name="Words">Beginnings of words that mean it, folded.</param>
/// <param name="Terms">Keys of TOPICS and OFFERS that mean it.</param>
public sealed record AdviceNeed(string Key, IReadOnlyList<string> Words, IReadOnlyList<string> Terms);

/// <summary>A kind of body that helps migrant organisations: what it does for whom, and who of the registry it is.</summary>
public sealed record AdviceRole
{
    public required string Key { get; init; }
    public required SeedText Name { get; init; }

    /// <summary>What it does, in a sentence.</summary>
    public required SeedText Does { get; init; }

    /// <summary>For whom.</summary>
    public required SeedText For { get; init; }
    public required AdviceReach Reach { get; init; }

    /// <summary>Keys of ORGANISATION_KINDS; none where a name or a keyword says who it is.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }
    public string? Keyword { get; init; }

    /// <summary>The name of its one entry in the registry, if it has one.</summary>
    public string? Entry { get; init; }

    /// <summary>Needs that it is there for, and those that it helps with besides.</summary>
    public required IReadOnlyList<string> Main { get; init; }
    public required IReadOnlyList<string> Helps { get; init; }

    /// <summary>Whether it is a first contact for everything else too.</summary>
    public bool IsGeneral { get; init; }
    public string? Email { get; init; }
    public string? Url { get; init; }
    public required IReadOnlyList<SeedText> Doubts { get; init; }

    /// <summary>Where it stands what it does.</summary>
    public required SourcePage Page { get; init; }
}
