using System.CommandLine;
using MsoNetwork.Erasure;
using MsoNetwork.Web.Background;

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
                var erasures = host.Services.GetRequiredService<ApplyErasures>();
                if (!await ErasureApplying.RunAsync(erasures, cancellationToken)) Console.WriteLine("Nothing to erase again.");
                return 0;
            });
        });
        return command;
    }
}
