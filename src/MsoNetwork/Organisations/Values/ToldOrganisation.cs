namespace MsoNetwork.Organisations.Values;

/// <summary>What one source tells of one organisation, checked and resolved: what goes into the staging table.</summary>
internal sealed class ToldOrganisation
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public required int Number { get; init; }

    /// <summary>The organisation's id if this creates one.</summary>
    public required Guid Id { get; init; }
    public required string Source { get; init; }
    public string ExternalId { get; init; } = "";
    public required ToldPlace Place { get; init; }
    public string? Url { get; set; }
    public DateOnly? RetrievedOn { get; set; }
    public string? Licence { get; set; }
    public SourceConfidence? Confidence { get; set; }

    public string Name => (string)this["name"]!;

    /// <summary>The value of a field, by its column; null when nothing is told.</summary>
    public object? this[string column]
    {
        get => _values.GetValueOrDefault(column);
        set => _values[column] = value;
    }
}
