using MsoNetwork.SeedFiles;

namespace MsoNetwork.Funding;

/// <summary>What a fact is: how it is asked, and what counts as an answer.</summary>
public enum FundingFactKind
{
    YesNo,

    /// <summary>0 to 100.</summary>
    Percent,

    /// <summary>A whole number from 0.</summary>
    Number,
    Day,

    /// <summary>AGS of a municipality, eight digits.</summary>
    Place,
}

/// <summary>Something that a rule may ask of an organisation or its project.</summary>
/// <param name="Name">In rules and answers, for example memberShare.</param>
/// <param name="Kind">What an answer looks like.</param>
/// <param name="Question">As a person is asked.</param>
/// <param name="Hint">Where to find the answer, or why it is asked.</param>
/// <param name="IsSensitive">Of people: used for the answer, stored nowhere.</param>
public sealed record FundingFact(string Name, FundingFactKind Kind, SeedText Question, SeedText? Hint, bool IsSensitive);

/// <summary>What is known of one organisation and its project. Nothing in it is stored.</summary>
public sealed class FundingFacts
{
    private readonly Dictionary<string, object> _known = new(StringComparer.Ordinal);

    public FundingFacts()
    {
    }

    private FundingFacts(IEnumerable<KeyValuePair<string, object>> known) => _known = new(known, StringComparer.Ordinal);

    public IEnumerable<string> Names => _known.Keys;

    public bool Knows(string fact) => _known.ContainsKey(fact);

    public bool? YesNo(string fact) => _known.GetValueOrDefault(fact) as bool?;

    public int? Number(string fact) => _known.GetValueOrDefault(fact) as int?;

    public DateOnly? Day(string fact) => _known.GetValueOrDefault(fact) as DateOnly?;

    public string? Place(string fact) => _known.GetValueOrDefault(fact) as string;

    /// <summary>The same and one more.</summary>
    /// <param name="fact">Its name.</param>
    /// <param name="answer">bool, int, DateOnly or the key of a municipality.</param>
    public FundingFacts With(string fact, object answer) => new(_known.Where(one => one.Key != fact).Append(new(fact, answer)));
}
