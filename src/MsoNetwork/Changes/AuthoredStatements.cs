using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>Runs one writing statement in its author's name: a batch is one transaction and one way to the database.</summary>
public static class AuthoredStatements
{
    /// <summary>All rows that the statement returns.</summary>
    public static async Task<List<T>> ListAsync<T>(
        this ChangeAuthor author,
        NpgsqlDataSource database,
        NpgsqlCommand statement,
        Func<SqlRow, T> read,
        CancellationToken cancellationToken
    )
    {
        await using var batch = Batch(author, database, statement);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var (row, found) = (new SqlRow(reader), new List<T>());
        while (await row.NextAsync(cancellationToken)) found.Add(read(row));
        return found;
    }

    /// <returns>How many rows it wrote.</returns>
    public static async Task<int> ExecuteAsync(
        this ChangeAuthor author,
        NpgsqlDataSource database,
        NpgsqlCommand statement,
        CancellationToken cancellationToken
    )
    {
        await using var batch = Batch(author, database, statement);
        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatch Batch(ChangeAuthor author, NpgsqlDataSource database, NpgsqlCommand statement)
    {
        var write = new NpgsqlBatchCommand(statement.CommandText);
        foreach (var parameter in statement.Parameters) write.Parameters.Add(((NpgsqlParameter)parameter).Clone());
        var batch = database.CreateBatch();
        batch.BatchCommands.Add(author.AsCommand());
        batch.BatchCommands.Add(write);
        return batch;
    }
}
