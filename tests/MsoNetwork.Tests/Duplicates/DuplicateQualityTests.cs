using MsoNetwork.Duplicates;
using MsoNetwork.Invented;

namespace MsoNetwork.Tests.Duplicates;

/// <summary>Precision, recall and effort on a set whose duplicates are known; docs/measured.md has the figures.</summary>
[Trait("Speed", "Medium")]
public sealed class DuplicateQualityTests
{
    private static readonly DuplicateKind[] Same =
        [DuplicateKind.Typo, DuplicateKind.LegalForm, DuplicateKind.Moved, DuplicateKind.MovedTown, DuplicateKind.Renamed];

    private static readonly Lazy<(InventedDuplicates Set, HashSet<(int, int)> Found, int Compared)> Measured =
        new(() => Run(6_000, 20261130));

    [Fact]
    public void Most_of_what_is_said_to_be_one_is_one_and_most_that_is_one_is_said()
    {
        var (set, found, _) = Measured.Value;
        var known = set.Made.Where(pair => Same.Contains(pair.Kind)).Select(pair => (pair.One, pair.Other)).ToHashSet();
        var right = known.Count(found.Contains);
        var (precision, recall) = (right / (double)found.Count, right / (double)known.Count);
        TestContext.Current.SendDiagnosticMessage(
            $"{known.Count} known, {found.Count} found: precision {precision:F3}, recall {recall:F3}");
        Assert.True(precision >= 0.95, $"precision {precision:F3} of {found.Count}: {string.Join("; ", Wrong(set, found, known))}");
        Assert.True(recall >= 0.85, $"recall {recall:F3} of {known.Count}");
    }

    [Theory]
    [InlineData(DuplicateKind.Typo, 0.9)]
    [InlineData(DuplicateKind.LegalForm, 0.95)]
    [InlineData(DuplicateKind.Moved, 0.95)]
    [InlineData(DuplicateKind.MovedTown, 0.6)]
    [InlineData(DuplicateKind.Renamed, 0.5)]
    public void Duplicates_are_found_whatever_was_done_to_them(DuplicateKind kind, double least) =>
        Assert.True(Share(kind) >= least, $"{kind}: {Share(kind):F3}");

    [Theory]
    [InlineData(DuplicateKind.Branch, 0.06)]
    [InlineData(DuplicateKind.SameHouse, 0.01)]
    [InlineData(DuplicateKind.SameFederation, 0.03)]
    public void Branches_and_those_of_one_house_are_not_one(DuplicateKind kind, double most) =>
        Assert.True(Share(kind) <= most, $"{kind}: {Share(kind):F3}");

    [Fact]
    public void Effort_grows_with_the_entries_and_not_with_their_square()
    {
        foreach (var bodies in (int[])[1_500, 6_000, 15_000])
        {
            var (set, _, compared) = Run(bodies, 1);
            Assert.True(compared < 40 * set.Entries.Count, $"{compared} pairs compared of {set.Entries.Count} entries");
        }
    }

    private static double Share(DuplicateKind kind)
    {
        var (set, found, _) = Measured.Value;
        var made = set.Made.Where(pair => pair.Kind == kind).ToList();
        return made.Count(pair => found.Contains((pair.One, pair.Other))) / (double)made.Count;
    }

    private static IEnumerable<string> Wrong(InventedDuplicates set, HashSet<(int, int)> found, HashSet<(int, int)> known) =>
        found.Except(known).Take(20).Select(pair => $"{set.Entries[pair.Item1]} = {set.Entries[pair.Item2]}");

    private static (InventedDuplicates Set, HashSet<(int, int)> Found, int Compared) Run(int bodies, ulong seed)
    {
        var set = InventedDuplicates.Make(bodies, seed);
        var entries = set.Entries.Select((entry, at) => new ComparedEntry
        {
            Id = new Guid(at, 0, 0, new byte[8]),
            Name = entry.Name,
            MunicipalityKey = InventedDuplicates.Towns[entry.Town].Key,
            FullName = NameWords.Of(entry.Name),
            Names = ComparedEntry.NamesOf(entry.Name, [], InventedDuplicates.Towns[entry.Town].Name),
            Values = ComparedEntry.ValuesOf(entry.Website, entry.Email, entry.Phone, entry.Street, entry.Postcode),
        }).ToList();
        var index = new DuplicateIndex(entries, NameFrequencies.Of(entries.Select(entry => entry.Name)));
        var at = entries.Select((entry, place) => (entry.Id!.Value, place)).ToDictionary(one => one.Value, one => one.place);
        var pairs = index.Pairs().Select(pair => (at[pair.One.Organisation], at[pair.Other.Organisation])).ToHashSet();
        return (set, pairs, index.Compared);
    }
}
