using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Settings;
using Npgsql;

namespace MsoNetwork.Web.Serving;

/// <summary>How the server treats connections: those from clients and those to the database.</summary>
internal static class Server
{
    /// <summary>Below the 20,000 files that a process may usually open; each connection takes some kilobytes.</summary>
    public const int UsualConnections = 10_000;

    public static void Configure(WebApplicationBuilder builder)
    {
        var connections = new OpenConnections(OpenConnections.Possible(
            RateSettings.Number(builder.Configuration, "MAX_CONNECTIONS", UsualConnections, least: 1), OpenConnections.Files()));
        builder.Services.AddSingleton(connections);
        // A proxy may take a single LF for no end of line, and see one request where Kestrel sees two (RFC 9112, 2.2).
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 8 * Limits.BodyBytes; // read and thrown away, so that a sender still hears the refusal
            kestrel.Limits.MaxRequestLineSize = 24 * 1024; // a document by GET, percent-encoded
            kestrel.Limits.MaxRequestHeaderCount = 64;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
            kestrel.Limits.MaxConcurrentConnections = connections.Most;
            kestrel.ConfigureEndpointDefaults(listen => listen.Use(connections.Watch));
        });
        // What comes in is worked on where it was noticed, on the thread pool, instead of being handed to another of its threads.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
        // longer than any request runs
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Limits.Request + TimeSpan.FromSeconds(5));
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true; // answers hold nothing secret that a guess could be compressed against
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, MediaTypes.GraphQlResponse, Pages.Map.Tiles.MediaType];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.AllowAnyOrigin().AllowAnyHeader()
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put)
            .WithExposedHeaders("Accept-Ranges", "Content-Range", "ETag", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id")
            .SetPreflightMaxAge(TimeSpan.FromDays(1))));
    }

    /// <summary>Bounds for a serving process: statements that end, and no more connections than a database of 100 can give.</summary>
    public static string Bound(string database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database);
        var bounds = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"-c statement_timeout={Limits.Statement.TotalMilliseconds}"
        );
        settings.Options = settings.Options is { Length: > 0 } given ? $"{bounds} {given}" : bounds;
        // A database that does not even end a statement at its time-out has frozen or is cut off.
        settings.CommandTimeout = (int)Limits.Statement.TotalSeconds + 2;
        if (!settings.ShouldSerialize("Maximum Pool Size")) settings.MaxPoolSize = 30; // ContainsKey is true for every known key
        if (settings.KeepAlive == 0) settings.KeepAlive = 5; // seconds: notices a vanished server, also under the listener
        // Otherwise each use of a connection begins by resetting it: a small query then takes a sixth longer (pgbench). So nothing
        // that is served may leave state behind in a session: SET LOCAL, pg_advisory_xact_lock, temporary tables ON COMMIT DROP.
        settings.NoResetOnClose = true;
        settings.ApplicationName ??= "msonet";
        return settings.ConnectionString;
    }
}
