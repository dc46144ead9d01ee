using MsoNetwork.Accounts;
using MsoNetwork.Sql;

namespace MsoNetwork.Cooperations;

/// <summary>Reads cooperations as the API shows them.</summary>
internal static class CooperationRow
{
    public static readonly string Columns = $"""
        c.id, c.kind, c.title, c.from_id, c.to_id, c.starts_on, c.ends_on, c.regions, c.topics,
        c.source_name, c.source_url, c.retrieved_on, c.state, c.version,
        {DoneByColumns.Of("c.proposed_by")}, c.proposed_at, {DoneByColumns.Of("c.confirmed_by")}, c.confirmed_at,
        {DoneByColumns.Of("c.closed_by")}, c.closed_at
        """;

    public static Cooperation Read(SqlRow row) => new()
    {
        Id = row.Value<Guid>(),
        Kind = row.Member<CooperationKind>(),
        Title = row.Text(),
        FromId = row.Value<Guid>(),
        ToId = row.Value<Guid>(),
        StartsOn = row.ValueOrNull<DateOnly>(),
        EndsOn = row.ValueOrNull<DateOnly>(),
        Regions = row.Value<string[]>(),
        Topics = row.Value<string[]>(),
        SourceName = row.TextOrNull(),
        SourceUrl = row.TextOrNull(),
        RetrievedOn = row.ValueOrNull<DateOnly>(),
        State = row.Member<CooperationState>(),
        Version = row.Value<int>(),
        ProposedBy = DoneByColumns.Read(row),
        ProposedAt = row.Value<DateTimeOffset>(),
        ConfirmedBy = DoneByColumns.Read(row),
        ConfirmedAt = row.ValueOrNull<DateTimeOffset>(),
        ClosedBy = DoneByColumns.Read(row),
        ClosedAt = row.ValueOrNull<DateTimeOffset>(),
    };
}
