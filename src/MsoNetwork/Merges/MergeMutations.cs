using GraphQL.Types;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Merges;

public sealed record MergeOrganisationsInput : MutationInput
{
    public required string Survivor { get; init; }
    public required string Loser { get; init; }
    public string[]? FromLoser { get; init; }
    public string[]? FromSurvivor { get; init; }
    public string? SurvivorVersion { get; init; }
    public string? LoserVersion { get; init; }
}

public sealed class MergeOrganisationsInputType : MutationInputType<MergeOrganisationsInput>
{
    public MergeOrganisationsInputType()
        : base("MergeOrganisationsInput", "Two entries of one organisation, which are to be one.")
    {
        Field<NonNullGraphType<IdGraphType>>("survivor").Description("The entry that stays, with its id and slug: its global id.");
        Field<NonNullGraphType<IdGraphType>>("loser").Description("The entry that becomes part of it; its id and slug lead there.");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("fromLoser")
            .Description($"Fields whose value is the loser's: {string.Join(", ", MergeFields.Names)}. "
                + "Where one of the places is protected, that place stays, whatever is said of \"place\".");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("fromSurvivor")
            .Description("Fields whose value stays the survivor's also where it has none. "
                + "All others are the survivor's unless it has none.");
        Field(input => input.SurvivorVersion, nullable: true)
            .Description("Organisation.version that you read: when it is another one by now, nothing is done, and it is a CONFLICT.");
        Field(input => input.LoserVersion, nullable: true).Description("The same of the loser.");
    }
}

public sealed record UnmergeOrganisationsInput : MutationInput
{
    public required string Loser { get; init; }
}

public sealed class UnmergeOrganisationsInputType : MutationInputType<UnmergeOrganisationsInput>
{
    public UnmergeOrganisationsInputType()
        : base("UnmergeOrganisationsInput", "A merge that is to be undone.") =>
        Field<NonNullGraphType<IdGraphType>>("loser").Description("The id that the merged entry had: Organisation.mergedFrom.");
}

/// <summary>An entry after a merge, or the one that is back.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Left">After undoing: rows that could not go back to it.</param>
public sealed record MergeResult(OrganisationEntry Entry, int? Left);

public sealed class MergePayloadType : ResultPayloadType<MergeResult, OrganisationType>
{
    public MergePayloadType()
        : base("MergePayload", "What became of a merge.", "organisation", "The survivor; after undoing the one that is back.",
            result => result.Entry) =>
        Field<IntGraphType>("left").Description("After undoing: how many ties and the like could not go back, and stay with the survivor.")
            .Resolve(context => context.Source.Result?.Left);
}

/// <summary>What programs of desks do, by global ids.</summary>
public sealed class MergeRequests(MergeOrganisations merge, UnmergeOrganisations unmerge, OrganisationStore organisations)
{
    public async Task<MergeResult> MergeAsync(MergeOrganisationsInput input, CancellationToken cancellationToken)
    {
        var survivor = GlobalId.Required("Organisation", input.Survivor, "input.survivor");
        await merge.RunAsync(
            new MergedPair(survivor, GlobalId.Required("Organisation", input.Loser, "input.loser"))
            {
                FromLoser = input.FromLoser ?? [],
                FromSurvivor = input.FromSurvivor ?? [],
                SurvivorVersion = input.SurvivorVersion,
                LoserVersion = input.LoserVersion,
            },
            cancellationToken);
        return await EntryAsync(survivor, null, cancellationToken) ?? throw Gone();
    }

    public async Task<MergeResult> UnmergeAsync(UnmergeOrganisationsInput input, CancellationToken cancellationToken)
    {
        var loser = GlobalId.Required("Organisation", input.Loser, "input.loser");
        var left = await unmerge.RunAsync(loser, cancellationToken);
        return await EntryAsync(loser, left, cancellationToken) ?? throw Gone();
    }

    public async Task<MergeResult?> EntryAsync(Guid id, int? left, CancellationToken cancellationToken) =>
        (await organisations.ByIdsAsync([id], OrganisationColumns.All, cancellationToken)).GetValueOrDefault(id) is { } entry
            ? new(entry, left) : null;

    private static NetworkException Gone() => new(
        ErrorCode.Conflict, "It was done, and somebody else has changed it since: read it again.");
}

/// <summary>Two entries become one, and two again.</summary>
public static class MergeMutations
{
    public static void AddTo(ObjectGraphType mutation)
    {
        var fields = new UseCaseFields<MergePayloadType, MergeResult>(mutation, OrganisationLoaders.ReferenceAsync);
        fields.Add<MergeOrganisationsInputType, MergeOrganisationsInput, MergeRequests>(
            "mergeOrganisations",
            new((it, input, token) => it.MergeAsync(input, token), (input, _) => GlobalId.KeyOf("Organisation", input.Survivor),
                (it, _, id, token) => it.EntryAsync(id, null, token)),
            "Two entries of one organisation become one. For the centre that is responsible for both, and administrators.");
        fields.Add<UnmergeOrganisationsInputType, UnmergeOrganisationsInput, MergeRequests>(
            "unmergeOrganisations",
            new((it, input, token) => it.UnmergeAsync(input, token), (input, _) => GlobalId.KeyOf("Organisation", input.Loser),
                (it, _, id, token) => it.EntryAsync(id, 0, token)),
            "Undoes a merge: both entries are back. Several merges into one entry are undone in reverse order, or it is a CONFLICT.");
    }
}
