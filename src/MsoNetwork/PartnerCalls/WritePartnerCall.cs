using System.Globalization;
using GraphQL.Types;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Text;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.PartnerCalls;

public sealed record CreatePartnerCallInput(PartnerCallContentInput Content);

public sealed class CreatePartnerCallInputType : InputObjectGraphType<CreatePartnerCallInput>
{
    public CreatePartnerCallInputType()
    {
        Name = "CreatePartnerCallInput";
        Description = "A new partner call of the asking organisation.";
        Field<NonNullGraphType<PartnerCallContentInputType>>("content").Description("What it says.");
    }
}

public sealed record ChangePartnerCallInput(string Id, int Version, PartnerCallContentInput Content);

public sealed class ChangePartnerCallInputType : InputObjectGraphType<ChangePartnerCallInput>
{
    public ChangePartnerCallInputType()
    {
        Name = "ChangePartnerCallInput";
        Description = "A draft or an open call, written anew.";
        Field<NonNullGraphType<IdGraphType>>("id").Description("Its global id.");
        Field(input => input.Version).Description("Its version as you read it. If somebody has changed it since, nothing is written.");
        Field<NonNullGraphType<PartnerCallContentInputType>>("content").Description("All that it says from now on.");
    }
}

/// <summary>An organisation drafts a call, or changes one that has not ended.</summary>
public sealed class WritePartnerCall(
    PartnerCallStore store,
    FindPartnerCall find,
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies,
    TimeProvider time
)
{
    public async Task<ListedPartnerCall> CreateAsync(CreatePartnerCallInput input, CancellationToken cancellationToken)
    {
        var (_, self) = await find.AsOrganisationAsync(cancellationToken);
        var content = await CheckedAsync(input.Content, self, cancellationToken);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        await store.InsertAsync(id, Slug(content.Titles, id), self, content, cancellationToken);
        return (await store.FindAsync(id, cancellationToken))!;
    }

    public async Task<ListedPartnerCall> ChangeAsync(ChangePartnerCallInput input, CancellationToken cancellationToken)
    {
        var (call, by) = await find.ForAsync(Operation.Change, input.Id, cancellationToken);
        if (call.State is not (PartnerCallState.Draft or PartnerCallState.Open)) throw PartnerCallErrors.NotOpen(call.State);
        var content = await CheckedAsync(input.Content, call.Call.OrganisationId, cancellationToken);
        if (!await store.ChangeAsync(call.Id, input.Version, content, by, cancellationToken))
            throw PartnerCallErrors.Changed(input.Version,
                (await find.ForAsync(Operation.Change, input.Id, cancellationToken)).Call.Call.Version);
        return await store.FindAsync(call.Id, cancellationToken) ?? throw PartnerCallErrors.NotFound();
    }

    /// <summary>The first title (German if there is one) and the end of the id, so that no two are the same.</summary>
    internal static string Slug(Dictionary<string, string> titles, Guid id)
    {
        var words = Folding.Slug(LocalisedText.Choose(titles, null)!.Text);
        return string.Create(
                CultureInfo.InvariantCulture,
                $"{(words.Length <= 60 ? words : words[..60].TrimEnd('-'))}-{id.ToString("N")[^8..]}"
            )
            .TrimStart('-');
    }

    private async Task<CheckedContent> CheckedAsync(PartnerCallContentInput input, Guid organisation, CancellationToken cancellationToken)
    {
        var known = await gazetteer.GetAsync(cancellationToken);
        var content = CheckedContent.Of(
            input,
            known,
            await vocabularies.GetAsync(cancellationToken),
            await store.TodayAsync(cancellationToken)
        );
        if (content.Regions.Length > 0 || content.Place is not null)
            return content;
        return content with
        {
            Regions =
            [
                await store.SeatAsync(organisation, cancellationToken) is { } seat && known.ByKey(seat)?.Parent is { } district
                    ? district.Key
                    : "05",
            ],
        };
    }
}
