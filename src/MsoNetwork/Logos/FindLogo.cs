using Npgsql;

namespace MsoNetwork.Logos;

/// <summary>Logos that there are. No rights: what is set is shown to everybody.</summary>
public sealed class FindLogo(NpgsqlDataSource database)
{
    /// <summary>By organisation.</summary>
    public async Task<Dictionary<Guid, ShownLogo>> OfAsync(IReadOnlyList<Guid> organisations, CancellationToken cancellationToken)
    {
        const string Logos = """
            SELECT o.id, o.slug, l.hash, l.width, l.height FROM organisation_logos AS l JOIN organisations AS o ON o.id = l.organisation_id
            WHERE o.id = ANY($1)
            """;
        await using var command = database.CreateCommand(Logos);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. organisations] });
        var found = new Dictionary<Guid, ShownLogo>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found[rows.GetGuid(0)] = new(ShownLogo.PathOf(rows.GetString(1), rows.GetString(2)), rows.GetInt32(3), rows.GetInt32(4));
        return found;
    }

    /// <summary>The picture; null when the organisation has another one by now, or none.</summary>
    public async Task<byte[]?> BytesAsync(string slug, string hash, CancellationToken cancellationToken)
    {
        const string Bytes = """
            SELECT l.bytes FROM organisation_logos AS l JOIN organisations AS o ON o.id = l.organisation_id
            WHERE o.slug = $1 AND l.hash = $2
            """;
        await using var command = database.CreateCommand(Bytes);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = slug });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = hash });
        return await command.ExecuteScalarAsync(cancellationToken) as byte[];
    }
}
