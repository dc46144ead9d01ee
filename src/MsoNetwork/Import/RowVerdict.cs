using System.Text.Json.Nodes;
using MsoNetwork.Changes;
using MsoNetwork.Duplicates;
using MsoNetwork.Organisations.Values;

namespace MsoNetwork.Import;

/// <summary>What an import makes of a row, as far as its person has decided.</summary>
public enum VerdictKind
{
    /// <summary>A new organisation.</summary>
    New,

    /// <summary>Changes fields of one that is there.</summary>
    Changed,

    /// <summary>Says what is there already.</summary>
    Same,

    /// <summary>New, but likely one that is there: somebody must decide.</summary>
    LikelyDuplicate,

    /// <summary>Cannot be taken: a field is wrong.</summary>
    Invalid,

    /// <summary>Of another centre's area.</summary>
    Elsewhere,

    /// <summary>Somebody decided to leave it.</summary>
    Left,
}

/// <summary>Something about one cell, for whoever says it in other words.</summary>
/// <param name="Column">Ours; empty: the whole row.</param>
/// <param name="Value">What stands there.</param>
/// <param name="IsFatal">The row was not taken for it; else the value was left out or read in another way.</param>
/// <param name="Reason">In English.</param>
/// <param name="Topic">What it is about.</param>
public sealed record CellRemark(
    string Column, string Value, bool IsFatal, string Reason, RemarkTopic Topic = RemarkTopic.Value)
{
    /// <summary>The reason without the row's own values: what several rows may have.</summary>
    public string Fault { get; init; } = Reason;

    /// <summary>The other row that it names; 0: none.</summary>
    public int OtherRow { get; init; }
}

/// <summary>The verdict on one row.</summary>
/// <param name="Row">Its number as a spreadsheet shows it.</param>
/// <param name="Kind">What becomes of it.</param>
/// <param name="Name">What it calls the organisation.</param>
/// <param name="Town">Where it says that is.</param>
public sealed record RowVerdict(int Row, VerdictKind Kind, string Name, string Town)
{
    /// <summary>The organisation that it is about, if it is there.</summary>
    public Guid? Organisation { get; init; }
    public string? Slug { get; init; }

    /// <summary>The name that it has in the directory.</summary>
    public string? Known { get; init; }

    /// <summary>What changes, by column, with before and after.</summary>
    public IReadOnlyDictionary<string, FieldChange> Fields { get; init; } = new Dictionary<string, FieldChange>();
    public IReadOnlyList<LikelyDuplicate> Duplicates { get; init; } = [];
    public IReadOnlyList<CellRemark> Remarks { get; init; } = [];

    /// <summary>take, leave, an organisation's id, or null.</summary>
    public string? Decision { get; init; }
}

/// <summary>What an import makes of a file.</summary>
public sealed record ImportPreview(IReadOnlyList<RowVerdict> Rows)
{
    public int Count(VerdictKind kind) => Rows.Count(row => row.Kind == kind);

    /// <summary>Rows that are written when it is applied.</summary>
    public int Written => Count(VerdictKind.New) + Count(VerdictKind.Changed);

    /// <summary>Rows that are not taken.</summary>
    public int NotTaken => Rows.Count - Written - Count(VerdictKind.Same);

    internal static JsonObject Parse(string? json) => json is null ? [] : JsonNode.Parse(json)!.AsObject();
}
