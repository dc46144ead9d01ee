using Microsoft.EntityFrameworkCore;
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

public sealed class CreatePartnerCallInputType() : ContentInputType<PartnerCallContentInput, PartnerCallContentInputType>(
    "CreatePartnerCallInput", "A new partner call of the asking organisation.");

public sealed class ChangePartnerCallInputType() : ContentChangeType<PartnerCallContentInput, PartnerCallContentInputType>(
    "ChangePartnerCallInput", "A draft or an open call, written anew.");

/// <summary>An organisation drafts a call, or changes one that has not ended.</summary>
public sealed class WritePartnerCall(
    PartnerCallStore store,
    FindPartnerCall find,
    DbContext context,
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies,
    TimeProvider time)
{
    public async Task<ListedPartnerCall> CreateAsync(ContentInput<PartnerCallContentInput> input, CancellationToken cancellationToken)
    {
        var (viewer, self) = await find.AsOrganisationAsync(cancellationToken);
        var content = await CheckedAsync(input.Content, self, cancellationToken);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var slug = Folding.Slug(LocalisedText.Choose(content.Titles, null)!.Text, id);
        await store.InsertAsync(id, slug, new DoneBy(viewer.Person, self, null), content, cancellationToken);
        return await store.GetAsync(id, cancellationToken);
    }

    public async Task<ListedPartnerCall> ChangeAsync(
        ContentChange<PartnerCallContentInput> input, CancellationToken cancellationToken)
    {
        var (call, by) = await find.ForAsync(Operation.Change, input.Id, cancellationToken);
        if (call.State is not (PartnerCallState.Draft or PartnerCallState.Open)) throw PartnerCallErrors.NotOpen(call.State);
        var content = await CheckedAsync(input.Content, call.Call.OrganisationId, cancellationToken);
        if (!await store.ChangeAsync(call.Id, by, input.Version, content, cancellationToken))
            throw PartnerCallErrors.Changed(input.Version, (await store.GetAsync(call.Id, cancellationToken)).Call.Version);
        return await store.GetAsync(call.Id, cancellationToken);
    }

    private async Task<PartnerCallContent> CheckedAsync(
        PartnerCallContentInput input, Guid organisation, CancellationToken cancellationToken)
    {
        var known = await gazetteer.GetAsync(cancellationToken);
        var content = CheckedContent.Of(input, known, await vocabularies.GetAsync(cancellationToken), time.Today());
        if (content.Regions.Length > 0 || content.PlaceKey is not null) return content;
        var self = await KnownOrganisation.ByIdAsync(context, organisation, cancellationToken);
        content.Regions = [self is not null && known.ByKey(self.MunicipalityKey)?.Parent is { } district ? district.Key : "05"];
        return content;
    }
}
