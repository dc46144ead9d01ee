using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Tests.Pages;

/// <summary>What whoever runs the site says of its address and of their own pages.</summary>
public sealed class OperatorSettingsTests
{
    [Theory]
    [InlineData(null, "http://typed:5080")]
    [InlineData("", "http://typed:5080")]
    [InlineData("  ", "http://typed:5080")]
    [InlineData("https://verzeichnis.example.org", "https://verzeichnis.example.org")]
    [InlineData(" https://Verzeichnis.Example.org:8443/ ", "https://verzeichnis.example.org:8443")]
    public void The_site_names_itself_as_it_was_told_or_as_it_was_called(string? setting, string origin)
    {
        var context = With("PUBLIC_URL", setting);
        (context.Request.Scheme, context.Request.Host) = ("http", new HostString("typed:5080"));
        Assert.Equal(origin, SiteOrigin.Of(context));
    }

    [Theory]
    [InlineData("verzeichnis.example.org")]
    [InlineData("//verzeichnis.example.org")]
    [InlineData("ftp://verzeichnis.example.org")]
    [InlineData("https://verzeichnis.example.org/netz")]
    [InlineData("https://verzeichnis.example.org?a=b")]
    [InlineData("https://somebody:hidden@verzeichnis.example.org")]
    public void What_is_no_origin_ends_the_start(string setting) => IsRefused<SiteOrigin>("PUBLIC_URL", setting);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://www.example.org/impressum", "https://www.example.org/impressum")]
    public void The_operators_pages_are_linked_where_there_are_any(string? setting, params string[] links) =>
        Assert.Equal(links, OperatorPages.Of(With("IMPRINT_URL", setting)).Select(link => link.Address));

    [Theory]
    [InlineData("IMPRINT_URL", "www.example.org/impressum")]
    [InlineData("PRIVACY_URL", "/datenschutz")]
    [InlineData("PRIVACY_URL", "javascript:alert(1)")]
    public void What_is_no_page_ends_the_start(string name, string setting) => IsRefused<OperatorPages>(name, setting);

    [Theory]
    [InlineData("MSONET_PUBLIC_URL")]
    [InlineData("MSONET_IMPRINT_URL")]
    [InlineData("MSONET_PRIVACY_URL")]
    [InlineData("MSONET_BACKGROUND_MAP")]
    [InlineData("MSONET_BASEMAP")]
    public async Task It_ends_before_the_database_is_looked_for(string name)
    {
        using var msonet = MsonetProcess.Start(
            "Host=127.0.0.1;Port=1;Database=x;Username=x",
            new Dictionary<string, string?> { [name] = "example.org" },
            "serve",
            "--prepare"
        );
        Assert.Equal(2, await msonet.EndAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith(name, Assert.Single(msonet.Lines), StringComparison.Ordinal);
    }

    private static void IsRefused<T>(string name, string setting)
        where T : notnull
    {
        var said = Assert.Throws<WrongSettingException>(() => With(name, setting).RequestServices.GetRequiredService<T>()).Message;
        Assert.StartsWith($"MSONET_{name} takes ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", said, StringComparison.Ordinal);
    }

    private static DefaultHttpContext With(string name, string? setting) =>
        new()
        {
            RequestServices = new ServiceCollection()
                .AddSingleton<IConfiguration>(
                    new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [name] = setting }).Build()
                )
                .AddSingleton<SiteOrigin>()
                .AddSingleton<OperatorPages>()
                .BuildServiceProvider(),
        };
}
