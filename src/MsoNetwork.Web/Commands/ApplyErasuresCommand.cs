using System.CommandLine;
using MsoNetwork.Erasure;

namespace MsoNetwork.Web.Commands;

/// <summary>apply-erasures: after a backup was restored, what had been erased since goes again.</summary>
internal static class ApplyErasuresCommand
{
    public static Command Create()
    {
        var command = new Command(
            "apply-erasures",
            "Erases again what a restored backup has brought back, by the list of MSONET_ERASURES. Each start does it, too.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var host = NetworkHost.CreateBuilder().Build();
            return await Failures.InWordsAsync("Nothing erased", async () =>
            {
                if (!await RunAsync(host.Services, cancellationToken)) Console.WriteLine("Nothing to erase again.");
                return 0;
            });
        });
        return command;
    }

    /// <returns>Whether anything was erased.</returns>
    public static async Task<bool> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var (organisations, persons) = await services.GetRequiredService<ApplyErasures>().RunAsync(cancellationToken);
        if (organisations + persons == 0) return false;
        Console.WriteLine($"Erased again: {organisations} organisations, {persons} accounts.");
        return true;
    }
}
