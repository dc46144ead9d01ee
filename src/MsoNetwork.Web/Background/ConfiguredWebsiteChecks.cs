using MsoNetwork.Web.Settings;
using MsoNetwork.WebsiteChecks;

namespace MsoNetwork.Web.Background;

/// <summary>
/// Reads MSONET_CHECK_WEBSITES: on visits the websites of organisations. Those who are visited must be able to read by whom, so it needs a
/// public address; the demo visits nobody.
/// </summary>
internal static class ConfiguredWebsiteChecks
{
    public static void Configure(WebApplicationBuilder builder)
    {
        switch (builder.Configuration["CHECK_WEBSITES"]?.Trim())
        {
            case null or "" or "off": return;
            case "on": break;
            case var other: throw new WrongSettingException($"MSONET_CHECK_WEBSITES is \"{other}\"; it takes on or off.");
        }

        if (new DemoSetting(builder.Configuration).IsOn)
            throw new WrongSettingException("MSONET_CHECK_WEBSITES is on, but the demo (MSONET_DEMO=on) visits no websites.");
        if (new SiteOrigin(builder.Configuration).Given is not { } origin)
            throw new WrongSettingException(
                "MSONET_CHECK_WEBSITES is on, so MSONET_PUBLIC_URL must say where those who are visited can read by whom.");
        builder.Services.AddSingleton(new VisitorOptions { Page = $"{origin}/de/{VisitorOptions.PagePath}" });
        builder.Services.AddHostedService<WebsiteChecking>();
    }
}
