using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace MsoNetwork.Relay.Mutations;

/// <summary>
/// Writes the key of a change that EF Core commits in the same transaction, whichever use case began it: those that pages had first know
/// nothing of keys (docs/decisions.md, 311).
/// </summary>
public sealed class KeyOnCommit(IdempotencyKeys keys) : ISaveChangesInterceptor, IDbTransactionInterceptor
{
    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        // Otherwise a single statement has no transaction of EF Core's, and nothing to be told of.
        if (keys.IsGiven && eventData.Context is { } context) context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
        return new(result);
    }

    public async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (transaction.Connection is NpgsqlConnection connection && eventData.Context is { } context)
            await keys.WriteForAsync(context, connection, cancellationToken);
        return result;
    }
}
