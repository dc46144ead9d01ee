using System.Globalization;
using CsvHelper;

namespace MsoNetwork.Tests;

/// <summary>What must hold for the committed facts, whatever is done with them.</summary>
public sealed class SeedFilesTests
{
    [Fact]
    public void There_are_396_municipalities_with_unique_keys_as_text()
    {
        var keys = Column("regions/municipalities.csv", "ags");
        Assert.Equal(396, keys.Distinct().Count());
        Assert.All(keys, key => Assert.Matches("^05[0-9]{6}$", key));
    }

    [Fact]
    public void Every_municipality_lies_in_a_known_district_and_government_district()
    {
        var regions = Column("regions/regions.csv", "key").ToHashSet();
        Assert.Equal(59, regions.Count);
        Assert.All(Column("regions/municipalities.csv", "ags"), key =>
        {
            Assert.Contains(key[..5], regions);
            Assert.Contains(key[..3], regions);
        });
    }

    [Fact]
    public void The_54_integration_centres_cover_known_regions()
    {
        var regions = Column("regions/regions.csv", "key").Concat(Column("regions/municipalities.csv", "ags")).ToHashSet();
        var covered = Column("regions/integration-centres.csv", "region");
        Assert.Equal(54, covered.Count);
        Assert.All(covered, key => Assert.Contains(key, regions));
    }

    [Fact]
    public void Every_postcode_belongs_to_a_known_municipality()
    {
        var known = Column("regions/municipalities.csv", "ags").ToHashSet();
        Assert.All(Column("regions/postcodes.csv", "municipality"), key => Assert.Contains(key, known));
    }

    [Fact]
    public void Every_organisation_has_a_name_a_source_and_a_licence_note()
    {
        Assert.All(All("name"), name => Assert.NotEqual("", name));
        Assert.All(All("source_name"), source => Assert.NotEqual("", source));
        Assert.All(All("licence"), licence => Assert.NotEqual("", licence));
        List<string> ids = [.. Both("external_id"), .. Column("further.csv", "external_id")];
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void What_was_read_later_says_how_sure_it_is_and_nothing_doubtful_is_in_it()
    {
        List<string> sure = [.. Column("further.csv", "confidence"), .. Column("contacts.csv", "confidence")];
        Assert.All(sure, one => Assert.Contains(one, (string[])["high", "medium"]));
    }

    [Fact]
    public void Contacts_are_of_organisations_that_are_listed_under_the_same_name_in_the_same_town()
    {
        var listed = Both("external_id").Zip(Both("name"), Both("town")).ToHashSet();
        var told = Column("contacts.csv", "external_id").Zip(Column("contacts.csv", "name"), Column("contacts.csv", "town"));
        Assert.All(told, one => Assert.Contains(one, listed));
    }

    [Fact]
    public void No_address_is_one_person_s() =>
        Assert.All(
            [.. Column("further.csv", "email"), .. Column("contacts.csv", "email")],
            address => Assert.DoesNotMatch(@"^[a-z]+[._][a-z]{3,}@", address));

    [Fact]
    public void Memberships_join_listed_organisations()
    {
        var ids = Both("external_id").ToHashSet();
        Assert.All(Column("memberships.csv", "member").Concat(Column("memberships.csv", "umbrella")), id => Assert.Contains(id, ids));
    }

    [Fact]
    public void Each_of_the_54_integration_centres_is_an_organisation_too_and_works_where_it_covers()
    {
        var centres = Column("regions/integration-centres.csv", "key").Select(key => "actor-" + key).Order(StringComparer.Ordinal);
        Assert.Equal(
            centres,
            Column("actors.csv", "external_id")
                .Zip(Column("actors.csv", "kind"))
                .Where(row => row.Second == "integration-centre")
                .Select(row => row.First)
                .Order(StringComparer.Ordinal)
        );
        var covered = Column("regions/integration-centres.csv", "key")
            .Zip(Column("regions/integration-centres.csv", "region"))
            .ToDictionary(row => "actor-" + row.First, row => row.Second);
        Assert.All(
            Column("actors.csv", "external_id").Zip(Column("actors.csv", "active_in")).Where(row => covered.ContainsKey(row.First)),
            row => Assert.All(row.Second.Split('|'), region => Assert.StartsWith(covered[row.First], region, StringComparison.Ordinal))
        );
    }

    private static List<string> All(string column) =>
        [.. Both(column), .. Column("further.csv", column), .. Column("contacts.csv", column)];

    private static List<string> Both(string column) => [.. Column("organisations.csv", column), .. Column("actors.csv", column)];

    private static List<string> Column(string file, string column)
    {
        using var csv = new CsvReader(new StreamReader(Path.Combine(Repository.Root, "seeds", file)), CultureInfo.InvariantCulture);
        Assert.True(csv.Read() && csv.ReadHeader(), $"{file} has no header");
        var values = new List<string>();
        while (csv.Read()) values.Add(csv.GetField(column) ?? "");
        Assert.NotEmpty(values);
        return values;
    }
}
