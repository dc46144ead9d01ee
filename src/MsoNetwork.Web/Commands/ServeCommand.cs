using System.CommandLine;
using MsoNetwork.Web.GraphQlHttp;

namespace MsoNetwork.Web.Commands;

internal static class ServeCommand
{
    public static Command Create()
    {
        var prepare = new Option<bool>("--prepare") { Description = "Migrate and seed first." };
        var command = new Command("serve", "Serves the API at MSONET_URLS (http://localhost:5080 unless told).") { prepare };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var builder = NetworkHost.CreateBuilder();
            var urls = builder.Configuration["URLS"] ?? "http://localhost:5080";
            builder.WebHost.UseUrls(urls.Split(';'));
            await using var host = builder.Build();
            if (arguments.GetValue(prepare))
            {
                await NetworkHost.MigrateAsync(host.Services, cancellationToken);
                await NetworkHost.SeedAsync(builder, host.Services, cancellationToken);
            }

            host.MapGet("/healthz", () => "alive");
            host.MapPost("/graphql", GraphQlEndpoint.PostAsync);
            host.MapGet("/graphql/schema.graphql", GraphQlEndpoint.Schema);
            host.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"Ready: {urls.Split(';')[0]}"));
            await host.RunAsync(cancellationToken);
            return 0;
        });
        return command;
    }
}
