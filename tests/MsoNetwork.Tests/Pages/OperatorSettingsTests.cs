using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Tests.Pages;

/// <summary>What whoever runs the site says of its address and of their own pages.</summary>
[Trait("Speed", "Slow")]
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
    [InlineData("CONTACT_EMAIL", "kontakt")]
    [InlineData("CONTACT_EMAIL", "Kontakt <kontakt@example.org>")]
    public void What_is_no_page_ends_the_start(string name, string setting) => IsRefused<OperatorPages>(name, setting);

    [Theory]
    [InlineData("IMPRINT_URL")]
    [InlineData("PRIVACY_URL")]
    [InlineData("CONTACT_EMAIL")]
    public void A_public_site_does_not_start_without_imprint_privacy_page_and_contact(string missing)
    {
        var settings = new Dictionary<string, string?>
        {
            ["PUBLIC_URL"] = "https://verzeichnis.koeln.de",
            ["IMPRINT_URL"] = "https://www.example.org/impressum",
            ["PRIVACY_URL"] = "https://www.example.org/datenschutz",
            ["CONTACT_EMAIL"] = "kontakt@example.org",
        };
        Assert.Equal("kontakt@example.org", With(settings).RequestServices.GetRequiredService<OperatorPages>().Contact);
        settings[missing] = " ";
        var said = Assert.Throws<WrongSettingException>(() => With(settings).RequestServices.GetRequiredService<OperatorPages>());
        Assert.EndsWith($"so MSONET_{missing} must be set.", said.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://[::1]:5080")]
    [InlineData("http://verzeichnis")]
    [InlineData("https://verzeichnis.example.org")]
    [InlineData("https://probe.test")]
    public void A_site_of_this_machine_or_for_trying_needs_none(string origin) =>
        Assert.Empty(OperatorPages.Of(With("PUBLIC_URL", origin)));

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
        With(new Dictionary<string, string?> { [name] = setting });

    private static DefaultHttpContext With(Dictionary<string, string?> settings) =>
        new()
        {
            RequestServices = new ServiceCollection()
                .AddSingleton<IConfiguration>(
                    new ConfigurationBuilder().AddInMemoryCollection(settings).Build()
                )
                .AddSingleton<SiteOrigin>()
                .AddSingleton<OperatorPages>()
                .BuildServiceProvider(),
        };
}
