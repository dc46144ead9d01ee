using System.Globalization;
using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.History;

public sealed record RestoreOrganisationInput(
    string Organisation, string Change, IReadOnlyList<string>? Fields, string ExpectedVersion) : MutationInput;

public sealed class RestoreOrganisationInputType : MutationInputType<RestoreOrganisationInput>
{
    public RestoreOrganisationInputType()
        : base("RestoreOrganisationInput", "What an entry is to be again.")
    {
        Field<NonNullGraphType<IdGraphType>>("organisation").Description("The organisation's global id.");
        Field(input => input.Change).Description("The number of a change of its history: what stood before it comes back.");
        Field(input => input.Fields, nullable: true).Description("Only these fields, as the history names them; null: the whole entry.");
        Field(input => input.ExpectedVersion).Description("The entry's version as whoever restores it has seen it.");
    }
}

/// <summary>An entry after restoring.</summary>
public sealed record RestoredOrganisation(OrganisationEntry? Organisation, RestoredEntry What);

/// <summary>What programs ask of histories: the pages' use cases, by global ids.</summary>
public sealed class HistoryRequests(
    DbContext context, CurrentViewer current, OrganisationStore organisations, ReadHistory read, RestoreEntry restore)
{
    /// <summary>Null for who may not see it.</summary>
    public async Task<EntryHistory?> FindAsync(
        OrganisationEntry of, int? first, string? after, string? merged, string? language, CancellationToken cancellationToken)
    {
        var count = PageSize.Check(first, "first");
        long? olderThan = after is null ? null : NumberOf(after, "after");
        Guid? part = merged is null ? null : GlobalId.Required("Organisation", merged, "merged");
        var spoken = LanguageOf(language);
        return await SlugAsync(of, cancellationToken) is not { } slug ? null
            : await read.RunAsync(slug, count, olderThan, part, spoken, cancellationToken)
                ?? throw NetworkException.NotFound("merged", "No entry with this id is part of this one (any more).");
    }

    /// <summary>Null for who may not see it.</summary>
    public async Task<IReadOnlyList<HistoryField>?> CompareAsync(
        OrganisationEntry of, DateOnly from, DateOnly to, string? language, CancellationToken cancellationToken)
    {
        var spoken = LanguageOf(language);
        return await SlugAsync(of, cancellationToken) is { } slug
            ? await read.CompareAsync(slug, from, to, spoken, cancellationToken) : null;
    }

    public async Task<RestoredOrganisation> RestoreAsync(RestoreOrganisationInput input, CancellationToken cancellationToken)
    {
        await current.RequiredAsync(cancellationToken);
        var id = GlobalId.Required("Organisation", input.Organisation, "input.organisation");
        var number = NumberOf(input.Change, "input.change");
        if (input.Fields?.FirstOrDefault(field => HistoryFields.Shown.All(one => one.Input != field)) is { } unknown)
            throw NetworkException.Invalid("input.fields", $"{Shown.Short(unknown)} is no field of a history.");
        var done = await restore.RunAsync(id, number, input.Fields, input.ExpectedVersion, cancellationToken);
        return done.Errors.Count == 0
            ? new((await organisations.ByIdsAsync([id], OrganisationColumns.All, cancellationToken)).GetValueOrDefault(id), done)
            : throw UserError.Refusal(done.Errors);
    }

    public async Task<RestoredOrganisation?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await organisations.ByIdsAsync([id], OrganisationColumns.All, cancellationToken)).GetValueOrDefault(id) is { } entry
            ? new(entry, new([], [], [])) : null;

    private async Task<string?> SlugAsync(OrganisationEntry of, CancellationToken cancellationToken)
    {
        if (current.Identity.IsNobody || await KnownOrganisation.ByIdAsync(context, of.Id, cancellationToken) is not { } found) return null;
        return await read.MayAsync(found, cancellationToken) ? found.Slug : null;
    }

    // de-DE is read as de: terms have no names by country.
    private static string LanguageOf(string? asked) =>
        Languages.Normalise(asked).Split('-')[0].ToLowerInvariant() is var tag && Languages.Spoken.Contains(tag, StringComparer.Ordinal)
            ? tag
            : throw NetworkException.Invalid(
                "language", $"Terms have no names in {Shown.Short(asked ?? "")}; there are {string.Join(", ", Languages.Spoken)}.");

    private static long NumberOf(string text, string argument) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw NetworkException.Invalid(argument, $"{argument} is no change's number: take the field number of history.changes.");
}
