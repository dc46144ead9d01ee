using Npgsql;

namespace MsoNetwork.Sql;

/// <summary>Runs statements with the parameters of their conditions.</summary>
public static class SqlReading
{
    /// <summary>All rows of a statement, each read by <paramref name="read"/>.</summary>
    public static async Task<List<T>> ListAsync<T>(
        this SqlConditions conditions, NpgsqlDataSource database, string sql, Func<SqlRow, T> read, CancellationToken cancellationToken)
    {
        await using var command = conditions.Command(database, sql);
        return await command.ListAsync(read, cancellationToken);
    }

    /// <summary>The first row, or null.</summary>
    public static async Task<T?> FirstAsync<T>(
        this SqlConditions conditions, NpgsqlDataSource database, string sql, Func<SqlRow, T> read, CancellationToken cancellationToken)
        where T : class => (await conditions.ListAsync(database, sql, read, cancellationToken)).FirstOrDefault();

    /// <summary>The only value of a statement.</summary>
    public static async Task<T> ScalarAsync<T>(
        this SqlConditions conditions, NpgsqlDataSource database, string sql, CancellationToken cancellationToken)
    {
        await using var command = conditions.Command(database, sql);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>All rows of a statement, each read by <paramref name="read"/>.</summary>
    public static async Task<List<T>> ListAsync<T>(this NpgsqlCommand command, Func<SqlRow, T> read, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (row, found) = (new SqlRow(reader), new List<T>());
        while (await row.NextAsync(cancellationToken)) found.Add(read(row));
        return found;
    }
}
