using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Organisations.Merging;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Organisations;

/// <summary>An organisation that somebody wants to write.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="MunicipalityKey">Its seat; null when that is not known yet, and any would do.</param>
public sealed record WrittenOrganisation(Guid? Id, string? MunicipalityKey);

/// <summary>In whose name the viewer may write it; null when it may not. The room of permissions, which stands above, answers.</summary>
public delegate Task<DoneBy?> OrganisationWriter(WrittenOrganisation organisation, CancellationToken cancellationToken);

/// <summary>
/// One organisation is written: by itself, or by the integration centre of its area. What is told is checked by the rules of the fields and
/// written by the merge of the imports; docs/decisions.md, 12.
/// </summary>
public sealed class ChangeOrganisation(
    NpgsqlDataSource database,
    OrganisationWriter writer,
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies,
    IdempotencyKeys keys,
    TimeProvider time
)
{
    /// <summary>The name of the source that is the organisation itself; pages tell it in their language.</summary>
    public const string OwnSource = "Angaben der Organisation selbst";

    /// <summary>The same of who runs the directory: they correct, and vouch for nothing; docs/decisions.md, 220.</summary>
    public const string EditorsSource = "Redaktion";

    /// <returns>The organisation's id; or what is wrong, all of it, and nothing was written.</returns>
    internal async Task<(Guid? Id, IReadOnlyList<UserError> Errors)> UpdateAsync(
        string organisation,
        string expectedVersion,
        OrganisationDraft draft,
        CancellationToken cancellationToken
    )
    {
        var id = Organisation(organisation);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var seen = await StandingOrganisation.FindAsync(connection, id, cancellationToken);
        var by = await writer(new WrittenOrganisation(id, seen?.MunicipalityKey ?? ""), cancellationToken);
        if (seen is null) throw NotFound();
        if (by is null) throw Stranger();

        await using var transaction = await MergeTransaction.BeginShortAsync(connection, cancellationToken);
        var (written, errors) = await UpdateInAsync(connection, id, expectedVersion, draft, by, cancellationToken);
        if (written)
        {
            await keys.WriteAsync(connection, id, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return (errors.Count == 0 ? id : null, errors);
    }

    /// <summary>The same as part of something larger: in a transaction of <see cref="MergeTransaction"/> that the caller commits.</summary>
    /// <param name="connection">With that transaction.</param>
    /// <param name="id">The organisation.</param>
    /// <param name="expectedVersion">Null: whatever it is now.</param>
    /// <param name="draft">What is to be changed.</param>
    /// <param name="cancellationToken">Ends the statements.</param>
    /// <returns>Whether anything is other than before; or what is wrong, and then the transaction is to be rolled back.</returns>
    internal async Task<(bool Written, IReadOnlyList<UserError> Errors)> UpdateInAsync(
        NpgsqlConnection connection,
        Guid id,
        string? expectedVersion,
        OrganisationDraft draft,
        CancellationToken cancellationToken
    )
    {
        var by = await WriterAsync(connection, id, cancellationToken);
        return await UpdateInAsync(connection, id, expectedVersion, draft, by, cancellationToken);
    }

    /// <summary>Somebody who may write the entry has read it and stands by it as it is; in the caller's transaction.</summary>
    /// <returns>False for who runs the directory: they vouch for nothing.</returns>
    internal async Task<bool> ConfirmInAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        await ConfirmInAsync(connection, id, await WriterAsync(connection, id, cancellationToken), cancellationToken);

    /// <summary>The same of somebody who is known otherwise: by a key that only the organisation was sent.</summary>
    internal async Task<bool> ConfirmInAsync(NpgsqlConnection connection, Guid id, DoneBy by, CancellationToken cancellationToken)
    {
        await by.Author.ApplyAsync(connection, cancellationToken);
        return await ConfirmAsync(connection, id, by, ofAll: true, cancellationToken);
    }

    /// <summary>What is wrong with a draft; nothing is written, and nobody is asked for rights.</summary>
    /// <param name="id">Null for a new organisation.</param>
    /// <param name="draft">What is told.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<IReadOnlyList<UserError>> CheckAsync(Guid? id, OrganisationDraft draft, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var stands = id is not { } known ? null
            : await StandingOrganisation.FindAsync(connection, known, cancellationToken) ?? throw NotFound();
        return (await ReadAsync(draft, stands, DoneBy.Nobody, cancellationToken)).Errors;
    }

    private async Task<DoneBy> WriterAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        var stands = await StandingOrganisation.FindAsync(connection, id, cancellationToken) ?? throw NotFound();
        return await writer(new WrittenOrganisation(id, stands.MunicipalityKey), cancellationToken) ?? throw Stranger();
    }

    private async Task<(bool Written, IReadOnlyList<UserError> Errors)> UpdateInAsync(
        NpgsqlConnection connection,
        Guid id,
        string? expectedVersion,
        OrganisationDraft draft,
        DoneBy by,
        CancellationToken cancellationToken
    )
    {
        if (await StandingOrganisation.FindAsync(connection, id, cancellationToken) is not { } stands) throw NotFound();
        if (expectedVersion is not null && stands.Version != expectedVersion) return (false, [Outdated]);
        var (told, errors) = await ReadAsync(draft, stands, by, cancellationToken);
        return told is null ? (false, errors) : (await WriteAsync(connection, told, draft, id, isNew: false, by, cancellationToken), []);
    }

    /// <returns>The new organisation's id; or what is wrong, all of it, and nothing was written.</returns>
    internal async Task<(Guid? Id, IReadOnlyList<UserError> Errors)> CreateAsync(
        OrganisationDraft draft,
        CancellationToken cancellationToken
    )
    {
        // Strangers are refused before they hold up others who write.
        if (await writer(new WrittenOrganisation(null, null), cancellationToken) is null) throw OnlyCentres();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await MergeTransaction.BeginShortAsync(connection, cancellationToken);
        var (id, errors) = await CreateInAsync(connection, draft, cancellationToken);
        if (id is { } written)
        {
            await keys.WriteAsync(connection, written, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return (id, errors);
    }

    /// <summary>The same as part of something larger: in a transaction of <see cref="MergeTransaction"/> that the caller commits.</summary>
    internal async Task<(Guid? Id, IReadOnlyList<UserError> Errors)> CreateInAsync(
        NpgsqlConnection connection,
        OrganisationDraft draft,
        CancellationToken cancellationToken
    )
    {
        if (await writer(new WrittenOrganisation(null, null), cancellationToken) is not { } author) throw OnlyCentres();
        var (told, errors) = await ReadAsync(draft, null, author, cancellationToken);
        if (told is null) return (null, errors);
        if (await writer(new WrittenOrganisation(null, told.Place.MunicipalityKey), cancellationToken) is not { } by) throw OnlyCentres();
        if (await SameAsync(connection, told, cancellationToken) is { } slug) return (null, [Exists(told, slug)]);
        await WriteAsync(connection, told, draft, told.Id, isNew: true, by, cancellationToken);
        return (told.Id, []);
    }

    private async Task<(ToldOrganisation? Told, IReadOnlyList<UserError> Errors)> ReadAsync(
        OrganisationDraft draft,
        StandingOrganisation? stands,
        DoneBy by,
        CancellationToken cancellationToken
    )
    {
        var wrong = new List<Remark>();
        var remarks = new RowRemarks(
            remark => { if (remark.Level == RemarkLevel.Rejected) wrong.Add(remark); }, strict: true, takesUnknownWords: false);
        var regions = await gazetteer.GetAsync(cancellationToken);
        var reader = new ValueReader(
            regions, await vocabularies.GetAsync(cancellationToken), remarks, time);
        reader.Begin(draft.Over(stands), stands?.Place);
        var told = new ToldOrganisation
        {
            Number = 1,
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Source = Source(by, stands?.Id, regions),
            Place = reader.Place!,
            RetrievedOn = reader.Today,
        };
        OrganisationFields.Take(told, reader);
        List<UserError> errors =
        [
            .. draft.Errors,
            .. wrong.Select(remark => new UserError(OrganisationDraft.PathOf(remark.Column), ErrorCode.InvalidInput, remark.Reason)),
        ];
        return (errors.Count == 0 ? told : null, errors);
    }

    /// <returns>Whether anything is other than before.</returns>
    private async Task<bool> WriteAsync(
        NpgsqlConnection connection,
        ToldOrganisation told,
        OrganisationDraft draft,
        Guid id,
        bool isNew,
        DoneBy by,
        CancellationToken cancellationToken
    )
    {
        await by.Author.ApplyAsync(connection, cancellationToken);
        await using (var staging = await Staging.OpenAsync(connection, cancellationToken))
        {
            await staging.AddAsync(told, cancellationToken);
            await staging.CompleteAsync(cancellationToken);
        }

        var columns = new ToldColumns([.. draft.Columns, "retrieved_on"]);
        var merge = new Merge(connection, columns, time.GetUtcNow(), _ => { }, cancellationToken) { IsOwn = true };
        if (!await merge.RunForAsync(id, isNew)) return false;
        await ConfirmAsync(connection, id, by, ofAll: false, cancellationToken);
        return true;
    }

    // Who writes one field stands for the entry, but has confirmed that field alone: its statement says so already.
    private async Task<bool> ConfirmAsync(
        NpgsqlConnection connection, Guid id, DoneBy by, bool ofAll, CancellationToken cancellationToken)
    {
        if (Confirmed(by, id) is not { } confirmed) return false;
        await using var what = new NpgsqlCommand("SELECT set_config('msonet.confirms', $1, true)", connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = ofAll ? "" : "changes" } },
        };
        await what.ExecuteNonQueryAsync(cancellationToken);
        const string Confirm = "UPDATE organisations SET verification = $1, verified_on = $2 WHERE id = $3";
        await using var confirm = new NpgsqlCommand(Confirm, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = confirmed.ToString() },
                new NpgsqlParameter<DateOnly> { TypedValue = time.Today() },
                new NpgsqlParameter<Guid> { TypedValue = id },
            },
        };
        return await confirm.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static string Source(DoneBy by, Guid? organisation, Gazetteer regions) =>
        by.Centre is { } centre ? regions.Centre(centre)!.Name
        : organisation is not null && by.Organisation == organisation ? OwnSource
        : EditorsSource;

    // Whoever answers for it and writes it stands for it: later imports only fill what is empty.
    private static VerificationState? Confirmed(DoneBy by, Guid id) =>
        by.Centre is not null ? VerificationState.VerifiedByCentre
        : by.Organisation == id ? VerificationState.ConfirmedByOrganisation
        : null;

    private static async Task<string?> SameAsync(NpgsqlConnection connection, ToldOrganisation told, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT slug FROM organisations WHERE municipality_key = $1 AND sort_name = $2 LIMIT 1", connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = told.Place.MunicipalityKey },
                new NpgsqlParameter<string> { TypedValue = (string)told["sort_name"]! },
            },
        };
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    private static Guid Organisation(string id) =>
        GlobalId.Decode(id) is ("Organisation", var key) && Guid.TryParseExact(key, "N", out var found)
            ? found
            : throw NetworkException.Invalid(
                "input.id",
                "input.id is no organisation's id: take the field id of an organisation as it is."
            );

    private static NetworkException NotFound() => new(ErrorCode.NotFound, "There is no organisation with this id.", "input.id");

    private static NetworkException Stranger() =>
        new(ErrorCode.Forbidden, "Only the organisation itself, or the integration centre of its area, changes an entry.");

    private static NetworkException OnlyCentres() =>
        new(ErrorCode.Forbidden, "Only an integration centre enters an organisation, and only one of its area.");

    private static UserError Outdated { get; } = new(
        ["input", "expectedVersion"],
        ErrorCode.Conflict,
        "Somebody else has changed the entry meanwhile. Read it again, and take its version.");

    private static UserError Exists(ToldOrganisation told, string slug) => new(
        ["input", "name"], ErrorCode.Conflict, $"There is an organisation of this name in {told.Place.Municipality} already: {slug}.");
}
