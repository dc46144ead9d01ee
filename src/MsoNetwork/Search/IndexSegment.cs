using System.Collections.Concurrent;
using MsoNetwork.Organisations;

namespace MsoNetwork.Search;

/// <summary>Where in an entry a word stands, the weightiest first.</summary>
public enum MatchField
{
    Name,
    AlternateName,
    Term,
    Town,
    Description,
}

/// <summary>What ranking and filters need to know of an organisation, beside its words.</summary>
/// <param name="NameWords">Words of the name.</param>
/// <param name="Freshness">Days since 1970 of the last change or confirmation.</param>
public sealed record IndexedOrganisation(
    Guid Id,
    string SortName,
    OrganisationStatus Status,
    VerificationState Verification,
    long UpdatedTicks,
    int NameWords,
    int Freshness,
    double Latitude,
    double Longitude,
    string MunicipalityKey
)
{
    /// <summary>Circles find it when they come so near.</summary>
    public double ReachMetres { get; init; }

    /// <summary>What a room above filters and counts by.</summary>
    public object? Own { get; init; }
}

/// <summary>
/// An immutable inverted index. Each word has its postings: organisations' numbers and fields in one integer, sorted. Keys of
/// terms and regions are words as well, behind <see cref="SegmentBuilder.KeyMark"/>. The forward index gives an organisation's words back.
/// </summary>
public sealed class IndexSegment(
    IndexedOrganisation[] organisations, WordList words, uint[] postings, int[] postingStarts, uint[] forward, int[] forwardStarts)
{
    private const int FieldBits = 3;
    private const int MostSpare = 64;
    private readonly ConcurrentBag<byte[]> _spare = [];
    private readonly Dictionary<Guid, int> _numbers = organisations
        .Select((organisation, number) => (organisation.Id, number))
        .ToDictionary(pair => pair.Id, pair => pair.number);

    public int Count => organisations.Length;

    /// <summary>
    /// How many of the words are keys of terms and regions; they come first, in the list and in each organisation's words.
    /// </summary>
    public int Keys { get; } = words.Beginning(SegmentBuilder.KeyMark.ToString()).End.Value;

    /// <summary>The active ones, whom most searches are for.</summary>
    public bool[] Active { get; } = Array.ConvertAll(organisations, organisation => organisation.Status == OrganisationStatus.Active);

    public WordList Words => words;

    public IndexedOrganisation this[int number] => organisations[number];

    public int? NumberOf(Guid id) => _numbers.TryGetValue(id, out var number) ? number : null;

    /// <summary>
    /// A byte for each organisation, of any content; to be given back with <see cref="Return"/>, so that searches do not fill the memory.
    /// </summary>
    public byte[] Rent() => _spare.TryTake(out var bytes) ? bytes : new byte[Count];

    public void Return(byte[] bytes)
    {
        if (_spare.Count < MostSpare) _spare.Add(bytes);
    }

    /// <summary>The postings of a word, by organisation's number.</summary>
    public ReadOnlySpan<uint> Postings(int word) => postings.AsSpan(postingStarts[word]..postingStarts[word + 1]);

    /// <summary>The words of an organisation with their fields.</summary>
    public ReadOnlySpan<uint> WordsOf(int number) => forward.AsSpan(forwardStarts[number]..forwardStarts[number + 1]);

    public static uint Pack(int number, MatchField field) => ((uint)number << FieldBits) | (uint)field;

    public static int Number(uint packed) => (int)(packed >> FieldBits);

    public static MatchField Field(uint packed) => (MatchField)(packed & 7);
}
