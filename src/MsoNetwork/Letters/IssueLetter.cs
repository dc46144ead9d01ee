using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Sql;
using MsoNetwork.Text;
using MsoNetwork.Time;
using Npgsql;

namespace MsoNetwork.Letters;

/// <summary>A centre confirms, finds again and withdraws; anybody checks a number.</summary>
public sealed class IssueLetter(
    DbContext context, NpgsqlDataSource database, CurrentViewer current, ReferenceSnapshot<Gazetteer> gazetteer, TimeProvider time)
{
    /// <summary>Signs that nobody takes for others, in print and on the telephone.</summary>
    private const string Signs = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    public const int OnPage = 50;

    /// <summary>Whether a letter can say this; it may say nothing.</summary>
    public static bool IsPurpose(string purpose) => InvisibleSigns.Typed(purpose).Length <= Letter.LongestPurpose;

    /// <returns>The letter; null when the organisation is not the centre's, is dissolved, or the purpose is too long.</returns>
    public async Task<Letter?> RunAsync(Guid organisation, string purpose, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var found = await context.Set<Organisation>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == organisation, cancellationToken);
        if (found is null or { Status: OrganisationStatus.Dissolved }
            || !IsPurpose(purpose)) return null;
        var facts = new Facts { Owners = [organisation], Seats = [found.MunicipalityKey] };
        if (Rights.Find(viewer, Resource.Letter, Operation.Create,
            facts)?.Membership is not CentreMembership { Centre: var key }) return null;
        var now = time.GetUtcNow();
        var letter = new Letter
        {
            Id = Guid.CreateVersion7(now),
            Number = Number(),
            OrganisationId = organisation,
            OrganisationName = found.Name,
            OrganisationTown = found.Town,
            CentreKey = key,
            CentreName = (await gazetteer.GetAsync(cancellationToken)).Centre(key)!.Name,
            Purpose = InvisibleSigns.Typed(purpose),
            IssuedOn = time.Today(),
            IssuedBy = viewer.Person,
        };
        context.Add(letter);
        await context.SaveChangesAsync(cancellationToken);
        return letter;
    }

    /// <summary>The letters of the viewer's centres, newest first.</summary>
    public async Task<IReadOnlyList<Letter>> ReadAsync(Guid? organisation, int page, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var centres = viewer.Memberships.OfType<CentreMembership>().Select(centre => centre.Centre)
            .Where(key => Rights.Allows(viewer, Resource.Letter, Operation.See, new Facts { Centre = key })).ToList();
        return await context.Set<Letter>().AsNoTracking()
            .Where(letter => centres.Contains(letter.CentreKey) && (organisation == null || letter.OrganisationId == organisation))
            .OrderByDescending(letter => letter.IssuedOn).ThenByDescending(letter => letter.Id)
            .Skip((Math.Clamp(page, 1, 10_000) - 1) * OnPage).Take(OnPage).ToListAsync(cancellationToken);
    }

    /// <summary>The same as a list for programs.</summary>
    public async Task<ListPage<Letter>> PageAsync(Guid? organisation, PageRequest request, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        values.Add(Rights.Sql(
            await current.RequiredAsync(cancellationToken), Resource.Letter, Operation.See, new FactColumns([]) { Centre = "l.centre_key" },
            values));
        if (organisation is { } about) values.Add($"l.organisation_id = {values.Parameter(about)}");
        return new ListPage<Letter>(new KeysetList<Letter>
        {
            Database = database,
            From = "letters AS l",
            Conditions = values,
            Order = new("letters", "l.id", letter => letter.Id)
            {
                Value = KeysetValue.Day<Letter>("l.issued_on", letter => letter.IssuedOn),
                Descending = true,
                IdDescending = true,
            },
            Columns = "l.id",
            Read = _ => throw new NotSupportedException("Pages are read by ReadPage."),
            ReadPage = async (list, given, backward, limit, token) =>
            {
                var ids = await given.ListAsync(database, list.Page(given, "l.id", backward, limit), row => row.Value<Guid>(), token);
                var letters = await context.Set<Letter>().AsNoTracking().Where(one => ids.Contains(one.Id))
                    .ToDictionaryAsync(one => one.Id, token);
                return [.. ids.Where(letters.ContainsKey).Select(id => letters[id])];
            },
        }, request);
    }

    /// <summary>One of the centre's own letters, to print it; null when it is another's.</summary>
    public async Task<Letter?> FindAsync(string number, CancellationToken cancellationToken) =>
        await OwnAsync(number, Operation.See, cancellationToken);

    /// <summary>The centre does not stand by it any more; whoever checks the number is told.</summary>
    public async Task<bool> WithdrawAsync(string number, CancellationToken cancellationToken)
    {
        if (await OwnAsync(number, Operation.Withdraw, cancellationToken) is not { WithdrawnAt: null } letter) return false;
        letter.WithdrawnAt = time.GetUtcNow();
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Whether a number is of a letter, for anybody who holds one; spaces and small letters do not matter.</summary>
    public Task<Letter?> CheckAsync(string number, CancellationToken cancellationToken)
    {
        var typed = Typed(number);
        return context.Set<Letter>().AsNoTracking().SingleOrDefaultAsync(letter => letter.Number == typed, cancellationToken);
    }

    private async Task<Letter?> OwnAsync(string number, Operation operation, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var typed = Typed(number);
        var letter = await context.Set<Letter>().SingleOrDefaultAsync(letter => letter.Number == typed, cancellationToken);
        return letter is not null && Rights.Allows(viewer, Resource.Letter, operation, new Facts { Centre = letter.CentreKey })
            ? letter : null;
    }

    private static string Number() =>
        $"{RandomNumberGenerator.GetString(Signs, 5)}-{RandomNumberGenerator.GetString(Signs, 5)}";

    private static string Typed(string number)
    {
        var signs = string.Concat(number.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit));
        return signs.Length == 10 ? $"{signs[..5]}-{signs[5..]}" : "";
    }
}
