using System.Text.Json;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Regions;
using MsoNetwork.Text;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Invented;

/// <summary>
/// Invented organisations, all of one source and with the keyword "erfunden". Towns by population; topics, target groups,
/// languages and origins by Zipf's law; some places exact, some protected; some dissolved. The same seed gives the same ones.
/// </summary>
internal sealed class SyntheticOrganisations
{
    public const string Keyword = "erfunden";

    private const string Umbrella = "umbrella-body";

    /// <summary>One of so many is an umbrella body.</summary>
    private const int BetweenUmbrellas = 200;

    // The usual order of communities and languages among such organisations, roughly; the other terms follow in the vocabulary's order.
    private static readonly string[] UsualLanguages =
    [
        "tr",
        "ar",
        "ru",
        "uk",
        "kmr",
        "pl",
        "fa",
        "fr",
        "en",
        "ro",
        "sq",
        "es",
        "sr",
        "it",
        "el",
        "ti",
        "pt",
        "hr",
        "vi",
        "ta",
    ];
    private static readonly string[] UsualOrigins =
    [
        "TR",
        "kurdish",
        "SY",
        "UA",
        "russian-speaking",
        "PL",
        "IR",
        "AF",
        "IQ",
        "MA",
        "RO",
        "XK",
        "GR",
        "IT",
        "BA",
        "RS",
        "GH",
        "NG",
        "CM",
        "ER",
        "ES",
        "PT",
        "VN",
        "LK",
    ];

    private readonly WeightedChoice<RegionEntry> _towns;
    private readonly WeightedChoice<string> _kinds, _topics, _groups, _offers, _languages, _origins;
    private readonly Dictionary<RegionEntry, PostcodeEntry[]> _postcodes;
    private readonly Vocabulary _named;
    private readonly Invention _invention;
    private readonly ulong _seed;
    private readonly DateTimeOffset _now;

    public SyntheticOrganisations(
        Gazetteer gazetteer, VocabularySet vocabularies, ulong seed, DateTimeOffset now, Invention? invention = null)
    {
        _invention = invention ?? Invention.LoadTests;
        _named = vocabularies[VocabularyName.Topics];
        _seed = seed;
        _now = now;
        _postcodes = gazetteer
            .Postcodes.Where(entry => entry.IsArea)
            .GroupBy(entry => entry.Municipality)
            .ToDictionary(group => group.Key, group => group.ToArray());
        _towns = new WeightedChoice<RegionEntry>(_postcodes.Keys, (town, _) => town.Population ?? 1);
        IEnumerable<string> Keys(VocabularyName name, params string[] usual) =>
            usual
                .Where(key => vocabularies[name].ByKey(key) is not null)
                .Concat(vocabularies[name].Terms.Select(term => term.Key))
                .Distinct(StringComparer.Ordinal);
        // Support bodies and what follows them in the list are not migrant self-organisations.
        _kinds = WeightedChoice<string>.Zipf(
            Keys(VocabularyName.OrganisationKinds).TakeWhile(key => key != "support-body").Where(key => key != Umbrella)
        );
        _topics = WeightedChoice<string>.Zipf(Keys(VocabularyName.Topics));
        _groups = WeightedChoice<string>.Zipf(Keys(VocabularyName.TargetGroups));
        _offers = WeightedChoice<string>.Zipf(Keys(VocabularyName.Offers));
        _languages = WeightedChoice<string>.Zipf(Keys(VocabularyName.Languages, UsualLanguages));
        _origins = WeightedChoice<string>.Zipf(Keys(VocabularyName.Origins, UsualOrigins));
    }

    public static string IdOf(int number) => $"synthetic-{number:000000}";

    /// <summary>
    /// The umbrella body that this one belongs to, always one of a smaller number, so that there is no cycle; mostly none.
    /// </summary>
    public int? UmbrellaOf(int number)
    {
        var random = new SeededRandom(_seed ^ ((ulong)number << 20) ^ 0xA5A5);
        var umbrellas = (number - 1) / BetweenUmbrellas;
        return umbrellas > 0 && random.Chance(0.1) ? (random.Below(umbrellas) + 1) * BetweenUmbrellas : null;
    }

