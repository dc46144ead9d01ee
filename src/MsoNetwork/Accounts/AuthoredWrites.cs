using MsoNetwork.Changes;
using MsoNetwork.Errors;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Accounts;

/// <summary>
/// Single statements that write, in somebody's name and under the key that they gave. What a rule of the database refuses is told in the
/// words of the room whose rule it is.
/// </summary>
public sealed class AuthoredWrites(NpgsqlDataSource database, IdempotencyKeys keys)
{
    /// <param name="by">Who does it.</param>
    /// <param name="id">Of what is written.</param>
    /// <param name="values">The statement's parameters.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="refusal">A rule of the database in words; null for one of others.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    /// <param name="also">What belongs to the change, in its transaction, for example a mail.</param>
    /// <returns>Rows that the statement wrote.</returns>
    public Task<int> ExecuteAsync(
        DoneBy by, Guid id, SqlConditions values, string sql, Func<PostgresException, NetworkException?> refusal,
        CancellationToken cancellationToken, Func<NpgsqlConnection, CancellationToken, Task>? also = null) =>
        InWordsAsync(() => by.Author.ExecuteAsync(database, values, sql, cancellationToken, With(id, also)), refusal);

    /// <summary>The only row that the statement returns, or null.</summary>
    public Task<T?> FirstAsync<T>(
        DoneBy by, Guid id, SqlConditions values, string sql, Func<SqlRow, T> read, Func<PostgresException, NetworkException?> refusal,
        CancellationToken cancellationToken, Func<NpgsqlConnection, CancellationToken, Task>? also = null)
        where T : class =>
        InWordsAsync(() => by.Author.FirstAsync(database, values, sql, read, cancellationToken, With(id, also)), refusal);

    // What belongs to the change in its transaction: its key, and what the room adds.
    private Func<NpgsqlConnection, CancellationToken, Task>? With(Guid id, Func<NpgsqlConnection, CancellationToken, Task>? also) =>
        !keys.IsGiven ? also : async (connection, token) =>
        {
            await keys.WriteAsync(connection, id, token);
            if (also is not null) await also(connection, token);
        };

    private static async Task<T> InWordsAsync<T>(Func<Task<T>> write, Func<PostgresException, NetworkException?> refusal)
    {
        try
        {
            return await write();
        }
        catch (PostgresException error) when (refusal(error) is { } known)
        {
            throw known;
        }
    }
}
