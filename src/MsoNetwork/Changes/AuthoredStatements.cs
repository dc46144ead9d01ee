using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>
/// One statement that writes, in its author's name: both go to the database together, as one transaction, so the log knows who it was.
/// </summary>
public static class AuthoredStatements
{
    /// <summary>Rows that the statement wrote.</summary>
    public static async Task<int> ExecuteAsync(
        this ChangeAuthor author,
        NpgsqlDataSource database,
        SqlConditions values,
        string sql,
        CancellationToken cancellationToken
    )
    {
        await using var batch = Batch(author, database, values, sql);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return (int)batch.BatchCommands[1].RecordsAffected;
    }

    /// <summary>The only row that the statement returns, or null.</summary>
    public static async Task<T?> FirstAsync<T>(
        this ChangeAuthor author,
        NpgsqlDataSource database,
        SqlConditions values,
        string sql,
        Func<SqlRow, T> read,
        CancellationToken cancellationToken
    )
        where T : class
    {
        await using var batch = Batch(author, database, values, sql);
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        await rows.NextResultAsync(cancellationToken); // behind what the author's command says
        var first = await rows.ReadAsync(cancellationToken) ? read(new SqlRow(rows)) : null;
        while (await rows.NextResultAsync(cancellationToken))
        {
            // Read to the end: an error of the statement may come behind its rows.
        }

        return first;
    }

    private static NpgsqlBatch Batch(ChangeAuthor author, NpgsqlDataSource database, SqlConditions values, string sql)
    {
        var batch = database.CreateBatch();
        batch.BatchCommands.Add(author.AsCommand());
        batch.BatchCommands.Add(values.BatchCommand(sql));
        return batch;
    }
}
