using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Cooperations;

/// <summary>One of two organisations, or a centre, proposes a cooperation.</summary>
public sealed class ProposeCooperation(
    CooperationStore store,
    CurrentViewer current,
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies,
    TimeProvider time
)
{
    private const int MostRegions = 20;
    private const int MostTopics = 10;

    public async Task<Cooperation> RunAsync(ProposeCooperationInput input, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var (from, to) = (Organisation(input.From, "input.from"), Organisation(input.To, "input.to"));
        if (from == to) throw CooperationErrors.WithItself();
        var source = CheckedSource.Of(input.Source, time.Today());
        var sides = await store.SidesAsync(from, to, cancellationToken);
        foreach (var (id, argument) in (ReadOnlySpan<(Guid, string)>)[(from, "input.from"), (to, "input.to")])
        {
            if (!sides.TryGetValue(id, out var side))
                throw new NetworkException(ErrorCode.NotFound, "There is no organisation with this id.", argument);
            if (side.Status == OrganisationStatus.Dissolved)
                throw NetworkException.Invalid(argument, "This organisation is dissolved: it cannot begin a cooperation.");
        }

        var facts = new Facts { Owners = [from, to], Seats = [.. sides.Values.Select(side => side.Municipality)] };
        var by = (Rights.Find(viewer, Resource.Cooperation, Operation.Propose, facts) ?? throw CooperationErrors.Stranger()).By(viewer);
        if (by.Centre is not null && source is null)
            throw CooperationErrors.CentreNeedsSource();
        var (startsOn, endsOn) = CooperationDays.Planned(input.StartsOn, input.EndsOn, time.Today());
        var now = time.GetUtcNow();
        return await store.InsertAsync(new Cooperation
        {
            Id = Guid.CreateVersion7(now),
            Kind = input.Kind,
            Title = Title(input.Title),
            FromId = from,
            ToId = to,
            StartsOn = startsOn,
            EndsOn = endsOn,
            Regions = await RegionsAsync(input.Regions ?? [], cancellationToken),
            Topics = await TopicsAsync(input.Topics ?? [], cancellationToken),
            SourceName = source?.Name,
            SourceUrl = source?.Url,
            RetrievedOn = source?.RetrievedOn,
            State = CooperationState.Proposed,
            ProposedBy = by,
            ProposedAt = now,
        }, time.Today(), cancellationToken);
    }

    private static Guid Organisation(string id, string argument) =>
        GlobalId.Decode(id) is ("Organisation", var key) && Guid.TryParseExact(key, "N", out var found)
            ? found
            : throw NetworkException.Invalid(
                argument,
                $"{argument} is no organisation's id: take the field id of an organisation as it is."
            );

    // Spaces of any kind are one space, so that nobody proposes the same twice by one more of them.
    private static string Title(string title) =>
        string.Join(' ', title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 and <= 200 } tidy
            ? tidy
            : throw NetworkException.Invalid("input.title", "A title has 1 to 200 characters.");

    private async Task<string[]> RegionsAsync(string[] keys, CancellationToken cancellationToken)
    {
        if (keys.Length > MostRegions)
            throw NetworkException.Invalid("input.regions", $"input.regions has {keys.Length} values; at most {MostRegions} are allowed.");
        var known = await gazetteer.GetAsync(cancellationToken);
        return
        [
            .. keys.Select(key => known.ByKey(key)?.Key ?? throw RegionQueries.Unknown("input.regions", key))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private async Task<string[]> TopicsAsync(string[] keys, CancellationToken cancellationToken)
    {
        if (keys.Length > MostTopics)
            throw NetworkException.Invalid("input.topics", $"input.topics has {keys.Length} values; at most {MostTopics} are allowed.");
        var known = (await vocabularies.GetAsync(cancellationToken))[VocabularyName.Topics];
        return
        [
            .. keys.Select(key => known.ByKey(key)?.Key ?? throw UnknownTopic("input.topics", key, known)).Distinct(StringComparer.Ordinal),
        ];
    }

    internal static NetworkException UnknownTopic(string argument, string key, Vocabulary topics) =>
        NetworkException.Invalid(
            argument,
            $"TOPICS has no term \"{(key.Length <= 60 ? key : key[..57] + "...")}\"."
                + $"{(topics.Nearest(key) is { } near ? $" Did you mean \"{near}\"?" : "")}"
        );
}
