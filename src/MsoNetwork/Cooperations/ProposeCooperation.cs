using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Text;
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
        var (reader, today, now) = (new InputReader(), time.Today(), time.GetUtcNow());
        var from = reader.Read(() => Organisation(input.From, "input.from"));
        var to = reader.Read(() => Organisation(input.To, "input.to"));
        if (from == to && reader.IsRight) reader.Refuse(CooperationErrors.WithItself());
        var source = CheckedSource.Of(input.Source, today, reader);
        var sides = await store.SidesAsync(from, to, cancellationToken);
        Check(from, "input.from");
        Check(to, "input.to");
        var facts = new Facts { Owners = [from, to], Seats = [.. sides.Values.Select(side => side.Municipality)] };
        var right = Rights.Find(viewer, Resource.Cooperation, Operation.Propose, facts);
        if (right is null && sides.ContainsKey(from) && sides.ContainsKey(to)) throw CooperationErrors.Stranger();
        var by = right?.By(viewer) ?? DoneBy.Nobody;
        if (by.Centre is not null && input.Source is null) reader.Refuse(CooperationErrors.CentreNeedsSource());
        var (startsOn, endsOn) = CooperationDays.Planned(input.StartsOn, input.EndsOn, today, reader);
        var title = reader.Read(() => Title(input.Title));
        var (regions, terms) = (await gazetteer.GetAsync(cancellationToken), await vocabularies.GetAsync(cancellationToken));
        var where = reader.Read(() => Regions(input.Regions ?? [], regions));
        var about = reader.Read(() => Topics(input.Topics ?? [], terms));
        reader.Done();
        return await store.InsertAsync(new Cooperation
        {
            Id = Guid.CreateVersion7(now),
            Kind = input.Kind,
            Title = title,
            FromId = from,
            ToId = to,
            StartsOn = startsOn,
            EndsOn = endsOn,
            Regions = where,
            Topics = about,
            SourceName = source?.Name,
            SourceUrl = source?.Url,
            RetrievedOn = source?.RetrievedOn,
            State = CooperationState.Proposed,
            ProposedBy = by,
            ProposedAt = now,
        }, today, cancellationToken);

        void Check(Guid id, string argument)
        {
            if (id == Guid.Empty) return; // refused already
            if (!sides.TryGetValue(id, out var side))
                reader.Refuse(NetworkException.NotFound(argument, "There is no organisation with this id."));
            else if (side.Status == OrganisationStatus.Dissolved)
                reader.Refuse(NetworkException.Invalid(argument, "This organisation is dissolved: it cannot begin a cooperation."));
        }
    }

    private static Guid Organisation(string id, string argument) => GlobalId.KeyOf("Organisation", id)
        ?? throw NetworkException.Invalid(
            argument, $"{argument} is no organisation's id: take the field id of an organisation as it is.");

    // Spaces of any kind are one space, so that nobody proposes the same twice by one more of them.
    private static string Title(string title) =>
        string.Join(' ', InvisibleSigns.WithoutTurns(title).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            is { Length: > 0 and <= 200 } tidy
            ? tidy
            : throw NetworkException.Invalid("input.title", "A title has 1 to 200 characters.");

    private static string[] Regions(string[] keys, Gazetteer known) => Known("input.regions", keys, MostRegions,
        key => known.ByKey(key)?.Key ?? throw RegionQueries.Unknown("input.regions", key));

    private static string[] Topics(string[] keys, VocabularySet known) => Known("input.topics", keys, MostTopics,
        key => known[VocabularyName.Topics].ByKey(key)?.Key ?? throw UnknownTopic("input.topics", key, known[VocabularyName.Topics]));

    private static string[] Known(string argument, string[] keys, int most, Func<string, string> known) => keys.Length > most
        ? throw NetworkException.TooMany(argument, keys.Length, most)
        : [.. keys.Select(known).Distinct(StringComparer.Ordinal)];

    internal static NetworkException UnknownTopic(string argument, string key, Vocabulary topics) =>
        NetworkException.Invalid(
            argument,
            $"TOPICS has no term \"{(key.Length <= 60 ? key : key[..57] + "...")}\"."
                + $"{(topics.Nearest(key) is { } near ? $" Did you mean \"{near}\"?" : "")}"
        );
}
