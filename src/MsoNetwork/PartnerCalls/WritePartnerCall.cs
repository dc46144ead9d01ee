using System.Globalization;
using GraphQL.Types;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Text;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.PartnerCalls;

public sealed record CreatePartnerCallInput(CallContentInput Content);

public sealed class CreatePartnerCallInputType : InputObjectGraphType<CreatePartnerCallInput>
{
    public CreatePartnerCallInputType()
    {
        Name = "CreatePartnerCallInput";
        Description = "A new partner call of the asking organisation.";
        Field<NonNullGraphType<CallContentInputType>>("content").Description("What it says.");
    }
}

public sealed record ChangePartnerCallInput(string Id, int Version, CallContentInput Content);

public sealed class ChangePartnerCallInputType : InputObjectGraphType<ChangePartnerCallInput>
{
    public ChangePartnerCallInputType()
    {
        Name = "ChangePartnerCallInput";
        Description = "A draft or an open call, written anew.";
        Field<NonNullGraphType<IdGraphType>>("id").Description("Its global id.");
        Field(input => input.Version).Description("Its version as you read it. If somebody has changed it since, nothing is written.");
        Field<NonNullGraphType<CallContentInputType>>("content").Description("All that it says from now on.");
    }
}

/// <summary>An organisation drafts a call, or changes one that has not ended.</summary>
public sealed class WritePartnerCall(
    CallStore store, CallRights rights, ReferenceSnapshot<Gazetteer> gazetteer, ReferenceSnapshot<VocabularySet> vocabularies, TimeProvider time)
{
    public async Task<ListedCall> CreateAsync(CreatePartnerCallInput input, CancellationToken cancellationToken)
    {
        var self = await rights.OrganisationAsync(cancellationToken);
        var content = await CheckedAsync(input.Content, self, cancellationToken);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        await store.InsertAsync(id, Slug(content.Titles, id), self, content, cancellationToken);
        return (await store.FindAsync(id, cancellationToken))!;
    }

    public async Task<ListedCall> ChangeAsync(ChangePartnerCallInput input, CancellationToken cancellationToken)
    {
        var call = await rights.OwnAsync(input.Id, cancellationToken);
        if (call.State is not (CallState.Draft or CallState.Open)) throw CallErrors.NotOpen(call.State);
        var content = await CheckedAsync(input.Content, call.Call.OrganisationId, cancellationToken);
        if (!await store.ChangeAsync(call.Id, input.Version, content, cancellationToken)) throw CallErrors.Changed(input.Version, (await rights.OwnAsync(input.Id, cancellationToken)).Call.Version);
        return await store.FindAsync(call.Id, cancellationToken) ?? throw CallErrors.NotFound();
    }

    /// <summary>The first title (German if there is one) and the end of the id, so that no two are the same.</summary>
    internal static string Slug(Dictionary<string, string> titles, Guid id)
    {
        var words = Folding.Slug(LocalisedText.Choose(titles, null)!.Text);
        return string.Create(CultureInfo.InvariantCulture, $"{(words.Length <= 60 ? words : words[..60].TrimEnd('-'))}-{id.ToString("N")[^8..]}").TrimStart('-');
    }

    private async Task<CheckedContent> CheckedAsync(CallContentInput input, Guid organisation, CancellationToken cancellationToken)
    {
        var known = await gazetteer.GetAsync(cancellationToken);
        var content = CheckedContent.Of(input, known, await vocabularies.GetAsync(cancellationToken), await store.TodayAsync(cancellationToken));
        if (content.Regions.Length > 0 || content.Place is not null) return content;
        return content with { Regions = [await store.SeatAsync(organisation, cancellationToken) is { } seat && known.ByKey(seat)?.Parent is { } district ? district.Key : "05"] };
    }
}
