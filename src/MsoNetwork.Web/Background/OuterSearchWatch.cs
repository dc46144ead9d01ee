using MsoNetwork.OrganisationSearch;

namespace MsoNetwork.Web.Background;

/// <summary>
/// Looks at the search engine outside, where one is registered, and says in the log when its state has changed. The site is ready without
/// it.
/// </summary>
internal sealed partial class OuterSearchWatch(IServiceProvider services, TimeProvider time, ILogger<OuterSearchWatch> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>As of the last look; null without such an engine and before the first look.</summary>
    public ExternalSearchState? State { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (services.GetService<ExternalSearch>()?.LookAsync is not { } lookAsync) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            var state = await lookAsync(stoppingToken);
            if (stoppingToken.IsCancellationRequested) return;
            if (State is null || State.Problem != state.Problem || State.Version != state.Version) Tell(state);
            State = state;
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Tell(ExternalSearchState state)
    {
        if (state.Problem is { } problem) LogProblem(problem);
        else LogWell(state.Version, state.Documents);
    }

    [LoggerMessage(LogLevel.Warning, "The search engine outside does not serve: {Problem}. Our own index answers.")]
    private partial void LogProblem(string problem);

    [LoggerMessage(LogLevel.Information, "The search engine outside serves: version {Version}, {Documents} documents.")]
    private partial void LogWell(string? version, long? documents);
}
