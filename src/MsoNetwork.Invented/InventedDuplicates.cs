namespace MsoNetwork.Invented;

/// <summary>What was done to an entry to make another one.</summary>
public enum DuplicateKind
{
    /// <summary>The same body, with one letter of its name wrong.</summary>
    Typo,

    /// <summary>The same, with another legal form, in other capitals or with ae for ä.</summary>
    LegalForm,

    /// <summary>The same, in another house; its telephone, mail and site stay.</summary>
    Moved,

    /// <summary>The same, in another town; its site and mail stay.</summary>
    MovedTown,

    /// <summary>The same, under another name; its contacts stay.</summary>
    Renamed,

    /// <summary>Not the same: the branch of one body in another town, with its site and domain.</summary>
    Branch,

    /// <summary>Not the same: another one in the same house.</summary>
    SameHouse,

    /// <summary>Not the same: another one of the same federation, with its telephone.</summary>
    SameFederation,
}

/// <summary>An invented entry with what is compared.</summary>
public sealed record InventedEntry(int Town, string Name)
{
    public string? Street { get; init; }
    public string? Postcode { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Website { get; init; }
}

/// <summary>A set with known duplicates, and pairs that look like some and are none; the same seed gives the same set.</summary>
public sealed class InventedDuplicates
{
    /// <summary>Municipalities by key and name.</summary>
    public static IReadOnlyList<(string Key, string Name)> Towns { get; } =
    [
        ("05315000", "Köln"), ("05314000", "Bonn"), ("05111000", "Düsseldorf"), ("05913000", "Dortmund"), ("05113000", "Essen"),
        ("05112000", "Duisburg"), ("05911000", "Bochum"), ("05124000", "Wuppertal"), ("05711000", "Bielefeld"), ("05515000", "Münster"),
        ("05334002", "Aachen"), ("05914000", "Hagen"),
    ];

    private readonly SeededRandom _random;
    private readonly List<InventedEntry> _entries = [];
    private readonly List<(int One, int Other, DuplicateKind Kind)> _made = [];

    private InventedDuplicates(ulong seed) => _random = new(seed);

    public IReadOnlyList<InventedEntry> Entries => _entries;

    /// <summary>Pairs by what was done: places in <see cref="Entries"/>.</summary>
    public IReadOnlyList<(int One, int Other, DuplicateKind Kind)> Made => _made;

    /// <param name="bodies">How many bodies; two of five have a second entry, or one beside them that looks like it.</param>
    /// <param name="seed">For the random numbers.</param>
    public static InventedDuplicates Make(int bodies, ulong seed)
    {
        var set = new InventedDuplicates(seed);
        var kinds = Enum.GetValues<DuplicateKind>();
        for (var body = 0; body < bodies; body++)
        {
            var entry = set.Body(body);
            set._entries.Add(entry);
            if (body % 5 > 1) continue;
            var kind = kinds[((body / 5 * 2) + (body % 5)) % kinds.Length];
            set._made.Add((set._entries.Count - 1, set._entries.Count, kind));
            set._entries.Add(set.Other(entry, kind, body));
        }

        return set;
    }

    private InventedEntry Body(int number)
    {
        var town = _random.Below(Towns.Count);
        var (name, coined) = SyntheticNames.Make(_random, Towns[town].Name);
        // Names are coined of few syllables, and would be alike by chance more often than real ones are: nine of ten are longer.
        if (_random.Chance(0.9))
        {
            var longer = coined + SyntheticNames.Make(_random, "").Coined.ToLowerInvariant();
            (name, coined) = (name.Replace(coined, longer, StringComparison.Ordinal), longer);
        }

        var domain = $"{coined}-{number}.example.org".ToLowerInvariant();
        return new InventedEntry(town, name)
        {
            Street = _random.Chance(0.6) ? $"Erfundene Straße {1 + _random.Below(400)}" : null,
            Postcode = $"{50000 + (town * 100) + _random.Below(20)}",
            Email = _random.Chance(0.3) ? $"{coined}{number}@gmx.de" : _random.Chance(0.5) ? $"info@{domain}" : null,
            Phone = _random.Chance(0.6) ? $"0221 {2_000_000 + (number * 37)}" : null,
            Website = _random.Chance(0.2) ? $"https://www.facebook.com/{coined}{number}"
                : _random.Chance(0.6) ? $"https://{domain}/" : null,
        };
    }

