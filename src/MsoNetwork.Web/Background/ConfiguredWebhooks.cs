using System.Net;
using Microsoft.AspNetCore.DataProtection;
using MsoNetwork.Web.Settings;
using MsoNetwork.Webhooks;

namespace MsoNetwork.Web.Background;

/// <summary>Reads MSONET_WEBHOOK_NETWORKS: networks of the operator's own that webhooks may lead to, beside the public internet.</summary>
internal static class ConfiguredWebhooks
{
    private static readonly char[] Between = [';', ',', ' '];

    public static void Configure(WebApplicationBuilder builder)
    {
        var named = (builder.Configuration["WEBHOOK_NETWORKS"] ?? "")
            .Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        builder.Services.AddSingleton(new WebhookNetworks([.. named.Select(one =>
            IPNetwork.TryParse(one, out var network) ? network : throw new WrongSettingException(
                $"MSONET_WEBHOOK_NETWORKS takes networks such as 10.0.0.0/8 or fd00::/8; \"{one}\" is none."))]));
        builder.Services.AddSingleton(services => WebhookSealing.With(services.GetRequiredService<IDataProtectionProvider>()));
        builder.Services.AddHostedService<WebhookSending>();
        builder.Services.AddSingleton<WebhookMetrics>();
        builder.Services.AddSingleton(WebhookMetrics.Ready);
    }
}
