using System.CommandLine;

namespace MsoNetwork.Web.Commands;

internal static class SeedCommand
{
    public static Command Create()
    {
        var command = new Command("seed", "Loads the facts of seeds/ (MSONET_SEEDS) and the boundaries (MSONET_BOUNDARIES).");
        command.SetAction(async (_, cancellationToken) =>
        {
            var builder = NetworkHost.CreateBuilder();
            await using var host = builder.Build();
            await NetworkHost.SeedAsync(builder, host.Services, cancellationToken);
            return 0;
        });
        return command;
    }
}
