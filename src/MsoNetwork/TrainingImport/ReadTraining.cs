using MsoNetwork.Trainings;

namespace MsoNetwork.TrainingImport;

/// <summary>A single date that is at another time than the rule has it, or called off; by Berlin's clock.</summary>
internal sealed record ReadDate(DateTime Planned, DateTime Start, int Minutes, bool Cancelled);

/// <summary>A training as a source has it, before anything of it is checked.</summary>
internal sealed record ReadTraining
{
    /// <summary>Which one it is, the same whenever the source is read; at most 200 characters.</summary>
    public required string Key { get; init; }

    /// <summary>What people find it by: its title, or its row.</summary>
    public required string Where { get; init; }

    /// <summary>Row of a table; null for a calendar.</summary>
    public int? Row { get; init; }

    public TrainingContentInput Content { get; init; } = new();

    /// <summary>Dates that are not as the rule has them.</summary>
    public IReadOnlyList<ReadDate> Dates { get; init; } = [];

    /// <summary>Called off as a whole.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Nothing of it is to come.</summary>
    public bool IsOver { get; init; }

    /// <summary>SEQUENCE; null where the source counts nothing.</summary>
    public int? Sequence { get; init; }

    /// <summary>What is wrong with it or worth knowing. It is not taken when one of them <see cref="ImportRemark.IsRefusal"/>.</summary>
    public List<ImportRemark> Remarks { get; } = [];
}

/// <summary>All that a source has.</summary>
/// <param name="Trainings">In the source's order.</param>
/// <param name="IsWhole">False when it has more than is taken: what is not among them may still be there.</param>
internal sealed record ReadSource(IReadOnlyList<ReadTraining> Trainings, bool IsWhole);

/// <summary>Something that a source has and that could not be taken as it is.</summary>
/// <param name="Where">The training's title, or its row.</param>
/// <param name="Field">Which field: pages have a sentence "wrong.FIELD".</param>
/// <param name="Message">The same in English, for programs.</param>
/// <param name="IsRefusal">Whether the training is left as it is here because of it.</param>
public sealed record ImportRemark(string Where, string Field, string Message, bool IsRefusal = true)
{
    /// <summary>Row of a table; null for a calendar.</summary>
    public int? Row { get; init; }
}

/// <summary>What an import does with a training.</summary>
public enum ImportStep
{
    Created,
    Changed,
    Unchanged,
    CalledOff,
    Missing,
    Back,
}

/// <summary>One training of an import.</summary>
/// <param name="Step">What is done.</param>
/// <param name="Title">Its title.</param>
/// <param name="First">Its first date, by Berlin's clock.</param>
/// <param name="Slug">Of its page.</param>
public sealed record ImportedStep(ImportStep Step, string Title, DateTime First, string Slug);

/// <summary>What an import did, or would do.</summary>
/// <param name="Steps">By training.</param>
/// <param name="Remarks">What was not taken, and why.</param>
/// <param name="Over">How many were left because all their dates are over.</param>
public sealed record TrainingImportReport(IReadOnlyList<ImportedStep> Steps, IReadOnlyList<ImportRemark> Remarks, int Over)
{
    public int Count(ImportStep step) => Steps.Count(one => one.Step == step);
}
