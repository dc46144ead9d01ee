using MsoNetwork.Matching;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Web.Pages;

/// <summary>An organisation that would fit, and why, in sentences.</summary>
internal sealed record SuggestedPartner(OrganisationEntry Other, IReadOnlyList<string> Reasons);

/// <summary>The first partner suggestions of an organisation as pages show them.</summary>
internal sealed partial class SuggestedPartners(PartnerSuggestions suggestions, OrganisationLoaders loaders, ILogger<SuggestedPartners> log)
{
    private const int Shown = 5;

    /// <summary>The weightiest; the API has them all.</summary>
    private const int Sentences = 3;

    /// <summary>Null when they cannot be read, so that a page can say so and stay.</summary>
    public async Task<IReadOnlyList<SuggestedPartner>?> OfAsync(Guid organisation, VocabularySet vocabularies, Gazetteer gazetteer, PageLanguage language, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(organisation, vocabularies, gazetteer, language, cancellationToken);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            LogFailed(error, organisation);
            return null;
        }
    }

    private async Task<IReadOnlyList<SuggestedPartner>> ReadAsync(Guid organisation, VocabularySet vocabularies, Gazetteer gazetteer, PageLanguage language, CancellationToken cancellationToken)
    {
        var found = await suggestions.FindAsync(organisation, SuggestionPurpose.SimilarWork, null, Shown, withConnected: false, cancellationToken);
        if (found.Count == 0) return [];
        var partners = await loaders.ById.Load(found.Select(one => one.Network.Members[one.Place].Id), entry => found.Select(one => (One: one, Entry: entry(one.Network.Members[one.Place].Id))).ToList())
            .GetResultAsync(cancellationToken);
        // One that was deleted in between is left out.
        return [.. from partner in partners
                   where partner.Entry is not null
                   select new SuggestedPartner(partner.Entry, [.. partner.One.Reasons.Take(Sentences).Select(reason => MatchSentences.Of(reason, partner.One.Network, vocabularies, gazetteer, language.Tag))])];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The suggestions for {Organisation} could not be read")]
    private partial void LogFailed(Exception error, Guid organisation);
}
