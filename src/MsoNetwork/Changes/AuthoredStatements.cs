using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>
/// One statement that writes, in its author's name: both go to the database together, as one transaction, so the log knows who it was.
/// </summary>
public static class AuthoredStatements
{
    /// <summary>Rows that the statement wrote.</summary>
    /// <param name="author">Whose change it is.</param>
    /// <param name="database">Where.</param>
    /// <param name="values">The statement's parameters.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    /// <param name="also">What belongs to the change, in its transaction; not done where the statement wrote nothing.</param>
    public static async Task<int> ExecuteAsync(
        this ChangeAuthor author, NpgsqlDataSource database, SqlConditions values, string sql, CancellationToken cancellationToken,
        Func<NpgsqlConnection, CancellationToken, Task>? also = null)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = also is null ? null : await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = Batch(author, connection, values, sql);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        var rows = (int)batch.BatchCommands[1].RecordsAffected;
        if (transaction is not null) await EndAsync(transaction, rows > 0 ? also : null, cancellationToken);
        return rows;
    }

    /// <summary>The only row that the statement returns, or null.</summary>
    /// <inheritdoc cref="ExecuteAsync"/>
    public static async Task<T?> FirstAsync<T>(
        this ChangeAuthor author, NpgsqlDataSource database, SqlConditions values, string sql, Func<SqlRow, T> read,
        CancellationToken cancellationToken, Func<NpgsqlConnection, CancellationToken, Task>? also = null)
        where T : class
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = also is null ? null : await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = Batch(author, connection, values, sql);
        T? first;
        await using (var rows = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await rows.NextResultAsync(cancellationToken); // behind what the author's command says
            first = await rows.ReadAsync(cancellationToken) ? read(new SqlRow(rows)) : null;
            while (await rows.NextResultAsync(cancellationToken))
            {
                // Read to the end: an error of the statement may come behind its rows.
            }
        }

        if (transaction is not null) await EndAsync(transaction, first is null ? null : also, cancellationToken);
        return first;
    }

    private static async Task EndAsync(
        NpgsqlTransaction transaction, Func<NpgsqlConnection, CancellationToken, Task>? also, CancellationToken cancellationToken)
    {
        if (also is not null) await also(transaction.Connection!, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static NpgsqlBatch Batch(ChangeAuthor author, NpgsqlConnection connection, SqlConditions values, string sql)
    {
        var batch = connection.CreateBatch();
        batch.BatchCommands.Add(author.AsCommand());
        batch.BatchCommands.Add(values.BatchCommand(sql));
        return batch;
    }
}
