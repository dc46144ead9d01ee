using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;

namespace MsoNetwork.Entries;

/// <summary>A new organisation is entered step by step, and at last handed to the centre of its area, where it waits.</summary>
public sealed class RegisterOrganisation(
    DbContext context,
    CurrentViewer current,
    ChangeOrganisation change,
    SubmitCase submit,
    ReferenceSnapshot<Gazetteer> gazetteer,
    TimeProvider time
)
{
    private const int MostADay = 5;

    /// <summary>What is asked for; everything else can follow when the entry is there.</summary>
    private static readonly string[] Names =
        ["name", "town", "postcode", "legalForm", "description", "topics", "street", "protectLocation", "email", "phone", "website"];

    public static IReadOnlyList<EntryField> Fields { get; } =
        [.. Names.Select(name => EntrySections.All.Single(field => field.Name == name))];

    /// <summary>Null when the secret is nobody's, or what it stood for was handed over or forgotten.</summary>
    public async Task<Registration?> FindAsync(string? secret, CancellationToken cancellationToken)
    {
        if (secret is null) return null;
        var (hash, since) = (Secret.HashOf(secret), time.GetUtcNow() - Registration.Kept);
        return await context.Set<Registration>().SingleOrDefaultAsync(
            one => one.Hash == hash && one.SubmittedAt == null && one.SavedAt > since, cancellationToken);
    }

    /// <returns>The secret for the browser.</returns>
    public async Task<string> BeginAsync(IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var secret = Secret.New();
        context.Add(New(secret, values));
        await context.SaveChangesAsync(cancellationToken);
        return secret;
    }

    /// <summary>Told at once, by a program: nothing of it is kept unless it is handed to the centre.</summary>
    /// <returns>The case's id; null when something is wrong with it.</returns>
    public Task<Guid?> SubmitAsync(IReadOnlyDictionary<string, string> values, string message, CancellationToken cancellationToken) =>
        SubmitAsync(New(Secret.New(), values), message, cancellationToken);

    public async Task SaveAsync(Registration registration, CancellationToken cancellationToken)
    {
        registration.SavedAt = time.GetUtcNow();
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Names of the fields that are wrong, or needed and not there.</summary>
    public async Task<IReadOnlyList<string>> WrongAsync(IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var errors = await change.CheckAsync(null, OrganisationDraft.Of(EntryValues.ToInput(values, Fields)), cancellationToken);
        return
        [
            .. errors.Select(error => error.Path.ElementAtOrDefault(1) ?? "name")
                .Concat(values.Where(one => one.Value.Length > EntryValues.LongestText).Select(one => EntryValues.NameOf(one.Key)))
                .Distinct(),
        ];
    }

    /// <summary>Where it is; null when that is not known.</summary>
    public async Task<string?> MunicipalityAsync(IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var remarks = new RowRemarks(_ => { }, strict: false);
        var places = new PlaceReader(await gazetteer.GetAsync(cancellationToken), remarks);
        return places.Read(values.Get("town"), values.Get("postcode"), "", "")?.MunicipalityKey;
    }

    /// <summary>Hands it to the centre. From here on it waits there, and nowhere else.</summary>
    /// <returns>The case's id; null when something is wrong with it.</returns>
    public async Task<Guid?> SubmitAsync(Registration registration, string message, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        if (viewer.Person is not { } person || !Rights.Allows(viewer, Resource.Registration, Operation.Create, new Facts()))
            throw new NetworkException(ErrorCode.Forbidden, "This is for persons: a program cannot do it.");
        if ((await WrongAsync(registration.Values, cancellationToken)).Count > 0) return null;
        if (await MunicipalityAsync(registration.Values, cancellationToken) is not { } municipality) return null;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        var day = now.AddDays(-1);
        var today = context.Set<Registration>().Where(one => one.PersonId == person && one.SubmittedAt > day);
        if (await today.CountAsync(cancellationToken) >= MostADay)
            throw new NetworkException(ErrorCode.LimitExceeded, "That is more than is allowed on one day.", "tooMany");
        if (context.Entry(registration).State == EntityState.Detached)
        {
            context.Add(registration);
            await context.SaveChangesAsync(cancellationToken);
        }

        // Sent twice at once, it is one: whoever comes second finds it submitted.
        var own = await context.Set<Registration>().Where(one => one.Id == registration.Id && one.SubmittedAt == null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(one => one.SubmittedAt, now).SetProperty(one => one.PersonId, person), cancellationToken);
        if (own == 0) throw new NetworkException(ErrorCode.Conflict, "This was sent already.", "sent");
        var id = await submit(
            new SubmittedCase(CaseKind.NewEntry, person, municipality)
            {
                Draft = DraftJson.Write(EntryValues.ToInput(Told(registration.Values), Fields)),
                Message = message.Trim() is { Length: <= SubmittedCase.LongestMessage } text
                    ? text : message.Trim()[..SubmittedCase.LongestMessage],
            },
            cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        // What was typed waits with the case now.
        await context.Set<Registration>().Where(one => one.Id == registration.Id)
            .ExecuteUpdateAsync(
                set => set.SetProperty(one => one.CaseId, id).SetProperty(one => one.Values, new Dictionary<string, string>()),
                cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    private Registration New(string secret, IReadOnlyDictionary<string, string> values)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Hash = Secret.HashOf(secret),
            Values = new(values),
            CreatedAt = now,
            SavedAt = now,
        };
    }

    private static Dictionary<string, string> Told(Dictionary<string, string> values) =>
        values.Where(one => one.Value.Length > 0).ToDictionary(StringComparer.Ordinal);
}
