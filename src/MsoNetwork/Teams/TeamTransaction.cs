using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using MsoNetwork.Accounts;
using Npgsql;

namespace MsoNetwork.Teams;

/// <summary>
/// Changes of one team, one after the other: two leads who remove each other at once are two changes, and the second finds the first done.
/// </summary>
internal static class TeamTransaction
{
    public static async Task<IDbContextTransaction> BeginAsync(
        DbContext context, Guid organisation, Guid? person, CancellationToken cancellationToken)
    {
        var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await TeamLock.HoldAsync(context, organisation, cancellationToken);
            if (person is { } id)
            {
                var author = new DoneBy(id, null, null).Author;
                await author.ApplyAsync((NpgsqlConnection)context.Database.GetDbConnection(), cancellationToken);
            }

            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }
}
