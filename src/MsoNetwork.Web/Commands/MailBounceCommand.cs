using System.CommandLine;
using MsoNetwork.Mail;

namespace MsoNetwork.Web.Commands;

internal static class MailBounceCommand
{
    /// <summary>Bytes; a report sends a mail of ours back at most, and those are small.</summary>
    private const int Largest = 20_000_000;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A message as it came, or - for standard input." };
        var command = new Command("mail-bounce", "Takes a report about a mail that could not be delivered (RFC 3464) and marks the "
            + "address. Meant for the mailbox of MSONET_MAIL_FROM: pipe each message of it in. What is no such report is "
            + "left alone, exit code 0.")
        {
            file,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var host = NetworkHost.CreateBuilder().Build();
            return await Failures.InWordsAsync("Not taken", async () =>
            {
                await using var message = await ReadAsync(arguments.GetValue(file)!, cancellationToken);
                var outcome = await host.Services.GetRequiredService<TakeDeliveryReport>().RunAsync(message, cancellationToken);
                Console.WriteLine(outcome switch
                {
                    ReportOutcome.Marked => "The address is marked: only mails that confirm it go there from now on.",
                    ReportOutcome.Noted => "The mail is noted as refused. The address is not marked: the report is not about it.",
                    ReportOutcome.Unknown => "This is a report, but about no mail of ours of the last 30 days. Nothing was changed.",
                    _ => "This message reports no failed delivery. Nothing was changed.",
                });
                return 0;
            });
        });
        return command;
    }

    private static async Task<Stream> ReadAsync(string file, CancellationToken cancellationToken)
    {
        await using var source = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        var read = new MemoryStream();
        var part = new byte[81_920];
        int count;
        while ((count = await source.ReadAsync(part, cancellationToken)) > 0)
        {
            if (read.Length + count > Largest) throw new IOException($"The message is larger than {Largest / 1_000_000} MB.");
            read.Write(part, 0, count);
        }

        read.Position = 0;
        return read;
    }
}
