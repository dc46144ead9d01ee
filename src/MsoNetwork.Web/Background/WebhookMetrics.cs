using System.Diagnostics.Metrics;
using MsoNetwork.Web.Serving;
using MsoNetwork.Webhooks;

namespace MsoNetwork.Web.Background;

/// <summary>Gauges of webhooks, and what /readyz says of them.</summary>
internal sealed class WebhookMetrics : IDisposable
{
    private readonly Meter _meter = new(SearchMetrics.MeterName);

    public WebhookMetrics(WebhookCourier courier, DeliverWebhooks deliver)
    {
        _meter.CreateObservableGauge(
            "msonet.webhooks.waiting", () => courier.Waiting, "{webhook}", "Webhooks that have not been told of all changes yet.");
        _meter.CreateObservableGauge(
            "msonet.webhooks.failing", () => courier.Failing, "{webhook}", "Webhooks whose last delivery failed.");
        _meter.CreateObservableCounter(
            "msonet.webhooks.deliveries",
            () => new[]
            {
                new Measurement<long>(deliver.Delivered, new KeyValuePair<string, object?>("outcome", "delivered")),
                new Measurement<long>(deliver.Failed, new KeyValuePair<string, object?>("outcome", "failed")),
            },
            "{delivery}",
            "Deliveries that this process tried.");
    }

    /// <summary>Webhooks that wait make no process unready.</summary>
    public static ReadinessCheck Ready { get; } = new(
        "webhooks",
        (_, _) => Task.FromResult<string?>(null),
        services =>
        {
            var courier = services.GetRequiredService<WebhookCourier>();
            return new { waiting = courier.Waiting, failing = courier.Failing };
        });

    public void Dispose() => _meter.Dispose();
}