    /// <summary>
    /// The organisation of this number (from 1); each has its own random numbers, so it does not depend on how many are made.
    /// </summary>
    public ToldOrganisation Make(int number)
    {
        var random = new SeededRandom(_seed ^ ((ulong)number << 20));
        var town = _towns.Next(random);
        var area = random.Of(_postcodes[town]);
        var (name, coined) = SyntheticNames.Make(random, town.Name);
        var id = IdOf(number);
        var precision = random.Share();
        var address = precision < 0.35;
        var topics = _topics.Some(random, 4);
        var isUmbrella = number % BetweenUmbrellas == 0;
        var told = new ToldOrganisation
        {
            Number = number,
            Id = Guid.CreateVersion7(_now),
            Source = _invention.Source,
            ExternalId = id,
            ["name"] = isUmbrella ? $"Dachverband {coined} {town.Name}" : name,
            ["sort_name"] = Folding.SortKey(isUmbrella ? $"Dachverband {coined} {town.Name}" : name),
            ["alternate_names"] = (string[])(random.Chance(0.2) ? [coined.ToUpperInvariant()] : []),
            ["kind"] =
                isUmbrella ? Umbrella
                : random.Chance(0.9) ? _kinds.Next(random)
                : null,
            ["legal_form"] =
                name.EndsWith("e.V.", StringComparison.Ordinal) ? nameof(LegalForm.RegisteredAssociation)
                : random.Chance(0.5) ? nameof(LegalForm.UnregisteredAssociation)
                : null,
            ["founded_year"] = random.Chance(0.7) ? 2025 - (int)(70 * random.Share() * random.Share()) : null,
            ["descriptions"] = JsonSerializer.Serialize(new Dictionary<string, string>
            {
                ["de"] = $"Erfundene Organisation {_invention.Purpose} in {town.Name}: {string.Join(", ", topics.Select(Named))}.",
            }),
            ["street"] = address ? $"Erfundene Straße {1 + random.Below(200)}" : null,
            Place = new ToldPlace(town.Key, town.Name, town.Name, precision < 0.8 ? area.Postcode : null,
                address ? area.Location.Latitude + Jitter(random) : null, address ? area.Location.Longitude + Jitter(random) : null),
            ["location_protected"] = random.Chance(0.02),
            ["active_in"] = (string[])(random.Chance(0.1) ? [town.Parent!.Key] : []),
            ["topics"] = topics,
            ["target_groups"] = _groups.Some(random, 3),
            ["offers"] = _offers.Some(random, 3),
            ["languages"] = (string[])
            [
                .. _languages.Some(random, 3).Append("de").Take(random.Chance(0.6) ? 4 : 1).Distinct(StringComparer.Ordinal),
            ],
            ["origins"] = (string[])(random.Chance(0.8) ? _origins.Some(random, 2) : []),
            ["keywords"] = (string[])[Keyword],
            ["email"] = random.Chance(0.5) ? $"info@{id}.example.org" : null,
            ["website"] = random.Chance(0.6) ? $"https://{id}.example.org" : null,
            ["status"] = random.Share() switch
            {
                < 0.03 => nameof(OrganisationStatus.Dissolved),
                < 0.09 => nameof(OrganisationStatus.Inactive),
                _ => nameof(OrganisationStatus.Active),
            },
            Licence = "CC0-1.0",
        };
        // Load tests have always had the others, and their figures are compared.
        if (_invention == Invention.Demo) SyntheticDetails.Add(told, number);
        return told;
    }

    // Load tests have always had the keys, and their figures are compared.
    private string Named(string topic) => _invention == Invention.LoadTests ? topic : _named.ByKey(topic)!.Label(null);

    // About a kilometre to each side, to six digits as maps write them.
    private static double Jitter(SeededRandom random) => Math.Round((random.Share() - 0.5) * 0.02, 6);
}
