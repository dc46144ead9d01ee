using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MsoNetwork.Tests.Fuzzing;

/// <summary>Keeps what a site logs as an error, with its exception.</summary>
[ProviderAlias("Kept")]
internal sealed class KeptErrors : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _errors = new();

    public IReadOnlyCollection<string> All => _errors;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) _errors.Enqueue($"{formatter(state, exception)}\n{exception}");
    }

    public void Dispose() { }
}
