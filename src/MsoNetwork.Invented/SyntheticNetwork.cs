using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Invented;

/// <summary>An invented organisation with what its entry would say.</summary>
public sealed record SyntheticProfile(
    string Municipality, Position Location, string[] Topics, string[] TargetGroups, string[] Offers, string[] Languages, int? FoundedYear);

/// <summary>
/// Invented networks for judging the matcher, in memory. Assumed: towns by population; topics, groups, offers and languages by Zipf's law
/// and independently of the town and of each other; ties by one cause each, as <see cref="SyntheticTies"/> says; no cause knows offers or
/// target groups. Real networks differ: there causes come together, and who is related by nothing known works together all the same.
/// </summary>
public static class SyntheticNetwork
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What networks may be like, those in which nothing or little can be known included.</summary>
    public static IReadOnlyList<(string Name, SyntheticTies Ties)> Settings { get; } =
    [
        ("mixed", new SyntheticTies(0.3, 0.15, 0.2, 0.1, 2) { Closure = 0.15 }),
        ("mixed, no closure", new SyntheticTies()),
        ("mixed, half by chance", new SyntheticTies(0.15, 0.1, 0.1, 0.05, 2) { Closure = 0.1 }),
        ("topics", new SyntheticTies(0.05, 0.05, 0.7, 0.05, 2) { Closure = 0.05 }),
        ("languages", new SyntheticTies(0.05, 0.05, 0.05, 0.7, 2) { Closure = 0.05 }),
        ("friends of friends", new SyntheticTies(0.15, 0.05, 0.1, 0.05, 2) { Closure = 0.6 }),
        ("distance only", new SyntheticTies(0.7, 0.3, 0, 0, 1)),
        ("attachment only", new SyntheticTies(0, 0, 0, 0, 6)),
        ("random", SyntheticTies.Chance),
    ];

    public static IReadOnlyList<SyntheticProfile> Profiles(Gazetteer gazetteer, VocabularySet vocabularies, int count, ulong seed)
    {
        var organisations = new SyntheticOrganisations(gazetteer, vocabularies, seed, Moment);
        return [.. Enumerable.Range(1, count).Select(number =>
        {
            var row = organisations.Make(number);
            var centre = gazetteer.ByKey(row.Place.MunicipalityKey)!.Centre;
            return new SyntheticProfile(
                row.Place.MunicipalityKey,
                row.Place is { Latitude: { } latitude, Longitude: { } longitude } ? new Position(latitude, longitude) : centre,
                Keys("topics"), Keys("target_groups"), Keys("offers"), Keys("languages"), (int?)row["founded_year"]);

            string[] Keys(string column) => (string[])row[column]!;
        })];
    }
}
