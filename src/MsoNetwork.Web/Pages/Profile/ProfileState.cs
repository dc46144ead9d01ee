using Npgsql;

namespace MsoNetwork.Web.Pages.Profile;

/// <summary>
/// What an organisation's page says beside what the log of changes tells of: statements, persons to turn to, whether the website can be
/// reached. Every row that was written since has another transaction or place, so two equal texts mean that nothing was.
/// </summary>
internal sealed class ProfileState(NpgsqlDataSource database)
{
    private const string Sql = """
        SELECT coalesce(string_agg(mark, ' ' ORDER BY mark), '') FROM organisations AS o CROSS JOIN LATERAL (
            SELECT 's' || s.xmin::text || s.ctid::text FROM statements AS s WHERE s.organisation_id = o.id
            UNION ALL SELECT 'p' || p.xmin::text || p.ctid::text FROM contact_persons AS p WHERE p.organisation_id = o.id
            UNION ALL SELECT 'w' || w.xmin::text || w.ctid::text FROM website_checks AS w WHERE w.url = o.website) AS noted (mark)
        WHERE o.slug = $1
        """;

    /// <summary>The state for who has this address; empty for nobody.</summary>
    public async Task<string> OfAsync(string slug, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = slug });
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
