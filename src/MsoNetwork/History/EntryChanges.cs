using System.Text.Json.Nodes;
using MsoNetwork.Changes;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.History;

/// <summary>What the log and the merges say of one entry, change by change.</summary>
internal sealed class EntryChanges
{
    private readonly Guid _entry;
    private readonly IReadOnlyList<HistoryEntry> _logged;
    private readonly Dictionary<long, MergeStep> _steps;
    private readonly Dictionary<long, List<HistoryEntry>> _sets;
    private readonly bool _isPart;
    private readonly JsonObject _last;

    /// <param name="entry">Whose history it is.</param>
    /// <param name="logged">All of it in the log, the newest first.</param>
    /// <param name="steps">Its merges.</param>
    /// <param name="now">Its columns as they are logged; null while it is part of another one.</param>
    public EntryChanges(Guid entry, IReadOnlyList<HistoryEntry> logged, IReadOnlyList<MergeStep> steps, JsonObject? now)
    {
        (_entry, _logged, _isPart) = (entry, logged, now is null);
        _steps = steps.ToDictionary(step => step.Set);
        _sets = logged.GroupBy(one => one.Set).ToDictionary(set => set.Key, set => set.ToList());
        _last = now ?? Row(logged.FirstOrDefault(one => one.Operation == "delete"));
    }

    /// <summary>The newest first, read as far as somebody takes them.</summary>
    public IEnumerable<EntryChange> Told(
        long? olderThan, HistoryAuthors authors, IReadOnlyDictionary<Guid, HistoryEntryName> names, VocabularySet terms, string language) =>
        from number in _sets.Keys.Union(_steps.Keys).OrderDescending()
        where olderThan is null || number < olderThan
        let set = _sets.GetValueOrDefault(number) ?? []
        let step = _steps.GetValueOrDefault(number)
        let operation = OperationOf(set, step)
        let fields = FieldsOf(number, set, step, operation, terms, language)
        where operation != "update" || fields.Count > 0
        select new EntryChange(
            number, step?.At ?? set[0].At, authors.Of(step?.Author ?? set[0].Author), operation, fields)
        {
            Other = step is null ? null : names.GetValueOrDefault(step.OtherOf(_entry)),
            IsPart = step?.Loser == _entry,
        };

    private static string OperationOf(List<HistoryEntry> set, MergeStep? step) =>
        step is not null ? step.IsUndone ? "unmerge" : "merge"
        : set.Exists(one => one.Operation == "insert") ? "insert"
        : set.Exists(one => one.Operation == "delete") ? "delete" : "update";

    private IReadOnlyList<HistoryField> FieldsOf(
        long number, List<HistoryEntry> set, MergeStep? step, string operation, VocabularySet terms, string language)
    {
        // All that an entry was leaves the directory with it, and comes back: neither is a change of a field.
        var isWhole = step?.Loser == _entry || operation == "delete";
        if (isWhole && operation != "unmerge") return [];
        var changed = isWhole ? BackWith(number, set) : Together(set);
        var erased = isWhole ? [] : set.SelectMany(one => one.Erased);
        var then = _isPart || isWhole || operation == "insert" ? null
            : EntryState.Before(_logged.TakeWhile(one => one.Set >= number));
        return HistoryFields.Of(changed, erased, terms, language, new(_last, then));
    }

    // What is other than when it became part of the other entry: what sources have said since.
    private Dictionary<string, FieldChange> BackWith(long number, List<HistoryEntry> set)
    {
        if (_logged.FirstOrDefault(one => one.Set < number && one.Operation == "delete") is not { } left) return [];
        var (before, after) = (Row(left), Together(set));
        return after.Keys.Union(left.Fields.Keys).Where(column => !left.Erased.Contains(column))
            .Select(column => (Name: column, Change: new FieldChange(before[column]?.DeepClone(), after.GetValueOrDefault(column)?.After)))
            .Where(one => !JsonNode.DeepEquals(one.Change.Before, one.Change.After)).ToDictionary(one => one.Name, one => one.Change);
    }

    private static JsonObject Row(HistoryEntry? left) =>
        left is null ? [] : new JsonObject(left.Fields.Select(one => KeyValuePair.Create(one.Key, one.Value.Before?.DeepClone())));

    // One transaction may have written the row more than once; the newest stands first.
    private static Dictionary<string, FieldChange> Together(List<HistoryEntry> set)
    {
        var fields = new Dictionary<string, FieldChange>(StringComparer.Ordinal);
        foreach (var (name, field) in set.SelectMany(one => one.Fields))
            fields[name] = new FieldChange(field.Before, fields.TryGetValue(name, out var newer) ? newer.After : field.After);
        return fields;
    }
}
