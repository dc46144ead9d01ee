using System.Diagnostics;
using System.Text;
using MsoNetwork.WebsiteChecks;

namespace MsoNetwork.Tests.WebsiteChecks;

/// <summary>robots.txt as RFC 9309 has it; the examples of its sections 2.2 and 5 among them.</summary>
public sealed class RobotsRulesTests
{
    [Theory]
    [InlineData("", "/", true)]
    [InlineData("User-agent: *\nDisallow: /", "/", false)]
    [InlineData("User-agent: *\nDisallow: /", "/robots.txt", true)]
    [InlineData("User-agent: *\nDisallow:", "/", true)]
    [InlineData("User-agent: *\nDisallow: /intern", "/internes/x", false)]
    [InlineData("User-agent: *\nDisallow: /intern", "/Intern", true)]
    [InlineData("Disallow: /", "/", true)] // belongs to nobody
    [InlineData("User-agent: other\nDisallow: /", "/", true)]
    [InlineData("User-agent: MSONETWORK\nDisallow: /", "/", false)]
    [InlineData("User-agent: MsoNetwork/1.0\nDisallow: /", "/", false)]
    [InlineData("User-agent: MsoNetworkPlus\nDisallow: /", "/", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: MsoNetwork\nAllow: /", "/", true)] // one's own group alone counts
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: MsoNetwork\nCrawl-delay: 3", "/", true)]
    [InlineData("User-agent: a\nUser-agent: MsoNetwork\nDisallow: /x\n\nUser-agent: b\nDisallow: /", "/y", true)]
    [InlineData("User-agent: MsoNetwork\nDisallow: /a\nUser-agent: b\nDisallow: /b\nUser-agent: msonetwork\nDisallow: /c", "/c", false)]
    [InlineData("User-agent: MsoNetwork\nDisallow: /a\nUser-agent: b\nDisallow: /b\nUser-agent: msonetwork\nDisallow: /c", "/b", true)]
    [InlineData("User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/disallowed.gif", false)]
    [InlineData("User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/x", true)]
    [InlineData("User-agent: *\nDisallow: /x\nAllow: /x", "/x", true)] // as long: the one that allows
    [InlineData("User-agent: *\nDisallow: *.gif$", "/a/b.gif", false)]
    [InlineData("User-agent: *\nDisallow: *.gif$", "/a/b.gif?x", true)]
    [InlineData("User-agent: *\nDisallow: /*/privat/*$", "/a/privat/b", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c", "/axxbyycz", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c", "/axxcyyb", true)]
    [InlineData("User-agent: *\nDisallow: /?s=", "/?s=x", false)]
    [InlineData("User-agent: *\r\nDisallow: /x # davor\r\n", "/x", false)]
    [InlineData("\uFEFFUser-Agent : *\rDISALLOW : /x", "/x", false)]
    [InlineData("User-agent: *\nDisallow: /über", "/%C3%BCber", false)]
    [InlineData("User-agent: *\nDisallow: /%c3%bcber", "/über", false)]
    [InlineData("User-agent: *\nDisallow: /bar/%62%61%7A", "/bar/baz", false)]
    [InlineData("User-agent: *\nDisallow: /a%2Fb", "/a/b", true)]
    [InlineData("<html><body>404: Disallow: /</body></html>", "/", true)]
    public void Groups_paths_and_signs_mean_what_the_standard_says(string file, string path, bool allowed) =>
        Assert.Equal(allowed, RobotsRules.Read(Encoding.UTF8.GetBytes(file), VisitorOptions.Product).Allows(path));

    [Fact]
    public void What_stands_behind_500_kilobytes_counts_for_nothing_and_no_pattern_takes_long()
    {
        var long_ = Encoding.UTF8.GetBytes($"User-agent: *\n#{new string('x', RobotsRules.MostBytes)}\nDisallow: /");
        Assert.True(RobotsRules.Read(long_, VisitorOptions.Product).Allows("/"));
        var stars = string.Concat(Enumerable.Repeat("a*", 5_000));
        var rules = RobotsRules.Read(Encoding.UTF8.GetBytes($"User-agent: *\nDisallow: /{stars}b$"), VisitorOptions.Product);
        var began = Stopwatch.GetTimestamp();
        Assert.True(rules.Allows("/" + new string('a', 20_000)));
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(5)); // backtracking would take years
    }
}
