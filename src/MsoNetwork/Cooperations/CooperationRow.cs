using MsoNetwork.Accounts;
using Npgsql;

namespace MsoNetwork.Cooperations;

/// <summary>Reads cooperations as the API shows them.</summary>
internal static class CooperationRow
{
    public static readonly string Columns = $"""
        c.id, c.kind, c.title, c.from_id, c.to_id, c.starts_on, c.ends_on, c.regions, c.topics, c.source_name, c.source_url, c.retrieved_on, c.state,
        {DoneByColumns.Of("c.proposed_by")}, c.proposed_at, {DoneByColumns.Of("c.confirmed_by")}, c.confirmed_at,
        {DoneByColumns.Of("c.closed_by")}, c.closed_at
        """;

    public static Cooperation Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Kind = Enum.Parse<CooperationKind>(row.GetString(1)),
        Title = row.GetString(2),
        FromId = row.GetGuid(3),
        ToId = row.GetGuid(4),
        StartsOn = Value<DateOnly>(row, 5),
        EndsOn = Value<DateOnly>(row, 6),
        Regions = row.GetFieldValue<string[]>(7),
        Topics = row.GetFieldValue<string[]>(8),
        SourceName = Text(row, 9),
        SourceUrl = Text(row, 10),
        RetrievedOn = Value<DateOnly>(row, 11),
        State = Enum.Parse<CooperationState>(row.GetString(12)),
        ProposedBy = DoneByColumns.Read(row, 13),
        ProposedAt = row.GetFieldValue<DateTimeOffset>(16),
        ConfirmedBy = DoneByColumns.Read(row, 17),
        ConfirmedAt = Value<DateTimeOffset>(row, 20),
        ClosedBy = DoneByColumns.Read(row, 21),
        ClosedAt = Value<DateTimeOffset>(row, 24),
    };

    private static T? Value<T>(NpgsqlDataReader row, int at)
        where T : struct => row.IsDBNull(at) ? null : row.GetFieldValue<T>(at);

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
