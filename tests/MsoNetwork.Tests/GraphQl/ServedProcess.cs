using System.Diagnostics;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>`msonet serve` as a process of its own, on a free port.</summary>
internal sealed class ServedProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _output = [];
    private bool _isGone;

    public ServedProcess(string database, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "msonet.dll"), "serve", "--prepare"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Root,
            Environment =
            {
                ["MSONET_DATABASE"] = database,
                ["MSONET_URLS"] = "http://127.0.0.1:0",
                ["MSONET_SEEDS"] = SeededNetwork.Seeds,
            },
        };
        start.Environment.Remove("MSONET_BOUNDARIES");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
    }

    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_output) return [.. _output];
        }
    }

    public async Task<HttpClient> ReadyAsync() =>
        new() { BaseAddress = new Uri(await _ready.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken)) };

    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(2));
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isGone) return;
        _isGone = true;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            _ready.TrySetException(new InvalidOperationException("msonet ended: " + string.Join('\n', Output)));
            return;
        }

        lock (_output) _output.Add(line);
        if (line.StartsWith("Ready: ", StringComparison.Ordinal)) _ready.TrySetResult(line["Ready: ".Length..]);
    }
}
