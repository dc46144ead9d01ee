using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Matching;

/// <summary>
/// Who may be suggested: those that the directory's filter finds. It must not ask for origin or religion, because nobody is matched by
/// them who did not ask for that; the directory's own lists can.
/// </summary>
public sealed class SuggestionFilter(
    NpgsqlDataSource database,
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies
)
{
    private const string Refusal =
        "Suggestions never use origin or religion. Leave it out here; organisations(filter) finds such organisations.";

    /// <summary>Null when there is no filter: then all may.</summary>
    public async Task<IReadOnlySet<Guid>?> FindAsync(OrganisationFilter? filter, CancellationToken cancellationToken)
    {
        if (filter is null)
            return null;
        if (filter.Origins is { Length: > 0 })
            throw NetworkException.Invalid("filter.origins", Refusal);
        if (Names(filter.Topics, MatchMember.ReligiousTopic))
            throw NetworkException.Invalid("filter.topics", Refusal);
        if (Names(filter.AllTopics, MatchMember.ReligiousTopic))
            throw NetworkException.Invalid("filter.allTopics", Refusal);
        if (Names(filter.Kinds, MatchLoader.ReligiousKind))
            throw NetworkException.Invalid("filter.kinds", Refusal);
        var criteria = new OrganisationCriteria(
            filter,
            await gazetteer.GetAsync(cancellationToken),
            await vocabularies.GetAsync(cancellationToken)
        );
        await using var command = criteria.Conditions.Command(
            database,
            $"SELECT o.id FROM organisations AS o WHERE {criteria.Conditions.Where}"
        );
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new HashSet<Guid>();
        while (await rows.ReadAsync(cancellationToken)) found.Add(rows.GetGuid(0));
        return found;
    }

    // Vocabularies find keys in any capitals.
    private static bool Names(string[]? keys, string key) => keys?.Contains(key, StringComparer.OrdinalIgnoreCase) is true;
}
