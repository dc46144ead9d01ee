using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Matching;

/// <summary>A planned project as asked for.</summary>
public sealed record ConsortiumQuestion(string[]? Topics, string[]? TargetGroups, string[]? Regions, int? Size)
{
    public const int UsualSize = 4;

    public Guid? Lead { get; init; }
    public bool ExperiencedLead { get; init; }
    public int? LeastLessExperienced { get; init; }
    public OrganisationFilter? Filter { get; init; }

    /// <summary>Whether the set is to be from where the project takes place (<see cref="ProjectPlaces"/>).</summary>
    public bool IsLocal { get; init; }
}

/// <summary>Answers consortiumSuggestions, for the API and for pages.</summary>
public sealed class ConsortiumPlanner(
    MatchStore store,
    SuggestionFilter filters,
    PartnerSuggestions suggestions,
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies
)
{
    public async Task<Consortium> FindAsync(ConsortiumQuestion question, CancellationToken cancellationToken)
    {
        var known = await gazetteer.GetAsync(cancellationToken);
        var demands = Check(question, known, await vocabularies.GetAsync(cancellationToken));
        var allowed = await filters.FindAsync(question.Filter, cancellationToken);
        var network = await store.GetAsync(cancellationToken);
        // Offices and other bodies of support are no members; one of them may lead.
        bool IsCandidate(int place) => !network.Members[place].Supports && (allowed is null || allowed.Contains(network.Members[place].Id));
        var search = new ConsortiumSearch(
            network,
            demands,
            question.IsLocal ? new ProjectPlaces([.. demands.Regions.Select(known.ByKey).OfType<RegionEntry>()]) : null
        );
        var lead = question.Lead is { } given
            ? await suggestions.PlaceAsync(network, given, "lead", cancellationToken)
            : search.FindLead(place => IsCandidate(place) && (!question.ExperiencedLead || network.IsExperienced(place)));
        return lead is { } found ? search.Find(found, IsCandidate) : new Consortium(network, demands, []);
    }

    private static ConsortiumDemands Check(ConsortiumQuestion question, Gazetteer gazetteer, VocabularySet vocabularies)
    {
        var size = question.Size ?? ConsortiumQuestion.UsualSize;
        if (size is < ConsortiumDemands.SmallestSize or > ConsortiumDemands.LargestSize)
            throw NetworkException.Invalid(
                "size",
                $"size is {size}; it takes a whole number from {ConsortiumDemands.SmallestSize} to {ConsortiumDemands.LargestSize}, the "
                    + "lead included."
            );
        var least = question.LeastLessExperienced ?? 0;
        if (least < 0 || least > size - 1)
            throw NetworkException.Invalid(
                "leastLessExperienced",
                $"leastLessExperienced is {least}; beside the lead a consortium of {size} has {size - 1} members, so it takes 0 to "
                    + $"{size - 1}."
            );
        var topics = Terms(question.Topics, vocabularies[VocabularyName.Topics], "topics");
        if (topics.Contains(MatchMember.ReligiousTopic))
            throw NetworkException.Invalid(
                "topics",
                "Suggestions never use religion. Leave the topic religion out here; dialogue stands for talks between religions."
            );
        var demands = new ConsortiumDemands(
            topics,
            Terms(question.TargetGroups, vocabularies[VocabularyName.TargetGroups], "targetGroups"),
            [
                .. Bounded(question.Regions, "regions")
                    .Select(key => gazetteer.ByKey(key)?.Key ?? throw RegionQueries.Unknown("regions", key))
                    .Distinct(StringComparer.Ordinal),
            ],
            size,
            least
        );
        return demands.Count > 0
            ? demands
            : throw NetworkException.Invalid(
                "topics",
                "Nothing is asked for: give at least one of topics, targetGroups and regions that the consortium is to cover."
            );
    }

    private static string[] Terms(string[]? keys, Vocabulary vocabulary, string argument) =>
        [
            .. Bounded(keys, argument)
                .Select(key => vocabulary.ByKey(key)?.Key ?? throw Unknown(vocabulary, key, argument))
                .Distinct(StringComparer.Ordinal),
        ];

    private static NetworkException Unknown(Vocabulary vocabulary, string key, string argument) =>
        NetworkException.Invalid(
            argument,
            $"There is no key \"{(key.Length <= 60 ? key : key[..57] + "...")}\" in this "
                + $"vocabulary{(key.Length <= 100 && vocabulary.Nearest(key) is { } meant ? $", perhaps \"{meant}\"" : "")}; "
                + "vocabulary(name: ...) lists them."
        );

    private static string[] Bounded(string[]? keys, string argument) =>
        keys is not { Length: > ConsortiumDemands.MostOfAKind }
            ? keys ?? []
            : throw NetworkException.TooMany(argument, keys.Length, ConsortiumDemands.MostOfAKind);
}
