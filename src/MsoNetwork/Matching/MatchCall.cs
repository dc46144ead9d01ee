using MsoNetwork.PartnerCalls;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Matching;

/// <summary>
/// A call that is open on the network's day, as the matcher sees it: what everybody may read, and nothing of how to reach the caller.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Slug">Its name in addresses of pages.</param>
/// <param name="Caller">Whose it is, by the place in the network.</param>
/// <param name="Direction">Sought or offered.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Where">Where it applies.</param>
public sealed record MatchCall(
    Guid Id,
    string Slug,
    int Caller,
    PartnerCallDirection Direction,
    PartnerCallSubject Subject,
    MatchArea Where
)
{
    /// <summary>By BCP 47 tag.</summary>
    public required IReadOnlyDictionary<string, string> Titles { get; init; }

    /// <summary>The funding line's name as it compares (see Folding); null but for a consortium.</summary>
    public string? FundingLine { get; init; }

    /// <summary>Without religion.</summary>
    public IReadOnlyList<Term> Topics { get; init; } = [];
    public IReadOnlyList<Term> Languages { get; init; } = [];

    /// <summary>
    /// Whether an offer is what this call seeks: the same thing in a place of both, and, where both say which, on a common topic and in a
    /// common language.
    /// </summary>
    public bool IsMetBy(MatchCall offer) => offer.Subject == Subject && FundingLine == offer.FundingLine
        // nobody knows what it is, unless both say on which topic
        && (Subject != PartnerCallSubject.Other || (Topics.Count > 0 && offer.Topics.Count > 0))
        && Agree(Topics, offer.Topics) && Agree(Languages, offer.Languages) && Where.Meets(offer.Where);

    // A term means what stands below it, whichever of both names the broader one.
    private static bool Agree(IReadOnlyList<Term> one, IReadOnlyList<Term> other) =>
        one.Count == 0 || other.Count == 0 || one.Any(a => other.Any(b => Stands(a, below: b) || Stands(b, below: a)));

    private static bool Stands(Term term, Term below)
    {
        for (var at = term; at is not null; at = at.Broader)
        {
            if (at == below) return true;
        }

        return false;
    }
}
