using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;

namespace MsoNetwork.Web.Serving;

/// <summary>One JSON object per line on standard output, unless the standard settings under Logging say otherwise.</summary>
internal static class Logs
{
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:System"] = "Warning",
        // What it would say, RequestLog says; and as long as it is enabled, each request costs it an activity.
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
        // Who sent wrong credentials is told why; nobody else needs to know.
        ["Logging:LogLevel:MsoNetwork.Web.SignIn"] = "Warning",
        // Whoever asked for the connection says so, once.
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Connection"] = "None",
        // The migrations' table is asked for before it exists: EF Core calls that an error.
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command"] = "None",
        // Whoever writes says what was refused, and whether that is an error.
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Update"] = "None",
        // A line for each connection that is refused would fill the log in an attack; metrics count them.
        ["Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel.Connections"] = "Error",
        // Keys are as safe as the database that holds them (docs/decisions.md, 183); where they cannot be read, whoever needs them says so.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "None",
        // Each page with a form is no-store already.
        ["Logging:LogLevel:Microsoft.AspNetCore.Antiforgery"] = "Error",
        ["Logging:Console:FormatterOptions:TimestampFormat"] = "yyyy-MM-ddTHH:mm:ss.fffZ",
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
    };

    /// <summary>For every command: what Microsoft's libraries say below a warning is nobody's business.</summary>
    public static void Quieten(WebApplicationBuilder builder) =>
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });

    /// <summary>A start that failed is told in one sentence by the command; the host would put the stack trace before it.</summary>
    public static bool IsSaidElsewhere(string category, EventId happening) =>
        happening.Id == 11 && category == "Microsoft.Extensions.Hosting.Internal.Host";

    public static void Configure(WebApplicationBuilder builder)
    {
        var formatter = builder.Configuration["Logging:Console:FormatterName"] ?? ConsoleFormatterNames.Json;
        builder.Logging.AddConsole(); // for its formatters and their settings
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(ConsoleLoggerProvider)));
        builder.Services.AddSingleton<ILoggerProvider>(services => new BatchedConsole(
            services
                .GetServices<ConsoleFormatter>()
                .FirstOrDefault(known => known.Name.Equals(formatter, StringComparison.OrdinalIgnoreCase))
                ?? throw new InvalidOperationException($"Logging:Console:FormatterName is {formatter}; it may be json, simple or systemd.")
        ));
    }
}
