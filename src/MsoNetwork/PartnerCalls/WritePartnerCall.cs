using System.Globalization;
using GraphQL.Types;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Text;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.PartnerCalls;

public sealed record CreatePartnerCallInput(PartnerCallContentInput Content) : MutationInput;

public sealed class CreatePartnerCallInputType : MutationInputType<CreatePartnerCallInput>
{
    public CreatePartnerCallInputType()
        : base("CreatePartnerCallInput", "A new partner call of the asking organisation.") =>
        Field<NonNullGraphType<PartnerCallContentInputType>>("content").Description("What it says.");
}

public sealed record ChangePartnerCallInput(int Version, PartnerCallContentInput Content) : StepInput;

public sealed class ChangePartnerCallInputType : StepInputType<ChangePartnerCallInput>
{
    public ChangePartnerCallInputType()
        : base("ChangePartnerCallInput", "A draft or an open call, written anew.")
    {
        Field(input => input.Version).Description("Its version as you read it. If somebody has changed it since, nothing is written.");
        Field<NonNullGraphType<PartnerCallContentInputType>>("content").Description("Its complete new content.");
    }
}

/// <summary>An organisation drafts a call, or changes one that has not ended.</summary>
public sealed class WritePartnerCall(
    PartnerCallStore store,
    FindPartnerCall find,
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies,
    TimeProvider time)
{
    public async Task<ListedPartnerCall> CreateAsync(CreatePartnerCallInput input, CancellationToken cancellationToken)
    {
        var (viewer, self) = await find.AsOrganisationAsync(cancellationToken);
        var content = await CheckedAsync(input.Content, self, cancellationToken);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        await store.InsertAsync(id, Slug(content.Titles, id), new DoneBy(viewer.Person, self, null), content, cancellationToken);
        return await store.GetAsync(id, cancellationToken);
    }

    public async Task<ListedPartnerCall> ChangeAsync(ChangePartnerCallInput input, CancellationToken cancellationToken)
    {
        var (call, by) = await find.ForAsync(Operation.Change, input.Id, cancellationToken);
        if (call.State is not (PartnerCallState.Draft or PartnerCallState.Open)) throw PartnerCallErrors.NotOpen(call.State);
        var content = await CheckedAsync(input.Content, call.Call.OrganisationId, cancellationToken);
        if (!await store.ChangeAsync(call.Id, by, input.Version, content, cancellationToken))
            throw PartnerCallErrors.Changed(input.Version, (await store.GetAsync(call.Id, cancellationToken)).Call.Version);
        return await store.GetAsync(call.Id, cancellationToken);
    }

    /// <summary>The first title (German if there is one) and the end of the id, so that no two are the same.</summary>
    internal static string Slug(Dictionary<string, string> titles, Guid id)
    {
        var words = Folding.Slug(LocalisedText.Choose(titles, null)!.Text);
        var beginning = words.Length <= 60 ? words : words[..60].TrimEnd('-');
        return string.Create(CultureInfo.InvariantCulture, $"{beginning}-{id.ToString("N")[^8..]}").TrimStart('-');
    }

    private async Task<CheckedContent> CheckedAsync(PartnerCallContentInput input, Guid organisation, CancellationToken cancellationToken)
    {
        var known = await gazetteer.GetAsync(cancellationToken);
        var content = CheckedContent.Of(input, known, await vocabularies.GetAsync(cancellationToken), time.Today());
        if (content.Regions.Length > 0 || content.Place is not null) return content;
        var seat = await store.SeatAsync(organisation, cancellationToken);
        return content with { Regions = [seat is not null && known.ByKey(seat)?.Parent is { } district ? district.Key : "05"] };
    }
}
