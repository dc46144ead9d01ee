using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Duplicates;
using MsoNetwork.Tests.Import;

namespace MsoNetwork.Tests.Duplicates;

/// <summary>Likely duplicates in a real registry: of one entry that is told, and of all with each other.</summary>
public sealed class LikelyDuplicatesTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private const string Cologne = "05315000";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LikelyDuplicates Duplicates => network.Services.GetRequiredService<LikelyDuplicates>();

    [Fact]
    public async Task An_entry_is_found_by_name_and_place_with_its_reasons()
    {
        var found = await Duplicates.OfAsync(new DuplicateQuestion("Allerweltshaus Koeln", Cologne), Token);
        var one = Assert.Single(found);
        Assert.Equal("Allerweltshaus Köln e.V.", one.Name);
        Assert.Equal([DuplicateReason.SameName], one.Reasons);
        Assert.InRange(one.Score, DuplicateWeights.Likely, 1);
        Assert.Empty(await Duplicates.OfAsync(new DuplicateQuestion("Ganz anderer Name", Cologne), Token));
        Assert.Empty(await Duplicates.OfAsync(new DuplicateQuestion("Allerweltshaus", Cologne) { Except = one.Organisation }, Token));
    }

    [Fact]
    public async Task An_entry_is_found_by_what_it_can_be_reached_by_whatever_its_spelling()
    {
        await network.ImportAsync(
            "external_id,name,town,postcode,street,email,phone,website\n"
                + "d1,Haus der Wege,Köln,50667,Lindenstr. 12,wege@example.org,0221 445566,https://www.wege.example/\n", "Doppelt");
        var question = new DuplicateQuestion("Wegehaus", Cologne)
        {
            Email = "WEGE@example.org",
            Phone = "+49 221 44 55 66",
            Website = "wege.example",
            Street = "Lindenstraße 12",
            Postcode = "50667",
        };
        Assert.Equal(
            [DuplicateReason.SameWebsite, DuplicateReason.SameEmail, DuplicateReason.SamePhone, DuplicateReason.SameAddress],
            Assert.Single(await Duplicates.OfAsync(question, Token)).Reasons);
        Assert.Single(await Duplicates.OfAsync(question with { Phone = null, Street = null }, Token));
        Assert.Single(await Duplicates.OfAsync(question with { Email = null, Website = "WEGE.example/" }, Token));
    }

    [Fact]
    public async Task A_protected_place_cannot_be_found_out_by_asking_for_it()
    {
        await network.ImportAsync(
            "external_id,name,town,postcode,street,email,protect_location\n"
                + "p1,Haus Zuflucht,Köln,50667,Stille Gasse 3,zuflucht@example.org,yes\n", "Geschützt");
        var question = new DuplicateQuestion("Haus Zuflucht", Cologne) { Street = "Stille Gasse 3", Postcode = "50667" };
        var right = Assert.Single(await Duplicates.OfAsync(question, Token));
        var wrong = Assert.Single(await Duplicates.OfAsync(question with { Street = "Laute Gasse 4" }, Token));
        Assert.Equal([DuplicateReason.SameName], right.Reasons);
        Assert.Equal(right.Score, wrong.Score);
    }

    [Fact]
    public async Task Without_a_known_place_the_same_name_anywhere_is_found()
    {
        var found = await Duplicates.OfAsync(new DuplicateQuestion("Allerweltshaus Köln e.V.", null), Token);
        Assert.Equal("Allerweltshaus Köln e.V.", Assert.Single(found).Name);
    }

    [Fact]
    public async Task Pairs_of_the_whole_directory_are_those_of_an_area_together()
    {
        await network.ImportAsync(
            "external_id,name,town\nq1,Verein Morgenröte,Bonn\nq2,Verein Morgenroete e.V.,Bonn\nq3,Verein Morgenröte,Düren\n", "Paare");
        var bonn = await Duplicates.PairsAsync(seat => seat.StartsWith("05314", StringComparison.Ordinal), Token);
        var pair = Assert.Single(bonn);
        string[] names = [pair.One.Name, pair.Other.Name];
        Assert.Equal(["Verein Morgenroete e.V.", "Verein Morgenröte"], names.Order(StringComparer.Ordinal));
        var all = await Duplicates.PairsAsync(null, Token);
        Assert.Contains(all, one => one.One.Organisation == pair.One.Organisation && one.Other.Organisation == pair.Other.Organisation);
        foreach (var one in all)
        {
            Assert.True(one.Score >= DuplicateWeights.Likely);
            Assert.NotEmpty(one.Reasons);
        }
    }

    [Fact]
    public async Task Entries_with_a_slip_in_their_longest_word_are_found_again_and_seldom_another()
    {
        var find = await Duplicates.ForManyAsync(Token);
        await using var command = network.Database.CreateCommand(
            "SELECT id, name, municipality_key FROM organisations WHERE length(name) > 9 AND id IN (SELECT organisation_id FROM "
                + "organisation_sources WHERE external_id LIKE 'listed-%')");
        await using var rows = await command.ExecuteReaderAsync(Token);
        var (asked, found, others) = (0, 0, 0);
        while (await rows.ReadAsync(Token))
        {
            asked++;
            var answers = find(new DuplicateQuestion(Slipped(rows.GetString(1)), rows.GetString(2)));
            if (answers.Any(answer => answer.Organisation == rows.GetGuid(0))) found++;
            others += answers.Count(answer => answer.Organisation != rows.GetGuid(0));
        }

        Assert.True(asked > 50, $"{asked} asked");
        Assert.True(found >= asked * 0.9, $"{found} of {asked} found");
        Assert.True(others <= asked * 0.03, $"{others} others");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("'; DROP TABLE organisations; --")]
    [InlineData("\u0001%_\\")]
    [InlineData("e.V.")]
    public async Task Odd_names_find_nothing_and_break_nothing(string name) =>
        Assert.Empty(await Duplicates.OfAsync(
            new DuplicateQuestion(name, "00000000") { Website = name, Email = name, Phone = name, Street = name, Postcode = name }, Token));

    // Without its legal form, in capitals, and the middle letter of its longest word is gone.
    private static string Slipped(string name)
    {
        var words = name.Replace("e.V.", "", StringComparison.Ordinal).Trim().ToUpperInvariant().Split(' ');
        var longest = Array.IndexOf(words, words.MaxBy(word => word.Length));
        words[longest] = words[longest].Remove(words[longest].Length / 2, 1);
        return string.Join(' ', words);
    }
}
