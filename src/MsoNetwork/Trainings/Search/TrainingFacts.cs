using MsoNetwork.Search;

namespace MsoNetwork.Trainings.Search;

/// <summary>A date, as the search filters by it.</summary>
/// <param name="Starts">When it begins, in seconds since 1970.</param>
/// <param name="Seconds">How long it takes.</param>
/// <param name="Evening">Whether it begins in the evening.</param>
/// <param name="Weekend">Whether it is on a Saturday or Sunday.</param>
public readonly record struct DateFacts(long Starts, int Seconds, bool Evening, bool Weekend)
{
    public long Ends => Starts + Seconds;
}

/// <summary>What the search filters trainings by, beside keys.</summary>
/// <param name="State">Published, or called off as a whole.</param>
/// <param name="Organisation">Who offers it, or <paramref name="Centre"/>.</param>
/// <param name="Centre">The key of an integration centre.</param>
/// <param name="Dates">Those that are not called off, in order of time.</param>
public sealed record TrainingFacts(TrainingState State, Guid? Organisation, string? Centre, DateFacts[] Dates);

/// <summary>Keys that trainings carry beside those of terms and places.</summary>
internal static class TrainingKeys
{
    public const string Online = "online", AtPlace = "atPlace", Free = "free", ChildCare = "childCare";

    /// <summary>What all kinds begin with.</summary>
    public static string Kinds { get; } = IndexKey.Of('k', "");

    public static string Kind(TrainingKind kind) => Kinds + kind;

    public static string Offer(string offer) => IndexKey.Of('o', offer);
}
