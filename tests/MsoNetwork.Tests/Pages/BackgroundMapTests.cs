using Microsoft.Extensions.Configuration;
using MsoNetwork.Web.Pages.Map;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Tests.Pages;

/// <summary>Requests leave the site only where an operator says so.</summary>
public sealed class BackgroundMapTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("", "https://tiles.example.org", null)]
    [InlineData("https://maps.example.org/style.json?key=1", null, " https://maps.example.org")]
    [InlineData(
        "http://localhost:8080/{z}/{x}/{y}.png",
        "https://tiles.example.org/a https://tiles.example.org/b",
        " http://localhost:8080 https://tiles.example.org"
    )]
    public void The_policy_names_the_origins_that_were_set_and_no_others(string? address, string? hosts, string? expected) =>
        Assert.Equal(expected, Of(address, hosts).Policy);

    [Theory]
    [InlineData("basemap", null)]
    [InlineData("https://maps.example.org", "*")]
    [InlineData("javascript:alert(1)", null)]
    public void What_is_no_web_address_ends_the_start(string address, string? hosts) =>
        Assert.Contains(
            "MSONET_BACKGROUND_MAP",
            Assert.Throws<WrongSettingException>(() => Of(address, hosts)).Message,
            StringComparison.Ordinal
        );

    private static BackgroundMap Of(string? address, string? hosts) =>
        new(
            new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?> { ["BACKGROUND_MAP"] = address, ["BACKGROUND_MAP_HOSTS"] = hosts })
                .Build()
        );
}
