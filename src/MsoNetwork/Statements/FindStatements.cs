using MsoNetwork.Relay;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Statements;

/// <summary>
/// Statements of what everybody sees: a field that is empty, or that the organisation hides, has none, so nothing can be told by them.
/// </summary>
public sealed class FindStatements(NpgsqlDataSource database)
{
    // One row for all fields and one for each that somebody said later; statements.sql writes them.
    private static readonly string Shown = $"""
        SELECT o.id, f.nth, coalesce(own.said_by, whole.said_by), coalesce(own.said_on, whole.said_on),
            CASE WHEN own.field IS NULL THEN whole.source ELSE own.source END,
            CASE WHEN own.field IS NULL THEN whole.confirmed_by ELSE own.confirmed_by END,
            CASE WHEN own.field IS NULL THEN whole.confirmed_on ELSE own.confirmed_on END,
            CASE WHEN own.field IS NULL THEN whole.centre ELSE own.centre END,
            whole.confirmed_by, whole.confirmed_on
        FROM organisations AS o JOIN statements AS whole ON whole.organisation_id = o.id AND whole.field = ''
            CROSS JOIN LATERAL (VALUES {string.Join(", ", StatedFields.All.Select(
                (field, nth) => $"({nth}, '{field.Column}', to_jsonb(o.{field.Column}))"))}) AS f (nth, field, value)
            LEFT JOIN statements AS own ON own.organisation_id = o.id AND own.field = f.field
        WHERE o.id = ANY($1) AND coalesce(f.value, 'null') NOT IN ('null', '""', '[]', '{"{}"}')
        ORDER BY o.id, f.nth
        """;

    /// <summary>One request's, in one statement.</summary>
    public BatchLoader<Guid, List<Statement>> ByOrganisation => field ??= new(OfAsync);

    /// <summary>By organisation, in the order of forms.</summary>
    public async Task<IReadOnlyDictionary<Guid, List<Statement>>> OfAsync(
        IReadOnlyCollection<Guid> organisations, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Shown);
        return await ReadAsync(command, organisations, cancellationToken);
    }

    /// <summary>The same as of a snapshot.</summary>
    public static async Task<IReadOnlyDictionary<Guid, List<Statement>>> OfAsync(
        Snapshot snapshot, IReadOnlyCollection<Guid> organisations, CancellationToken cancellationToken)
    {
        await using var command = snapshot.Command(Shown);
        return await ReadAsync(command, organisations, cancellationToken);
    }

    private static async Task<IReadOnlyDictionary<Guid, List<Statement>>> ReadAsync(
        NpgsqlCommand command, IReadOnlyCollection<Guid> organisations, CancellationToken cancellationToken)
    {
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. organisations] });
        var found = await command.ListAsync(row => (Of: row.Value<Guid>(), Statement: new Statement(
            StatedFields.All[row.Value<int>()].Name,
            Enum.Parse<Speaker>(row.Text()),
            row.Value<DateOnly>(),
            row.TextOrNull(),
            SpeakerOf(row.TextOrNull()),
            row.ValueOrNull<DateOnly>(),
            row.TextOrNull())
        {
            WholeConfirmed = (SpeakerOf(row.TextOrNull()), row.ValueOrNull<DateOnly>()) is ({ } by, { } on) ? (by, on) : null,
        }), cancellationToken);
        return found.GroupBy(one => one.Of).ToDictionary(group => group.Key, group => group.Select(one => one.Statement).ToList());
    }

    private static Speaker? SpeakerOf(string? name) => name is null ? null : Enum.Parse<Speaker>(name);
}
