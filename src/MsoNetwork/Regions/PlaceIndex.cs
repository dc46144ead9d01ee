using MsoNetwork.Text;

namespace MsoNetwork.Regions;

/// <summary>A town or a postcode in a town, as an answer to what somebody typed.</summary>
public sealed record Place(string Name, RegionEntry Municipality, string? Postcode, Position Location);

/// <summary>
/// Type-ahead over towns and postcodes. The rules:
/// 1. Spellings are folded (umlauts, diacritics, case, script) on both sides; other names of a town count like its own.
/// 2. A postcode answers from its first two digits on; digits and a town's beginning together narrow each other.
/// 3. Order: the exact name, then names that begin so, then a later word that begins so, then typos (fewest first).
///    Among equals, whose spelling is the typed one comes first, then one that differs in diacritics only (Neunkirchen before
///    Neuenkirchen, which folds to the same); larger towns first.
///    For Latin letters, names in other scripts stand behind all that: nobody who types "x" means a transliteration that begins so.
/// 4. One typo is forgiven from 4 letters on, two from 8; the unfinished last word is compared with beginnings.
/// 5. Where nothing is found so: without what a place is (Stadt Köln, Kreis Unna, D-50667 Köln), then the town that the text begins with
///    (Köln-Kalk, Dortmund Nordstadt).
/// </summary>
public sealed class PlaceIndex
{
    private const int Behind = 10; // beyond any rank

    private static readonly HashSet<string> Designations = new(StringComparer.Ordinal)
    {
        "d", "de", "stadt", "gemeinde", "landeshauptstadt", "kreisstadt", "kreis", "bundesstadt",
    };

    private readonly List<(string Key, Spelling[] Spellings, bool Latin, RegionEntry Town)> _names = [];
    private readonly IReadOnlyList<PostcodeEntry> _postcodes;

    internal PlaceIndex(IEnumerable<RegionEntry> municipalities, IReadOnlyList<PostcodeEntry> postcodes)
    {
        _postcodes = [.. postcodes.OrderBy(entry => !entry.IsArea).ThenBy(entry => entry.Postcode, StringComparer.Ordinal)];
        foreach (var town in municipalities)
        {
            foreach (var same in town.OtherNames.Prepend(town.Name).GroupBy(Folding.MatchKey, StringComparer.Ordinal))
            {
                if (same.Key.Length > 0) _names.Add((same.Key, [.. same.Select(Spelling.Of)], same.Any(IsLatin), town));
            }
        }
    }

    /// <param name="typed">What was typed.</param>
    /// <param name="first">How many at most.</param>
    /// <param name="forgiving">False: without rule 4.</param>
    public IReadOnlyList<Place> Find(string typed, int first, bool forgiving = true)
    {
        var found = FindAsTyped(typed, first, forgiving);
        if (found.Count > 0) return found;
        var words = Folding.MatchKey(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(Designations.Contains).ToArray();
        for (var length = words.Length; length > 0; length--)
        {
            var shorter = string.Join(' ', words[..length]);
            if (shorter != Folding.MatchKey(typed) && FindAsTyped(shorter, first, forgiving: false) is { Count: > 0 } towns)
                return length == words.Length ? towns : [.. towns.Where(town => IsNamed(town, shorter))];
        }

        return [];
    }

    /// <summary>
    /// The town that a text names wholly, or begins with: no beginning of a name counts (München is not München-Gladbach).
    /// </summary>
    public RegionEntry? Named(string typed)
    {
        var words = Folding.MatchKey(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(Designations.Contains).ToArray();
        for (var length = words.Length; length > 0; length--)
        {
            var name = string.Join(' ', words[..length]);
            if (_names.Where(known => known.Key == name).Select(known => known.Town).MaxBy(town => town.Population) is { } town)
                return town;
        }

        return null;
    }

    private bool IsNamed(Place place, string name) => _names.Exists(known => known.Town == place.Municipality && known.Key == name);

    private IReadOnlyList<Place> FindAsTyped(string typed, int first, bool forgiving)
    {
        var words = Folding.MatchKey(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var digits = words.FirstOrDefault(word => char.IsAsciiDigit(word[0]));
        var letters = string.Join(' ', words.Where(word => char.IsAsciiLetter(word[0])));
        if (digits is null)
            return letters.Length == 0
                ? []
                : [.. Towns(letters, typed, forgiving).Take(first).Select(town => new Place(town.Name, town, null, town.Centre))];
        if (digits.Length is < 2 or > 5)
            return [];
        var rank =
            letters.Length == 0
                ? null
                : Towns(letters, typed, forgiving)
                    .Select((town, index) => (town, index))
                    .ToDictionary(pair => pair.town, pair => pair.index);
        return
        [
            .. _postcodes
                .Where(entry =>
                    entry.Postcode.StartsWith(digits, StringComparison.Ordinal) && rank?.ContainsKey(entry.Municipality) != false
                )
                .OrderBy(entry => rank?[entry.Municipality] ?? 0)
                .Take(first)
                .Select(entry => new Place(entry.Municipality.Name, entry.Municipality, entry.Postcode, entry.Location)),
        ];
    }

    private IEnumerable<RegionEntry> Towns(string typed, string written, bool forgiving)
    {
        var (latin, spelling) = (IsLatin(written), Spelling.Of(written));
        var allowed = !forgiving ? 0 : typed.Length switch { < 4 => 0, < 8 => 1, _ => 2 };
        return _names
            .Select(name => (name.Town, name.Spellings, Rank: Rank(typed, name.Key, allowed) + (latin && !name.Latin ? Behind : 0)))
            .Where(found => found.Rank is not null)
            .GroupBy(
                found => found.Town,
                (town, found) => (Town: town, Best: found.Min(name => (name.Rank, name.Spellings.Min(spelling.DifferenceTo))))
            )
            .OrderBy(found => found.Best)
            .ThenByDescending(found => found.Town.Population)
            .ThenBy(found => found.Town.Key, StringComparer.Ordinal)
            .Select(found => found.Town);
    }

    // where the Latin blocks end
    private static bool IsLatin(string text) => !text.Any(letter => char.IsLetter(letter) && letter > '\u024F');

    private static int? Rank(string typed, string name, int allowed)
    {
        if (name == typed) return 0;
        if (name.StartsWith(typed, StringComparison.Ordinal)) return 1;
        if (name.Contains(" " + typed, StringComparison.Ordinal)) return 2;
        if (allowed == 0) return null;
        var whole = EditDistance.Between(typed, name, allowed);
        if (whole <= allowed) return 2 + (2 * whole);
        var beginning = EditDistance.ToPrefix(typed, name, allowed);
        return beginning <= allowed ? 3 + (2 * beginning) : null;
    }

    /// <summary>A name less folded than its key: as written (case aside), and without diacritics.</summary>
    private readonly record struct Spelling(string Written, string Plain)
    {
        public static Spelling Of(string name) => new(name.Trim().ToLowerInvariant(), Folding.SortKey(name));

        /// <summary>0: as written; 1: without diacritics the same beginning; 2: only the folded keys are alike.</summary>
        public int DifferenceTo(Spelling name) =>
            name.Written == Written ? 0
            : name.Plain.StartsWith(Plain, StringComparison.Ordinal) ? 1
            : 2;
    }
}
