using System.Diagnostics;
using MsoNetwork.Web.Background;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MsoNetwork.Web.Serving;

/// <summary>Traces and metrics by OpenTelemetry, only where one of its standard variables says where to.</summary>
internal static class Telemetry
{
    public static void Configure(WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        var everything = settings["OTEL_EXPORTER_OTLP_ENDPOINT"] is not null;
        var traces = settings["OTEL_TRACES_EXPORTER"] is { } exporter
            ? exporter == "otlp"
            : everything || settings["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] is not null;
        var metrics = settings["OTEL_METRICS_EXPORTER"] is { } other
            ? other == "otlp"
            : everything || settings["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] is not null;
        if (settings["OTEL_SDK_DISABLED"] == "true" || !(traces || metrics))
            return;
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("msonet"));
        if (traces)
            telemetry.WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation(asked =>
                    asked.EnrichWithHttpResponse = (trace, answer) => HideSecrets(trace, answer.HttpContext))
                .AddNpgsql().AddOtlpExporter());
        if (metrics)
            telemetry.WithMetrics(metering =>
                metering.AddAspNetCoreInstrumentation().AddMeter("System.Runtime", "Npgsql", SearchMetrics.MeterName).AddOtlpExporter()
            );
    }

    // Addresses of mailed links hold secrets: of a page, a trace tells the route and not the path.
    private static void HideSecrets(Activity trace, HttpContext context) =>
        trace.SetTag("url.path", (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "");
}
