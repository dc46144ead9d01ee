using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Errors;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Relay.Mutations;

/// <summary>Who asks, as far as keys of different people must not meet; the room of permissions, which stands above, answers.</summary>
public delegate Task<string> WhoAsks(CancellationToken cancellationToken);

/// <summary>
/// Keys that programs and forms give to a change, so that they may ask again when they do not know whether they were heard. The key is
/// written in the transaction of the change: both are there, or neither (docs/decisions.md, 192).
/// </summary>
public sealed class IdempotencyKeys(NpgsqlDataSource database, WhoAsks who, TimeProvider time)
{
    public const int LongestKey = 200;

    /// <summary>How long a key is known at least.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(48);

    private const string Rule = "idempotency_keys_pkey";
    private const string Argument = "input.idempotencyKey";

    private const string Insert = """
        INSERT INTO idempotency_keys (who, key, mutation, input, result_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        """;

    private Claim? _claim;
    private Func<DbContext, Guid?>? _idOf;

    /// <summary>Whether the change that is being made has a key, which its transaction must write.</summary>
    public bool IsGiven => _claim is not null;

    /// <summary>Makes a change once: who asks again with the same key and input gets what became of it.</summary>
    /// <param name="change">What is done, for example the mutation's name.</param>
    /// <param name="key">The key; null when it does not matter.</param>
    /// <param name="input">All that is asked for.</param>
    /// <param name="run">Makes the change.</param>
    /// <param name="again">Finds what was changed by its id.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="idOf">
    /// The id of what was changed, for use cases that do not write the key themselves: <see cref="KeyOnCommit"/> does.
    /// </param>
    /// <param name="context">What these use cases write with.</param>
    public async Task<T> OnceAsync<T>(
        string change, string? key, object input, Func<Task<T>> run, Func<Guid, Task<T?>> again, CancellationToken cancellationToken,
        Func<DbContext, Guid?>? idOf = null, DbContext? context = null)
    {
        if (key is null) return await run();
        if (key.Length is 0 or > LongestKey || key.Any(char.IsControl))
            throw NetworkException.Invalid(Argument, $"idempotencyKey has {key.Length} characters; it takes 1 to {LongestKey}.");
        var claim = new Claim(await who(cancellationToken), key, change, SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(input)));
        if (await DoneAsync(claim, cancellationToken) is { } done) return await FoundAsync(done);
        try
        {
            (_claim, _idOf) = (claim, idOf);
            var result = await run();
            // What was written past EF Core's transactions: doing it twice is the same as once.
            if (_claim is not null && idOf?.Invoke(context!) is { } late)
            {
                await using var connection = await database.OpenConnectionAsync(cancellationToken);
                await WriteAsync(connection, late, cancellationToken);
            }

            return result;
        }
        catch (Exception error) when (error.GetBaseException() is PostgresException { ConstraintName: Rule })
        {
            // Another request with the key was faster, and its transaction has ended.
            return await FoundAsync((await DoneAsync(claim, cancellationToken))!.Value);
        }
        catch (NetworkException)
        {
            // What the other one did may be what refused this one.
            if (await DoneAsync(claim, cancellationToken) is { } meanwhile) return await FoundAsync(meanwhile);
            throw;
        }
        finally
        {
            (_claim, _idOf) = (null, null);
        }

        async Task<T> FoundAsync(Guid id)
        {
            await KeepAsync(cancellationToken);
            return await again(id) ?? throw NetworkException.NotFound(Argument, "What was done with this key is not there any more.");
        }
    }

    /// <summary>Writes the key, if one was given, in the transaction of the change.</summary>
    /// <param name="connection">With the open transaction.</param>
    /// <param name="result">The id of what is changed.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    public async Task WriteAsync(NpgsqlConnection connection, Guid result, CancellationToken cancellationToken)
    {
        if (_claim is not { } claim) return;
        await using var command = new NpgsqlCommand(Insert, connection);
        foreach (var value in (object[])[claim.Who, claim.Key, claim.Change, claim.Input, result, time.GetUtcNow()])
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The same for a transaction that EF Core is about to commit, once it is known what is changed.</summary>
    internal async Task WriteForAsync(DbContext context, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_claim is null || _idOf?.Invoke(context) is not { } id) return;
        await WriteAsync(connection, id, cancellationToken);
        _claim = null; // a use case of several transactions has one key
    }

    // Whoever asks again may do so because the first commit was given up while it waited for a synchronous standby: seen by all, but not
    // kept by the standby yet. A commit of one's own waits for all before it.
    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT pg_current_xact_id()");
        await command.ExecuteScalarAsync(cancellationToken);
    }

    private async Task<Guid?> DoneAsync(Claim claim, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        var sql = "SELECT mutation, input, result_id FROM idempotency_keys "
            + $"WHERE who = {values.Parameter(claim.Who)} AND key = {values.Parameter(claim.Key)}";
        var found = await values.ListAsync(
            database, sql, row => (Change: row.Text(), Input: row.Value<byte[]>(), Result: row.Value<Guid>()), cancellationToken);
        if (found.Count == 0) return null;
        return found[0].Change == claim.Change && found[0].Input.AsSpan().SequenceEqual(claim.Input)
            ? found[0].Result
            : throw new NetworkException(
                ErrorCode.Conflict, "This key was used for something else already: a key belongs to one change and one input.", Argument);
    }

    private sealed record Claim(string Who, string Key, string Change, byte[] Input);
}
