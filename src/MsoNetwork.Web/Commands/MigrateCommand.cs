using System.CommandLine;

namespace MsoNetwork.Web.Commands;

internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Brings the database's tables to this version.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var host = NetworkHost.CreateBuilder().Build();
            return await Failures.InWordsAsync("Not migrated", async () =>
            {
                await NetworkHost.MigrateAsync(host.Services, cancellationToken);
                return 0;
            });
        });
        return command;
    }
}
