using System.CommandLine;
using MsoNetwork.Search;
using MsoNetwork.Web.Operations;

namespace MsoNetwork.Web.Commands;

internal static class ServeCommand
{
    public static Command Create()
    {
        var prepare = new Option<bool>("--prepare") { Description = "Migrate and seed first." };
        var command = new Command("serve", "Serves the API at MSONET_URLS (http://localhost:5080 unless told).") { prepare };
        command.SetAction((arguments, cancellationToken) => Failures.InWordsAsync("Not started", async () =>
        {
            if (arguments.GetValue(prepare)) await PrepareAsync(cancellationToken);
            await ServeAsync(cancellationToken);
            return 0;
        }));
        return command;
    }

    private static async Task ServeAsync(CancellationToken cancellationToken)
    {
        var builder = NetworkHost.CreateBuilder(connect: Server.Bound);
        var urls = builder.Configuration["URLS"] ?? "http://localhost:5080";
        builder.WebHost.UseUrls(urls.Split(';'));
        await using var host = NetworkSite.Build(builder);
        host.Lifetime.ApplicationStarted.Register(() => _ = SayReadyAsync(host));
        await host.RunAsync(cancellationToken);
    }

    // It listens before; but ready is who can answer searches, as /readyz says.
    private static async Task SayReadyAsync(WebApplication host)
    {
        await host.Services.GetRequiredService<IndexFollower>().Loaded;
        Console.WriteLine($"Ready: {host.Urls.First()}");
    }

    // On connections of their own: a migration may take longer than a statement of the API.
    private static async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var builder = NetworkHost.CreateBuilder();
        await using var host = builder.Build();
        await NetworkHost.MigrateAsync(host.Services, cancellationToken);
        await NetworkHost.SeedAsync(builder, host.Services, cancellationToken);
    }
}
