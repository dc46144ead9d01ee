using MsoNetwork.Changes;
using MsoNetwork.Errors;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Accounts;

/// <summary>
/// Single statements that write, in somebody's name. What a rule of the database refuses is told in the words of the room whose rule it is.
/// </summary>
public sealed class AuthoredWrites(NpgsqlDataSource database)
{
    /// <summary>Rows that the statement wrote.</summary>
    public Task<int> ExecuteAsync(
        DoneBy by, SqlConditions values, string sql, Func<PostgresException, NetworkException?> refusal, CancellationToken token) =>
        InWordsAsync(by.Author.ExecuteAsync(database, values, sql, token), refusal);

    /// <summary>The only row that the statement returns, or null.</summary>
    public Task<T?> FirstAsync<T>(
        DoneBy by,
        SqlConditions values,
        string sql,
        Func<SqlRow, T> read,
        Func<PostgresException, NetworkException?> refusal,
        CancellationToken token)
        where T : class => InWordsAsync(by.Author.FirstAsync(database, values, sql, read, token), refusal);

    private static async Task<T> InWordsAsync<T>(Task<T> write, Func<PostgresException, NetworkException?> refusal)
    {
        try
        {
            return await write;
        }
        catch (PostgresException error) when (refusal(error) is { } known)
        {
            throw known;
        }
    }
}
