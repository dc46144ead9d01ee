using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Mail;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Text;

namespace MsoNetwork.ContactPersons;

/// <summary>Those who keep an entry name persons to turn to, and take them off again. Each is asked by mail, and shown only then.</summary>
public sealed class NameContactPerson(DbContext context, CurrentViewer current, TimeProvider time)
{
    public const int Most = 5;

    private const int MostADay = 5;

    /// <summary>All of the organisation, those who have not answered too; for those who may change the entry.</summary>
    /// <exception cref="NetworkException">NOT_FOUND or FORBIDDEN.</exception>
    public async Task<IReadOnlyList<ContactPerson>> ListAsync(string slug, CancellationToken cancellationToken)
    {
        var (_, organisation) = await FindAsync(slug, cancellationToken);
        return await context.Set<ContactPerson>().AsNoTracking().Where(one => one.OrganisationId == organisation.Id)
            .OrderBy(one => one.NamedAt).ToListAsync(cancellationToken);
    }

    /// <param name="slug">Of the organisation.</param>
    /// <param name="name">Of the person.</param>
    /// <param name="task">What they are asked about.</param>
    /// <param name="email">Their own address.</param>
    /// <param name="language">Of the mail.</param>
    /// <param name="link">The page for the secret of a link.</param>
    /// <param name="cancellationToken">Ends it; nothing is sent then.</param>
    /// <exception cref="NetworkException">INVALID_INPUT with the argument name, task or email; LIMIT_EXCEEDED.</exception>
    public async Task AddAsync(
        string slug, string name, string task, string email, string language, Func<string, Uri> link, CancellationToken cancellationToken)
    {
        var (person, organisation) = await FindAsync(slug, cancellationToken);
        if (Line(name, ContactPerson.LongestName) is not { } named) throw NetworkException.Invalid("name", "Say the person's name.");
        if (Line(task, ContactPerson.LongestTask) is not { } asked)
            throw NetworkException.Invalid("task", "Say what they are asked about.");
        if (MailAddress.Read(email) is not { } address) throw NetworkException.Invalid("email", "This is not a mail address.");
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await TeamLock.HoldAsync(context, organisation.Id, cancellationToken);
        var now = time.GetUtcNow();
        var day = now.AddDays(-1);
        var persons = context.Set<ContactPerson>().Where(one => one.OrganisationId == organisation.Id);
        if (await persons.CountAsync(cancellationToken) >= Most
            || await context.Set<ContactPerson>()
                .CountAsync(one => one.NamedBy == person && one.NamedAt > day, cancellationToken) >= MostADay)
            throw new NetworkException(ErrorCode.LimitExceeded, $"An organisation names {Most} persons at most.", "many");
        var secret = Secret.New();
        context.Add(new ContactPerson
        {
            Id = Guid.CreateVersion7(now),
            OrganisationId = organisation.Id,
            Name = named,
            Task = asked,
            Email = address,
            Hash = Secret.HashOf(secret),
            NamedBy = person,
            NamedAt = now,
        });
        context.Queue(new MailDraft(address, "contact-consent", language, new Dictionary<string, object?>
        {
            ["organisation"] = organisation.Name,
            ["name"] = named,
            ["task"] = asked,
            ["link"] = link(secret),
        })
        { Purpose = MailPurpose.Confirmation });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task RemoveAsync(string slug, Guid id, CancellationToken cancellationToken)
    {
        var (_, organisation) = await FindAsync(slug, cancellationToken);
        await context.Set<ContactPerson>().Where(one => one.Id == id && one.OrganisationId == organisation.Id)
            .ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<(Guid Person, KnownOrganisation Organisation)> FindAsync(string slug, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        if (await KnownOrganisation.BySlugAsync(context, slug, cancellationToken) is not { } organisation)
            throw new NetworkException(ErrorCode.NotFound, "There is no such organisation.", "organisation");
        if (viewer.Person is not { } person || !Rights.Allows(viewer, Resource.Organisation, Operation.Change, new Facts
        {
            Owners = [organisation.Id],
            Seats = [organisation.MunicipalityKey],
        }))
            throw new NetworkException(ErrorCode.Forbidden, "Only those who keep the entry name persons.");
        return (person, organisation);
    }

    private static string? Line(string text, int longest)
    {
        var line = string.Join(' ', string.Concat(InvisibleSigns.WithoutTurns(text).Select(letter => char.IsControl(letter) ? ' ' : letter))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 0 && line.Length <= longest ? line : null;
    }
}
