using System.ComponentModel;

namespace MsoNetwork.History;

/// <summary>Who changed an entry, in the words of those whom it concerns.</summary>
public enum HistorySource
{
    [Description("Somebody of the organisation's own team.")] Organisation,
    [Description("Somebody of an integration centre.")] Centre,
    [Description("Whoever runs the directory.")] Administrator,
    [Description("A file that was imported.")] Import,
    [Description("A person who is none of these any more, or is gone.")] Somebody,
    [Description("A rule of the directory itself.")] System,
}

/// <summary>By whom a change is.</summary>
/// <param name="Source">In which role, as far as it is known today.</param>
/// <param name="Name">Of the centre or of the source that was imported; null where the source says it all.</param>
/// <param name="Person">Name or address of a member of the organisation's own team; null for all others.</param>
public sealed record HistoryAuthor(HistorySource Source, string? Name, string? Person);

/// <summary>One field before and after, each as lines; none where there was no value.</summary>
/// <param name="Field">Its input, for example <c>phone</c>; <c>verification</c> says who stands for the entry.</param>
/// <param name="Language">Of a text by language; null for all others.</param>
/// <param name="Before">What stood there.</param>
/// <param name="After">What stood there then.</param>
/// <param name="IsErased">The values were taken out of the history, and nobody can put them back.</param>
public sealed record HistoryField(
    string Field, string? Language, IReadOnlyList<string> Before, IReadOnlyList<string> After, bool IsErased)
{
    /// <summary>Erased because the entry does not show them to everybody today; whoever may see them finds them in the entry.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether what stood there before can come back, as far as the field's own rules of today allow it.</summary>
    public bool CanRestore { get; init; }
}

/// <summary>An entry that another one was merged with.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">As it is, or was at last; null where it was erased.</param>
/// <param name="Slug">Null while it is part of another one, or gone.</param>
public sealed record HistoryEntryName(Guid Id, string? Name, string? Slug);

/// <summary>One change of an entry.</summary>
/// <param name="Number">By which it is restored.</param>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="Operation">insert, update, delete; merge or unmerge, when it became one with another entry, or two again.</param>
/// <param name="Fields">What it changed; of an insert, what came.</param>
public sealed record EntryChange(
    long Number, DateTimeOffset At, HistoryAuthor By, string Operation, IReadOnlyList<HistoryField> Fields)
{
    /// <summary>Of a merge or its undoing: the other entry.</summary>
    public HistoryEntryName? Other { get; init; }

    /// <summary>Of a merge or its undoing: whether this is the entry that became part of the other one.</summary>
    public bool IsPart { get; init; }
}

/// <summary>A part of an entry's history, the newest change first.</summary>
/// <param name="Changes">At most as many as were asked for.</param>
/// <param name="HasMore">Whether there are older ones.</param>
/// <param name="Version">The entry's version now, for restoring.</param>
/// <param name="Merged">Entries that are part of this one now, the latest first: their histories are read here.</param>
/// <param name="Of">Whose history it is, where it is that of one of those; null: the entry's own.</param>
public sealed record EntryHistory(
    IReadOnlyList<EntryChange> Changes, bool HasMore, string Version, IReadOnlyList<HistoryEntryName> Merged, HistoryEntryName? Of);
