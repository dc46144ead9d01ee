using System.Diagnostics;

namespace MsoNetwork.Tests;

/// <summary>The built executable as a process of its own, for what only a real process can show: signals, memory, exit codes.</summary>
public sealed class MsonetProcess : IDisposable
{
    private static readonly string Program = Path.Combine(
        Repository.Root,
        "src",
        "MsoNetwork.Web",
        "bin",
        "Release",
        "net10.0",
        "msonet.dll"
    );

    private readonly Process _process;
    private readonly List<string> _lines = [];

    private MsonetProcess(Process process) => _process = process;

    /// <summary>Bytes of memory at the highest point so far seen (Linux VmHWM).</summary>
    public long PeakMemory { get; private set; }

    /// <summary>Bytes of memory right now (Linux VmRSS).</summary>
    public long Memory => Bytes("VmRSS:") ?? 0;

    /// <summary>Reads the memory as long as something runs.</summary>
    public async Task<T> WatchedAsync<T>(Task<T> running)
    {
        while (!running.IsCompleted)
        {
            PeakMemory = Math.Max(PeakMemory, Memory);
            await Task.WhenAny(running, Task.Delay(20));
        }

        return await running;
    }

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    public string Output => string.Join('\n', Lines);

    public static MsonetProcess Start(string database, params string[] arguments) =>
        Start(database, new Dictionary<string, string?>(), arguments);

    public static MsonetProcess Start(string database, Dictionary<string, string?> settings, params string[] arguments)
    {
        Assert.True(File.Exists(Program), $"{Program} is not built");
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSONET_DATABASE"] = database;
        start.Environment["MSONET_SEEDS"] = SeededNetwork.Seeds;
        start.Environment.Remove("MSONET_BOUNDARIES");
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var running = new MsonetProcess(new Process { StartInfo = start });
        running._process.OutputDataReceived += running.Keep;
        running._process.ErrorDataReceived += running.Keep;
        running._process.Start();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        return running;
    }

    /// <summary>Waits for the end; gives the exit code.</summary>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        while (!_process.HasExited)
        {
            ReadMemory();
            await Task.Delay(50, cancellationToken);
        }

        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Waits until a line says this; false if the process ends without.</summary>
    public async Task<bool> SaysAsync(string text, CancellationToken cancellationToken)
    {
        while (!Lines.Any(line => line.Contains(text, StringComparison.Ordinal)))
        {
            if (_process.HasExited) return false;
            await Task.Delay(10, cancellationToken);
        }

        return true;
    }

    /// <summary>SIGKILL: no code of the process runs any more.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private void ReadMemory() => PeakMemory = Bytes("VmHWM:") ?? PeakMemory; // it may have ended: the last value stands

    private long? Bytes(string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status")
                .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line is null ? null : long.Parse(
                line.Split(' ', '\t').First(word => word.Length > 0 && char.IsAsciiDigit(word[0])),
                System.Globalization.CultureInfo.InvariantCulture
            ) * 1024;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        lock (_lines) _lines.Add(line.Data);
    }
}
