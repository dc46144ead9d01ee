using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MsoNetwork.Relay;

namespace MsoNetwork.Webhooks;

/// <summary>This room's registration. A host that serves registers <see cref="WebhookSecrets"/>, and the operator's networks.</summary>
internal static class WebhookServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.TryAddSingleton(new WebhookNetworks([]));
        return services
            .AddSingleton(provider => new WebhookClient(
                provider.GetRequiredService<WebhookNetworks>(), provider.GetRequiredService<TimeProvider>(), WebhookClient.Longest))
            .AddSingleton<DeliverWebhooks>()
            .AddSingleton<WebhookCourier>()
            .AddScoped<WebhookLists>()
            .AddScoped<CheckWebhook>()
            .AddScoped<KeepWebhooks>()
            .AddScoped<TestWebhook>()
            .AddScoped<WebhookRequests>()
            .AddNodes<WebhookLists, Webhook>("Webhook", lists => lists.ById);
    }
}
