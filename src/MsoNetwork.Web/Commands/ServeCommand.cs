using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using MsoNetwork.Changes;
using MsoNetwork.Invented;
using MsoNetwork.Migrations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Web.Background;
using MsoNetwork.Web.Serving;
using MsoNetwork.Web.Settings;
using Npgsql;

namespace MsoNetwork.Web.Commands;

internal static class ServeCommand
{
    public static Command Create()
    {
        var prepare = new Option<bool>("--prepare") { Description = "Migrate and seed first." };
        var command = new Command("serve", "Serves the API at MSONET_URLS (http://localhost:5080 unless told).") { prepare };
        command.SetAction((arguments, cancellationToken) => Failures.InWordsAsync("Not started", async () =>
        {
            await ServeAsync(arguments.GetValue(prepare), cancellationToken);
            return 0;
        }));
        return command;
    }

    private static async Task ServeAsync(bool prepare, CancellationToken cancellationToken)
    {
        var builder = NetworkHost.CreateBuilder(connect: Server.Bound);
        var addresses = ListeningAddresses.Of(builder.Configuration["URLS"]);
        builder.WebHost.UseUrls(addresses);
        builder.Services.AddHostedService<ErasureApplying>(); // the first to start
        await using var host = NetworkSite.Build(builder);
        ListeningAddresses.NeedPublicUrl(addresses, host.Services.GetRequiredService<SiteOrigin>());
        if (host.Services.GetRequiredService<DemoSetting>().IsOn)
            await DemoDatabase.RefuseOthersAsync(host.Services.GetRequiredService<NpgsqlDataSource>(), cancellationToken);
        // Only now: a setting that ends the start has ended it before anything was changed.
        if (prepare)
        {
            await PrepareAsync(cancellationToken);
            // The demo has looked into the database before there was PostGIS, and points could not be read.
            await using var connection = await host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancellationToken);
            await connection.ReloadTypesAsync(cancellationToken);
        }

        host.Lifetime.ApplicationStarted.Register(() => _ = SayReadyAsync(host));
        await ListenAsync(host, addresses, cancellationToken);
        await host.WaitForShutdownAsync(cancellationToken);
    }

    private static async Task ListenAsync(WebApplication host, string[] addresses, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (Exception refused) when (refused is SocketException || refused.InnerException is AddressInUseException)
        {
            throw new IOException(
                $"What MSONET_URLS names ({string.Join("; ", addresses)}) cannot be listened on here: {refused.Message.TrimEnd('.')}.",
                refused
            );
        }
    }

    // It listens before; but ready is who can answer searches, as /readyz says.
    private static async Task SayReadyAsync(WebApplication host)
    {
        var newer = host.Services.GetRequiredService<NewerDatabase>();
        for (var isTold = false; await NewerAsync() is { } problem; isTold = true)
        {
            if (!isTold) await Console.Error.WriteLineAsync($"Not ready: {problem}");
            await Task.Delay(TimeSpan.FromSeconds(5), host.Lifetime.ApplicationStopping);
        }

        await host.Services.GetRequiredKeyedService<ChangeFollower>(OrganisationFollowing.Name).Loaded;
        Console.WriteLine($"Ready: {host.Urls.First()}");

        async Task<string?> NewerAsync()
        {
            try
            {
                return newer.ProblemOf(await MigrationState.ReadAsync(
                    host.Services.GetRequiredService<NpgsqlDataSource>(), host.Lifetime.ApplicationStopping));
            }
            catch (NpgsqlException)
            {
                return null; // that it is away is told elsewhere
            }
        }
    }

    // On connections of their own: a migration may take longer than a statement of the API.
    private static async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var builder = NetworkHost.CreateBuilder();
        await using var host = builder.Build();
        if (await NetworkHost.MigrateAsync(host.Services, cancellationToken))
            await NetworkHost.SeedAsync(builder, host.Services, cancellationToken);
    }
}
