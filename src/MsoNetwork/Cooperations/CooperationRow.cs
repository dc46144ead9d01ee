using MsoNetwork.Sql;

namespace MsoNetwork.Cooperations;

/// <summary>Reads cooperations as the API shows them.</summary>
internal static class CooperationRow
{
    public const string Columns = """
        c.id, c.kind, c.title, c.from_id, c.to_id, c.starts_on, c.ends_on, c.regions, c.topics, c.source_name, c.source_url, c.retrieved_on, c.state,
        c.proposed_by, c.proposed_by_centre, c.proposed_at, c.confirmed_by, c.confirmed_by_centre, c.confirmed_at, c.closed_by, c.closed_by_centre, c.closed_at
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
        ProposedBy = row.ValueOrNull<Guid>(),
        ProposedByCentre = row.TextOrNull(),
        ProposedAt = row.Value<DateTimeOffset>(),
        ConfirmedBy = row.ValueOrNull<Guid>(),
        ConfirmedByCentre = row.TextOrNull(),
        ConfirmedAt = row.ValueOrNull<DateTimeOffset>(),
        ClosedBy = row.ValueOrNull<Guid>(),
        ClosedByCentre = row.TextOrNull(),
        ClosedAt = row.ValueOrNull<DateTimeOffset>(),
    };
}
