using Microsoft.Extensions.Logging;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Errors;
using MsoNetwork.OrganisationSearch;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// Asks one engine, and the other one when the first is away, slow or wrong. Where the first has not answered soon, both are asked, and
/// the first good answer counts (a hedged request: Dean and Barroso, The Tail at Scale, 2013). After repeated failures the first is left
/// alone for a few seconds, then one search tries it again; so nobody queues behind a dead server, and it comes back by itself.
/// </summary>
/// <param name="preferred">The engine that is configured.</param>
/// <param name="other">The one that is always there; its errors are the caller's.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where the opening and closing of the circuit and each failure go.</param>
public sealed partial class ResilientSearch(ISearchEngine preferred, ISearchEngine other, TimeProvider time, ILogger<ResilientSearch> log)
{
    /// <summary>So long a search may wait for the engine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>After so long the other engine is asked too.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(150);

    /// <summary>So long the engine is left alone after it has failed.</summary>
    public static readonly TimeSpan Break = TimeSpan.FromSeconds(5);

    /// <summary>Failures are reckoned over so long; half of the searches, and two at least, must have failed.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    private readonly (ResiliencePipeline Pipeline, CircuitBreakerStateProvider State) _circuit = Guarded(preferred.Name, time, log);

    /// <summary>Closed while the engine is asked.</summary>
    public CircuitState Circuit => _circuit.State.CircuitState;

    /// <summary>Why the engine last did not answer a search; null for never.</summary>
    public SearchFailure? LastFailure { get; private set; }

    private static (ResiliencePipeline, CircuitBreakerStateProvider) Guarded(
        SearchEngineName name,
        TimeProvider time,
        ILogger<ResilientSearch> log
    )
    {
        var state = new CircuitBreakerStateProvider();
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 2,
                SamplingDuration = Memory,
                BreakDuration = Break,
                ShouldHandle = arguments => ValueTask.FromResult(SpeaksAgainstTheEngine(arguments.Outcome.Exception)),
                OnOpened = arguments => Told(() => Opened(log, name, arguments.BreakDuration)),
                OnClosed = _ => Told(() => Closed(log, name)),
                StateProvider = state,
            })
            .AddTimeout(Patience)
            .Build();
        return (pipeline, state);
    }

    public async Task<RoutedAnswer> SearchAsync(SearchQuestion question, CancellationToken cancellationToken)
    {
        var asked = PreferredAsync(question, cancellationToken);
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var isSlow = await Task.WhenAny(asked, Task.Delay(Soon, time, soon.Token)) != asked;
        await soon.CancelAsync();
        if (!isSlow && await asked is { } answer) return answer;
        cancellationToken.ThrowIfCancellationRequested();
        var hedge = OtherAsync(question, cancellationToken);
        // The engine is not called off: how it ends says whether to ask it again.
        return isSlow && await Task.WhenAny((Task)hedge, asked) == asked && await asked is { } late ? late : await hedge;
    }

    /// <summary>Null when it failed.</summary>
    private async Task<RoutedAnswer?> PreferredAsync(SearchQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _circuit.Pipeline.ExecuteAsync(
                async token => await preferred.SearchAsync(question, token), cancellationToken);
            return new RoutedAnswer(answer, preferred.Name, Degraded: false);
        }
        catch (NotSupportedBySearchEngineException)
        {
            return new RoutedAnswer(await other.SearchAsync(question, cancellationToken), other.Name, Degraded: false);
        }
        catch (Exception error) when (error is not NetworkException && !cancellationToken.IsCancellationRequested)
        {
            if (error is BrokenCircuitException) return null;
            Failed(log, preferred.Name, error.Message);
            LastFailure = new SearchFailure(CodeOf(error), time.GetUtcNow());
            return null;
        }
    }

    /// <summary>What a failure is called where anybody may read it.</summary>
    internal static string CodeOf(Exception error) => error switch
    {
        MeilisearchException { Code: var code } => code,
        TimeoutRejectedException or OperationCanceledException => "timeout",
        HttpRequestException or IOException => "unreachable",
        _ => "failed",
    };

    private async Task<RoutedAnswer> OtherAsync(SearchQuestion question, CancellationToken cancellationToken) =>
        new(await other.SearchAsync(question, cancellationToken), other.Name, Degraded: true);

    /// <summary>
    /// A wrong input, a kind of question it does not know or a search that the client has given up say nothing about the engine; nor does
    /// one refused request, else somebody with a clever query could switch it off for all. Polly has turned our own time-out into
    /// TimeoutRejectedException before it comes here.
    /// </summary>
    private static bool SpeaksAgainstTheEngine(Exception? error) =>
        error
            is not (
                null
                or NetworkException
                or NotSupportedBySearchEngineException
                or OperationCanceledException
                or MeilisearchException { IsAboutTheRequest: true }
            );

    private static ValueTask Told(Action tell)
    {
        tell();
        return default;
    }

    [LoggerMessage(1, LogLevel.Warning, "{Engine} did not answer a search, the other engine did: {Reason}")]
    private static partial void Failed(ILogger log, SearchEngineName engine, string reason);

    [LoggerMessage(2, LogLevel.Error, "{Engine} fails; it is not asked for {Pause}.")]
    private static partial void Opened(ILogger log, SearchEngineName engine, TimeSpan pause);

    [LoggerMessage(3, LogLevel.Information, "{Engine} answers again.")]
    private static partial void Closed(ILogger log, SearchEngineName engine);
}
