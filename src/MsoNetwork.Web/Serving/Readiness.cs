using MsoNetwork.Migrations;
using MsoNetwork.Web.Settings;
using Npgsql;

namespace MsoNetwork.Web.Serving;

/// <summary>One thing that must work before requests are sent here; rooms add theirs as services.</summary>
/// <param name="Name">As in the answer of /readyz.</param>
/// <param name="FindProblem">Null when all is well, otherwise a short text without secrets.</param>
/// <param name="Tell">What is worth knowing also when all is well.</param>
internal sealed record ReadinessCheck(
    string Name, Func<IServiceProvider, CancellationToken, Task<string?>> FindProblem, Func<IServiceProvider, object>? Tell = null)
{
    public static ReadinessCheck Database { get; } = new("database", async (services, cancellationToken) =>
    {
        await using var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync(cancellationToken);
        return null;
    });

    public static ReadinessCheck Migrations { get; } = new("migrations", async (services, cancellationToken) =>
    {
        var state = await MigrationState.ReadAsync(services.GetRequiredService<NpgsqlDataSource>(), cancellationToken);
        return services.GetRequiredService<NewerDatabase>().ProblemOf(state)
            ?? (state.Pending.Count == 0 ? null : $"{state.Pending.Count} pending; run msonet migrate");
    });

    public static ReadinessCheck Space { get; } = new(
        "space", (services, cancellationToken) => services.GetRequiredService<DiskSpace>().ProblemAsync(cancellationToken),
        services => new { readOnly = services.GetRequiredService<DiskSpace>().IsReadOnly });

    public static ReadinessCheck Standby { get; } = new(
        "standby", (services, cancellationToken) => services.GetRequiredService<StandbyAge>().ProblemAsync(cancellationToken),
        services => new { seconds = services.GetRequiredService<StandbyAge>().Last?.TotalSeconds });
}

/// <summary>GET /readyz: every check by name, 503 as long as one of them fails.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<IResult> AnswerAsync(HttpContext context, IEnumerable<ReadinessCheck> checks)
    {
        context.Response.Headers.CacheControl = "no-store";
        var answers = await Task.WhenAll(checks.Select(async check => (check.Name, Problem: await ProblemAsync(check, context))));
        var ready = answers.All(answer => answer.Problem is null);
        var states = answers.ToDictionary(answer => answer.Name, answer => answer.Problem ?? "ok");
        var details = checks
            .Where(check => check.Tell is not null)
            .ToDictionary(check => check.Name, check => check.Tell!(context.RequestServices));
        return Results.Json(
            new
            {
                ready,
                checks = states,
                details,
            },
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }

    private static async Task<string?> ProblemAsync(ReadinessCheck check, HttpContext context)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            return await FindAsync(check, context.RequestServices, patience.Token).WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            return $"no answer within {Patience.TotalSeconds} seconds";
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException)
        {
            return "not reachable";
        }
    }

    // A check may go on after we have lost patience; what it uses is disposed when it ends.
    private static async Task<string?> FindAsync(ReadinessCheck check, IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        return await check.FindProblem(scope.ServiceProvider, cancellationToken);
    }
}
