using System.Diagnostics.Metrics;
using MsoNetwork.Mail;
using MsoNetwork.Web.Serving;

namespace MsoNetwork.Web.Background;

/// <summary>Gauges of the mail queue, and what /readyz says of it.</summary>
internal sealed class MailMetrics : IDisposable
{
    private readonly Meter _meter = new(SearchMetrics.MeterName);

    public MailMetrics(MailCourier courier, MailWorker worker)
    {
        _meter.CreateObservableGauge(
            "msonet.mail.lag",
            () => courier.Lag.TotalSeconds,
            "s",
            "How long the oldest mail waits that nobody has tried to hand over; 0 when none does."
        );
        _meter.CreateObservableGauge("msonet.mail.waiting", () => courier.Waiting, "{mail}", "Mails that wait to be handed over.");
        _meter.CreateObservableCounter("msonet.mail.handed",
            () => worker.Ended.Select(one => new Measurement<long>(one.Value, new KeyValuePair<string, object?>("outcome", one.Key))),
            "{mail}", "Mails by what became of handing them over: sent, postponed, refused, withheld (the address is marked).");
    }

    /// <summary>Mails that wait make no process unready: pages are answered without them.</summary>
    public static ReadinessCheck Ready { get; } =
        new(
            "mail",
            (_, _) => Task.FromResult<string?>(null),
            services =>
            {
                var courier = services.GetRequiredService<MailCourier>();
                return new { waiting = courier.Waiting, lagSeconds = Math.Round(courier.Lag.TotalSeconds, 1) };
            }
        );

    public void Dispose() => _meter.Dispose();
}
