using MsoNetwork.Matching;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Site;
using Npgsql;

namespace MsoNetwork.Web.Pages.Partners;

/// <summary>A reason as a sentence, with the calls that it is about.</summary>
internal sealed record SuggestedReason(string Sentence, IReadOnlyList<MatchCall> Calls)
{
    public static SuggestedReason Of(
        MatchReason reason,
        MatchNetwork network,
        VocabularySet vocabularies,
        Gazetteer gazetteer,
        PageLanguage language
    ) => new(MatchSentences.Of(reason, network, vocabularies, gazetteer, language.Tag), reason.Calls);
}

/// <summary>An organisation that would fit, and why.</summary>
internal sealed record SuggestedPartner(OrganisationEntry Other, IReadOnlyList<SuggestedReason> Reasons);

/// <summary>
/// What the suggestions of a page are for, and whom they name: nobody, when nobody fits this purpose; null, when they cannot be read.
/// </summary>
internal sealed record SuggestedList(SuggestionPurpose Purpose, IReadOnlyList<SuggestedPartner>? Partners)
{
    /// <summary>Nobody fits any purpose: so it is for whoever takes no part, and the page says nothing.</summary>
    public bool IsWithoutAny { get; init; }
}

/// <summary>The first partner suggestions of an organisation as pages show them.</summary>
internal sealed partial class SuggestedPartners(PartnerSuggestions suggestions, OrganisationLoaders loaders, ILogger<SuggestedPartners> log)
{
    private const int Shown = 5;

    /// <summary>The API has them all.</summary>
    private const int Sentences = 3;

    /// <param name="organisation">Whose page it is.</param>
    /// <param name="asked">What for; null for the first purpose that somebody fits.</param>
    public async Task<SuggestedList> OfAsync(
        Guid organisation,
        SuggestionPurpose? asked,
        VocabularySet vocabularies,
        Gazetteer gazetteer,
        PageLanguage language,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await ReadAsync(organisation, asked, vocabularies, gazetteer, language, cancellationToken);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            LogFailed(error, organisation);
            return new SuggestedList(asked ?? default, null);
        }
    }

    private async Task<SuggestedList> ReadAsync(
        Guid organisation,
        SuggestionPurpose? asked,
        VocabularySet vocabularies,
        Gazetteer gazetteer,
        PageLanguage language,
        CancellationToken cancellationToken
    )
    {
        var (purpose, found) = await FirstAsync(Enum.GetValues<SuggestionPurpose>().Where(one => asked is null || asked == one), Shown);
        if (found.Count == 0)
        {
            return new SuggestedList(asked ?? default, [])
            {
                IsWithoutAny =
                    asked is null || (await FirstAsync(Enum.GetValues<SuggestionPurpose>().Where(one => one != asked), 1)).Found.Count == 0,
            };
        }

        var partners = await loaders
            .ById.Load(found.Select(one => one.Network.Members[one.Place].Id), entry =>
                found.Select(one => (One: one, Entry: entry(one.Network.Members[one.Place].Id))).ToList()
            )
            .GetResultAsync(cancellationToken);
        // One that was deleted in between is left out.
        return new SuggestedList(
            purpose,
            [
                .. from partner in partners
                where partner.Entry is not null
                let weightiest = partner.One.Reasons.OrderByDescending(reason => IsWhatItIsFor(reason.Kind)).Take(Sentences)
                select new SuggestedPartner(
                    partner.Entry,
                    [.. weightiest.Select(reason => SuggestedReason.Of(reason, partner.One.Network, vocabularies, gazetteer, language))]
                ),
            ]
        );

        async Task<(SuggestionPurpose Purpose, IReadOnlyList<PartnerSuggestion> Found)> FirstAsync(
            IEnumerable<SuggestionPurpose> purposes,
            int first
        )
        {
            foreach (var one in purposes)
            {
                if (
                    await suggestions.FindAsync(organisation, one, null, first, withConnected: false, cancellationToken) is
                    { Count: > 0 } some
                )
                    return (one, some);
            }

            return (default, []);
        }
    }

    // Somebody who asks for offers sees them first, also where nearness weighs more.
    private static bool IsWhatItIsFor(MatchReasonKind kind) =>
        kind
            is MatchReasonKind.OffersSought
                or MatchReasonKind.SeeksOffered
                or MatchReasonKind.OffersNeeded
                or MatchReasonKind.NeedsOffered
                or MatchReasonKind.MoreExperienced
                or MatchReasonKind.LessExperienced;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The suggestions for {Organisation} could not be read")]
    private partial void LogFailed(Exception error, Guid organisation);
}
