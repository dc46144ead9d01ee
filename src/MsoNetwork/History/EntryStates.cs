using System.Text.Json.Nodes;
using MsoNetwork.Changes;

namespace MsoNetwork.History;

/// <summary>What an entry was, column by column: from now backwards through its changes.</summary>
/// <param name="Values">Of columns that have changed since, what stood there.</param>
/// <param name="Erased">Columns whose value of then is in no log any more.</param>
/// <param name="Exists">Whether there was an entry.</param>
internal sealed record EntryState(IReadOnlyDictionary<string, JsonNode?> Values, IReadOnlySet<string> Erased, bool Exists)
{
    /// <summary>Before the oldest of these changes.</summary>
    /// <param name="changes">All since then, the newest first.</param>
    public static EntryState Before(IEnumerable<HistoryEntry> changes)
    {
        var (values, erased, exists) = (new Dictionary<string, JsonNode?>(StringComparer.Ordinal), new HashSet<string>(), true);
        foreach (var change in changes)
        {
            exists = change.Operation != "insert";
            foreach (var (name, field) in change.Fields)
            {
                values[name] = field.Before;
                erased.Remove(name);
            }

            foreach (var name in change.Erased)
            {
                values.Remove(name);
                erased.Add(name);
            }
        }

        return new(values, erased, exists);
    }
}
