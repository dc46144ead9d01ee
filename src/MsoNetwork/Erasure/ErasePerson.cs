using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using MsoNetwork.Accounts;
using Npgsql;

namespace MsoNetwork.Erasure;

/// <summary>All about a person is erased: the account, and wherever she appears by id or mail address.</summary>
public sealed class ErasePerson(DbContext context, EraseAccount account, ErasureFiles files, TimeProvider time)
{
    /// <returns>The organisations whose last lead the person is; nothing was erased where there are any.</returns>
    public async Task<IReadOnlyList<Guid>> RunAsync(Guid person, CancellationToken cancellationToken)
    {
        var mail = await context.Set<Person>().Where(one => one.Id == person).Select(one => one.Email)
            .SingleOrDefaultAsync(cancellationToken);
        if (mail is null) return [];
        mail = mail.ToLowerInvariant();
        var left = await account.RunAsync(person, cancellationToken, async () =>
        {
            var connection = (NpgsqlConnection)context.Database.GetDbConnection();
            var transaction = (NpgsqlTransaction)context.Database.CurrentTransaction!.GetDbTransaction();
            await Tombstones.BuryAsync(
                connection, [("person", $"{person}")], nameof(ErasureReason.OwnWish), time, files, cancellationToken);
            await WipeAsync(connection, transaction, person, mail, cancellationToken);
        });
        if (left.Count == 0) files.Forget([mail], Mentions.OfMail(mail));
        return left;
    }

    internal static async Task WipeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid person, string mail, CancellationToken cancellationToken)
    {
        foreach (var sql in StoredTables.All.Select(table => table.Person).OfType<string>())
        {
            await using var erase = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 0 };
            erase.Parameters.AddWithValue("id", person);
            erase.Parameters.AddWithValue("key", $"{person}");
            erase.Parameters.AddWithValue("mail", mail);
            erase.Parameters.AddWithValue("mention", Mentions.OfMail(mail).Patterns.Single());
            await erase.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
