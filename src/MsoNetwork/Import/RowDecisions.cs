using System.Globalization;
using System.Text.Json;

namespace MsoNetwork.Import;

/// <summary>What a person has decided of rows; of the others what stands to reason is done.</summary>
public sealed class RowDecisions
{
    private const string TakenWord = "take";
    private const string LeftWord = "leave";

    private readonly Dictionary<int, string> _byRow;

    private RowDecisions(Dictionary<int, string> byRow) => _byRow = byRow;

    public static RowDecisions Read(string json) => new(
        JsonSerializer.Deserialize<Dictionary<int, string>>(json, JsonSerializerOptions.Default) ?? []);

    /// <summary>Rows that are one of the directory's organisations, whatever they say.</summary>
    public IReadOnlyDictionary<int, Guid> Same => _byRow
        .Where(row => Guid.TryParseExact(row.Value, "N", out _))
        .ToDictionary(row => row.Key, row => Guid.ParseExact(row.Value, "N"));

    public bool IsTaken(int row) => _byRow.GetValueOrDefault(row) == TakenWord;

    public bool IsLeft(int row) => _byRow.GetValueOrDefault(row) == LeftWord;

    public string? Of(int row) => _byRow.GetValueOrDefault(row);

    /// <summary>Takes what a form says of a row: take, leave, an organisation's id, or anything else for no decision.</summary>
    public void Decide(int row, string? decision)
    {
        if (decision is TakenWord or LeftWord || Guid.TryParseExact(decision, "N", out _)) _byRow[row] = decision!;
        else _byRow.Remove(row);
    }

    public string ToJson() => JsonSerializer.Serialize(
        _byRow.ToDictionary(row => row.Key.ToString(CultureInfo.InvariantCulture), row => row.Value), JsonSerializerOptions.Default);
}
