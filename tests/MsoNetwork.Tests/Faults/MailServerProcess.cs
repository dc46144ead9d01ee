using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MsoNetwork.Tests.Faults;

/// <summary>Debian's aiosmtpd as a process of its own, which a test may kill: what it has taken is in a Maildir.</summary>
internal sealed class MailServerProcess : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("msonet-maildir-").FullName;
    private readonly int _port = FreePort();
    private Process? _process;

    public string Address => $"smtp://127.0.0.1:{_port}";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Debian's Python, not another one of the machine: the package is Debian's.
        _process = Process.Start(new ProcessStartInfo(
            "/usr/bin/python3",
            ["-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{_port}", "-c", "aiosmtpd.handlers.Mailbox", Path.Combine(_folder, "mails")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        while (!await ListensAsync(cancellationToken))
        {
            Assert.False(_process.HasExited, "aiosmtpd ended (Debian's python3-aiosmtpd is needed)");
            await Task.Delay(20, cancellationToken);
        }
    }

    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>The recipient and Message-ID of each mail that it has taken, repeats too.</summary>
    public IReadOnlyList<(string To, string Id)> Received()
    {
        var arrived = Path.Combine(_folder, "mails", "new");
        return Directory.Exists(arrived) ? [.. Directory.EnumerateFiles(arrived).Select(Read)] : [];
    }

    public void Dispose()
    {
        Kill();
        Directory.Delete(_folder, recursive: true);
    }

    private static (string To, string Id) Read(string file)
    {
        var mail = MimeKit.MimeMessage.Load(file);
        return (mail.To.Mailboxes.Single().Address, mail.MessageId!);
    }

    private async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, _port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
