using System.Net;
using System.Text.RegularExpressions;
using MsoNetwork.Text;
using MsoNetwork.Web.Pages.Search;
using Npgsql;

namespace MsoNetwork.Tests.Pages;

/// <summary>A long list can be jumped in by letters and printed whole.</summary>
public sealed partial class LetterListTests(CrowdedSite crowded) : IClassFixture<CrowdedSite>
{
    [Theory]
    [InlineData("/de/organisationen")]
    [InlineData("/de/organisationen?topics=education")]
    [InlineData("/de/organisationen?near=K%C3%B6ln&km=20&sort=name")]
    public async Task Letters_are_those_of_the_list_and_their_numbers_add_up(string address)
    {
        var html = await PageAsync(address);
        var letters = Letters(html);
        Assert.Equal(letters.Select(letter => letter.Sign).Order(StringComparer.Ordinal), letters.Select(letter => letter.Sign));
        Assert.Equal(Total(html), letters.Sum(letter => letter.Count));
        foreach (var (sign, count, jump) in letters.Where(letter => letter.Sign is "C" or "M" or "V"))
        {
            Assert.True(count > 0);
            Assert.StartsWith(sign, FirstKey(await PageAsync(jump)), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Umlauts_and_other_letters_stand_where_the_list_has_them()
    {
        await NameAsync("Çınar", "Ägäis-Verein", "Øresund", "7 Brücken");
        var before = Letters(await PageAsync("/de/organisationen"));
        foreach (var (sign, name) in ((string, string)[])[("A", "Ägäis-Verein"), ("C", "Çınar"), ("O", "Øresund"), ("0–9", "7 Brücken")])
        {
            var letter = Assert.Single(before, letter => letter.Sign == sign);
            Assert.Equal(letter.Count, await CountAsync(sign == "0–9" ? "^[0-9]" : $"^{sign.ToLowerInvariant()}"));
            Assert.Contains(Folding.SortKey(name)[0], sign == "0–9" ? "0123456789" : sign.ToLowerInvariant());
        }
    }

    [Theory]
    [InlineData("/de/organisationen?q=verein")]
    [InlineData("/de/organisationen?sort=recentlyupdated")]
    [InlineData("/de/organisationen?near=K%C3%B6ln&km=20")]
    [InlineData("/de/organisationen?q=xyzzyqwert")]
    public async Task Where_the_order_is_another_there_are_no_letters(string address) =>
        Assert.Empty(Letters(await PageAsync(address)));

    [Theory]
    [InlineData("regions=05358&topics=education")]
    [InlineData("q=verein&regions=05358")]
    [InlineData("near=D%C3%BCren&km=10")]
    public async Task A_list_to_print_has_everybody_the_search_finds(string parameters)
    {
        var listed = Total(await PageAsync("/de/organisationen?" + parameters));
        Assert.InRange(listed, 21, WholeListModel.Most);
        var whole = await PageAsync("/de/liste?" + parameters);
        Assert.Equal(listed, Entry().Count(whole));
        Assert.DoesNotContain("class=\"banner\"", whole, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_is_too_long_for_paper_is_cut_and_says_so()
    {
        var whole = await PageAsync("/de/liste");
        Assert.Equal(WholeListModel.Most, Entry().Count(whole));
        Assert.Contains("Auf diesem Ausdruck: 2.000 von ", whole, StringComparison.Ordinal);
    }

    private async Task NameAsync(params string[] names)
    {
        await using var command = crowded.Site.Database.CreateCommand("""
            UPDATE organisations AS o SET name = given.name, sort_name = given.key, updated_at = now()
            FROM unnest($1, $2) WITH ORDINALITY AS given(name, key, place)
            JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM organisations WHERE status = 'Active' AND kind = 'sports-club')
              AS club USING (place)
            WHERE o.id = club.id
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = names });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. names.Select(Folding.SortKey)] });
        Assert.Equal(names.Length, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }

    private async Task<int> CountAsync(string pattern)
    {
        await using var command = crowded.Site.Database.CreateCommand("""
            SELECT count(*)::int FROM organisations
            WHERE status = 'Active' AND (kind = ANY($2)) IS NOT TRUE AND sort_name ~ $1
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = pattern });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. MsoNetwork.Organisations.Offices.Kinds] });
        return (int)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private Task<string> PageAsync(string address) =>
        crowded.Site.Client.GetStringAsync(address, TestContext.Current.CancellationToken);

    private static string FirstKey(string html) => Folding.SortKey(WebUtility.HtmlDecode(HitName().Match(html).Groups[1].Value));

    private static int Total(string html) => Number(Heading().Match(html).Groups[1].Value);

    private static List<(string Sign, int Count, string Address)> Letters(string html) =>
    [
        .. Letter().Matches(html).Select(one =>
            (WebUtility.HtmlDecode(one.Groups[2].Value), Number(one.Groups[3].Value), WebUtility.HtmlDecode(one.Groups[1].Value))
        ),
    ];

    private static int Number(string text) =>
        int.Parse(text.Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("<a href=\"([^\"]+)\" rel=\"nofollow\" data-key=\"letter-.\"[^>]*>([^<]+) <span class=\"number\">([0-9.]+)</span>")]
    private static partial Regex Letter();

    [GeneratedRegex("<h2 id=\"count\"[^>]*>([0-9.]+) ")]
    private static partial Regex Heading();

    [GeneratedRegex("<li class=\"hit\"[^>]*>\\s*<h3><a [^>]*>([^<]+)</a>")]
    private static partial Regex HitName();

    [GeneratedRegex("<bdi>[^<]+</bdi>.*</span>\\s*</li>")]
    private static partial Regex Entry();
}
