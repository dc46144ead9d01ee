using MsoNetwork.Duplicates;

namespace MsoNetwork.Tests.Duplicates;

/// <summary>Which pairs the weights must tell apart. Name, town, website, e-mail, telephone, street, postcode.</summary>
public sealed class DuplicateWeightsTests
{
    private const string Cologne = "05315000";
    private const string Bonn = "05314000";

    private static readonly NameFrequencies Frequencies = NameFrequencies.Of(
    [
        .. Enumerable.Repeat("Türkischer Kulturverein", 20), .. Enumerable.Repeat("Afrikanischer Verein", 20),
        .. Enumerable.Repeat("Griechische Gemeinde", 20), .. Enumerable.Repeat("Spanischer Elternverein", 10),
        .. Enumerable.Repeat("Deutsch Griechischer Freundschaftsverein für Kultur und Bildung", 10),
        "Migrafrica", "Allerweltshaus", "Babylon Frauenverein", "Simorgh", "Kaktus",
    ]);

    [Theory]
    [InlineData("Allerweltshaus Köln e.V.", "Allerweltshaus", DuplicateReason.SameName)]
    [InlineData("Deutsch-Türkischer Verein e.V.", "Deutschtürkischer Verein", DuplicateReason.SameName)]
    [InlineData("MIGRAFRICA", "Migrafrica e. V.", DuplicateReason.SameName)]
    [InlineData("Griechische Gemeinde Koeln", "Griechische Gemeinde Köln e.V.", DuplicateReason.SameName)]
    [InlineData("Migrafrica", "Migafrica", DuplicateReason.NearName)]
    [InlineData("Babylon Frauenverein", "Babylon Frauenvereine", DuplicateReason.NearName)]
    [InlineData("Babylon Frauenverein", "Frauenverein Babylon", DuplicateReason.NearName)]
    [InlineData("Türkischer Kulturverein Anadolu", "Türkisher Kulturverein Anadolu", DuplicateReason.NearName)]
    public void Spellings_of_one_name_in_one_town_are_found(string one, string other, DuplicateReason reason)
    {
        var found = Assert.Single(Find(Entry(one, Cologne), Entry(other, Cologne)));
        Assert.Equal([reason], found.Reasons);
    }

    [Theory]
    [InlineData("Türkischer Kulturverein", "Afrikanischer Kulturverein")]
    [InlineData("Griechische Gemeinde", "Griechischer Elternverein")]
    [InlineData("Spanischer Elternverein", "Griechischer Elternverein")]
    [InlineData("Simorgh", "Kaktus")]
    [InlineData("Afrika e.V.", "Verein")]
    public void Names_that_share_what_many_have_are_others(string one, string other) =>
        Assert.Empty(Find(Entry(one, Cologne), Entry(other, Cologne)));

    [Fact]
    public void The_same_name_in_another_town_is_another_one_unless_more_is_the_same()
    {
        Assert.Empty(Find(Entry("Griechische Gemeinde", Cologne), Entry("Griechische Gemeinde", Bonn)));
        var found = Assert.Single(Find(
            Entry("Simorgh", Cologne, website: "https://www.simorgh.example/"),
            Entry("Simorgh e.V.", Bonn, website: "http://simorgh.example")));
        Assert.Equal([DuplicateReason.SameWebsite, DuplicateReason.NameElsewhere], found.Reasons);
    }

    [Fact]
    public void Contacts_tell_a_renamed_one_and_an_umbrella_s_telephone_tells_nothing()
    {
        var renamed = Find(
            Entry("Simorgh", Cologne, email: "Info@Example.org", phone: "+49 221 123456"),
            Entry("Kulturhaus am Park", Cologne, email: "info@example.org", phone: "0221 12 34 56"));
        Assert.Equal([DuplicateReason.SameEmail, DuplicateReason.SamePhone], Assert.Single(renamed).Reasons);

        var members = Enumerable.Range(0, 40).Select(at => Entry($"Mitglied{at:D2}x{at * 7919}", Cologne, phone: "0221 999999")).ToArray();
        Assert.Empty(Find(Entry("Simorgh", Cologne, phone: "0221 999999"), members));
    }

    [Theory]
    [InlineData("https://www.example.org/de/", "http://example.org", true)]
    [InlineData("example.org/index.html", "https://example.org/", true)]
    [InlineData("https://www.facebook.com/", "https://facebook.com", false)]
    [InlineData("https://facebook.com/eins", "https://facebook.com/zwei", false)]
    public void A_website_is_its_host_and_path(string one, string other, bool same) =>
        Assert.Equal(same, ContactKeys.Website(one) is { } key && key == ContactKeys.Website(other));

    [Theory]
    [InlineData("Hauptstr. 5", "Hauptstraße 5", true)]
    [InlineData("Haupt Straße 5 a", "Hauptstr. 5a", true)]
    [InlineData("Hauptstraße 5", "Hauptstraße 6", false)]
    [InlineData("Hauptstraße", "Hauptstraße", false)]
    public void An_address_is_a_street_with_a_number_however_written(string one, string other, bool same) =>
        Assert.Equal(same, ContactKeys.Address(one, "50667") is { } key && key == ContactKeys.Address(other, "50667"));

    private static IReadOnlyList<LikelyDuplicate> Find(ComparedEntry asked, params ComparedEntry[] entries) =>
        new DuplicateIndex([.. entries], Frequencies).Find(asked);

    private static ComparedEntry Entry(
        string name, string municipality, string? website = null, string? email = null, string? phone = null) => new()
        {
            Id = Guid.NewGuid(),
            Name = name,
            MunicipalityKey = municipality,
            FullName = NameWords.Of(name, null),
            Names = ComparedEntry.NamesOf(name, [], municipality == Cologne ? "Köln" : "Bonn"),
            Values = ComparedEntry.ValuesOf(website, email, phone, null, null),
        };
}
