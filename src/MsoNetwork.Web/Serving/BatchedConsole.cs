using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace MsoNetwork.Web.Serving;

/// <summary>
/// The console's log lines, as its formatters make them, written in batches: the framework's own provider wakes a thread and calls
/// the system twice for each line, which cost a tenth of a request. A slow reader of the log loses lines (and is told how
/// many), it does not hold up the requests. What is pending at the end is written by <see cref="Dispose"/>.
/// </summary>
[ProviderAlias("Console")]
internal sealed class BatchedConsole : ILoggerProvider, ISupportExternalScope
{
    /// <summary>Bytes that may wait for the reader.</summary>
    private const int Most = 4_000_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    [ThreadStatic] private static StringWriter? line;

    private readonly Lock _gate = new();
    private readonly Lock _writing = new();
    private readonly ConsoleFormatter _formatter;
    private readonly Stream _output;
    private readonly Timer _timer;
    private ArrayBufferWriter<byte> _pending = new(16_384), _spare = new(16_384);
    private IExternalScopeProvider? _scopes;
    private bool _armed, _closed;
    private int _lost;

    /// <param name="formatter">Makes an event a line.</param>
    /// <param name="output">Where the lines go, for tests.</param>
    public BatchedConsole(ConsoleFormatter formatter, Stream? output = null)
    {
        (_formatter, _output) = (formatter, output ?? Console.OpenStandardOutput());
        _timer = new Timer(_ => Drain());
    }

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
        lock (_gate) _closed = true; // whatever comes later is written at once
        Drain();
        _timer.Dispose();
    }

    private void Add<TState>(in LogEntry<TState> entry)
    {
        var writer = line ??= new StringWriter(CultureInfo.InvariantCulture);
        _formatter.Write(entry, _scopes, writer);
        Add(writer.GetStringBuilder(), urgent: entry.LogLevel >= LogLevel.Warning);
        if (_closed) Drain();
    }

    private void Add(StringBuilder text, bool urgent)
    {
        lock (_gate)
        {
            if (_pending.WrittenCount > Most) _lost++;
            else foreach (var chunk in text.GetChunks()) Encoding.UTF8.GetBytes(chunk.Span, _pending);
            if (!_closed && (urgent || !_armed)) _timer.Change(urgent ? TimeSpan.Zero : Pause, Timeout.InfiniteTimeSpan);
            _armed = true;
        }

        text.Clear();
    }

    private void Drain()
    {
        lock (_writing)
        {
            int lost;
            lock (_gate)
            {
                (_pending, _spare) = (_spare, _pending);
                (lost, _lost, _armed) = (_lost, 0, false);
            }

            Write(_spare.WrittenSpan);
            _spare.ResetWrittenCount();
            if (lost > 0)
                CreateLogger(nameof(BatchedConsole))
                    .Log(LogLevel.Warning, default, lost, null, (count, _) => $"Lines lost because nobody read them in time: {count}");
        }
    }

    private void Write(ReadOnlySpan<byte> lines)
    {
        if (lines.IsEmpty) return;
        try
        {
            lock (Console.Out) _output.Write(lines); // its methods lock themselves too, so nothing gets between
        }
        catch (IOException)
        {
            // Whoever read the log is gone; the service goes on.
        }
    }

    private sealed class Category(BatchedConsole console, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => console._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel) && !Logs.IsSaidElsewhere(name, eventId))
                console.Add(new LogEntry<TState>(logLevel, name, eventId, state, exception, formatter));
        }
    }
}
