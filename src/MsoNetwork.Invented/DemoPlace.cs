using MsoNetwork.Organisations;
using Npgsql;

namespace MsoNetwork.Invented;

/// <summary>Where the demo plays: a centre with most invented organisations in its area, some of these, and some from elsewhere.</summary>
/// <param name="Centre">Its key.</param>
/// <param name="Here">In its area, those with most ties first; the first is the lead's.</param>
/// <param name="Elsewhere">Where no centre is on board, so that the administrators decide.</param>
internal sealed record DemoPlace(string Centre, IReadOnlyList<OrganisationEntry> Here, IReadOnlyList<OrganisationEntry> Elsewhere)
{
    private const string Covered =
        "starts_with(o.municipality_key, k.region_key) AND NOT starts_with(o.municipality_key, coalesce(k.except_region_key, '-'))";

    private const string Invented = """
        organisations AS o JOIN organisation_sources AS s ON s.organisation_id = o.id AND s.name = $1 AND s.external_id <> ''
        """;

    private const string MostInvented = $"""
        SELECT k.key FROM {Invented} JOIN integration_centres AS k ON {Covered} WHERE o.status = 'Active'
        GROUP BY k.key ORDER BY count(*) DESC, k.key LIMIT 1
        """;

    // Protected places are left alone: whoever looks at a draft there sees more than the entry shows.
    private const string Chosen = $"""
        SELECT o.id FROM {Invented} JOIN integration_centres AS k ON k.key = $2
        WHERE o.status = 'Active' AND NOT o.location_protected AND ({Covered}) = $3
        ORDER BY (SELECT count(*) FROM cooperations AS c WHERE o.id IN (c.from_id, c.to_id)) DESC, s.external_id LIMIT $4
        """;

    public static async Task<DemoPlace> FindAsync(
        NpgsqlDataSource database, OrganisationStore organisations, CancellationToken cancellationToken)
    {
        await using var most = database.CreateCommand(MostInvented);
        most.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Invention.Demo.Source });
        var centre = (string)(await most.ExecuteScalarAsync(cancellationToken))!;
        return new(centre, await EntriesAsync(here: true, 14), await EntriesAsync(here: false, 4));

        async Task<IReadOnlyList<OrganisationEntry>> EntriesAsync(bool here, int count)
        {
            await using var command = database.CreateCommand(Chosen);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Invention.Demo.Source });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = centre });
            command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = here });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
            var ids = new List<Guid>();
            await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await rows.ReadAsync(cancellationToken)) ids.Add(rows.GetGuid(0));
            }

            var entries = await organisations.ByIdsAsync(ids, OrganisationColumns.All, cancellationToken);
            return ids.ConvertAll(id => entries[id]);
        }
    }
}