    private InventedEntry Other(InventedEntry entry, DuplicateKind kind, int number)
    {
        var fresh = Body(1_000_000 + number);
        return kind switch
        {
            DuplicateKind.Typo => Seen(entry) with { Name = Typo(entry.Name) },
            DuplicateKind.LegalForm => Seen(entry) with { Name = OtherForm(entry.Name) },
            DuplicateKind.Moved => entry with { Street = fresh.Street, Postcode = fresh.Postcode },
            DuplicateKind.MovedTown => entry with
            {
                Town = (entry.Town + 1) % Towns.Count,
                Name = entry.Name.Replace(" " + Towns[entry.Town].Name, "", StringComparison.Ordinal),
                Street = fresh.Street,
                Postcode = fresh.Postcode,
            },
            DuplicateKind.Renamed => entry with { Name = fresh.Name },
            DuplicateKind.Branch => fresh with
            {
                Town = (entry.Town + 1) % Towns.Count,
                Name = InTown(entry.Name, entry.Town, (entry.Town + 1) % Towns.Count),
                Website = entry.Website,
                Email = fresh.Email,
            },
            DuplicateKind.SameHouse => Beside(fresh, entry),
            _ => Beside(fresh, entry) with { Phone = entry.Phone },
        };
    }

    private static InventedEntry Beside(InventedEntry fresh, InventedEntry entry) => fresh with
    {
        Town = entry.Town,
        Name = InTown(fresh.Name, fresh.Town, entry.Town),
        Street = entry.Street,
        Postcode = entry.Postcode,
    };

    // Another list knows some of its contacts, and writes them otherwise.
    private InventedEntry Seen(InventedEntry entry) => entry with
    {
        Email = _random.Chance(0.5) ? entry.Email?.ToUpperInvariant() : null,
        Phone = _random.Chance(0.5) && entry.Phone is { } phone ? "+49 " + phone[1..] : null,
        Website = _random.Chance(0.5) ? entry.Website?.Replace("https://", "http://www.", StringComparison.Ordinal) : null,
        Street = _random.Chance(0.5) ? entry.Street?.Replace("Straße", "Str.", StringComparison.Ordinal) : null,
    };

    private string Typo(string name)
    {
        var words = name.Split(' ');
        var at = words.Length > 1 && _random.Chance(0.5) ? 1 : 0;
        var place = 1 + _random.Below(words[at].Length - 2);
        words[at] = _random.Below(3) switch
        {
            0 => words[at].Remove(place, 1),
            1 => words[at].Insert(place, words[at][place].ToString()),
            _ => words[at][..place] + words[at][place + 1] + words[at][place] + words[at][(place + 2)..],
        };
        return string.Join(' ', words);
    }

    private string OtherForm(string name)
    {
        var bare = name.Replace(" e.V.", "", StringComparison.Ordinal);
        return _random.Below(4) switch
        {
            0 => bare.ToUpperInvariant(),
            1 => bare.Replace("ä", "ae", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal) + " gGmbH",
            2 => bare + " (e. V.)",
            _ => bare.Replace(' ', '-'),
        };
    }

    private static string InTown(string name, int from, int to) =>
        name.Contains(Towns[from].Name, StringComparison.Ordinal)
            ? name.Replace(Towns[from].Name, Towns[to].Name, StringComparison.Ordinal)
            : $"{name.Replace(" e.V.", "", StringComparison.Ordinal)} {Towns[to].Name}";
}
