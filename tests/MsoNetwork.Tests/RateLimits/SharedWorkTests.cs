using MsoNetwork.Errors;
using MsoNetwork.RateLimits;

namespace MsoNetwork.Tests.RateLimits;

public sealed class SharedWorkTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_asks_for_the_same_waits_for_the_same_and_beyond_the_bound_nobody_waits()
    {
        var work = new SharedWork<int>(most: 2, TimeSpan.FromMinutes(1));
        var (made, held) = (0, new TaskCompletionSource());
        async Task<int> MakeAsync(CancellationToken _)
        {
            Interlocked.Increment(ref made);
            await held.Task;
            return 7;
        }

        var same = Enumerable.Range(0, 5).Select(_ => work.GetAsync("a", MakeAsync, Token)).ToList();
        var waiting = work.GetAsync("b", MakeAsync, Token);
        var refusal = await Assert.ThrowsAsync<NetworkException>(() => work.GetAsync("c", MakeAsync, Token));
        Assert.Equal(ErrorCode.Unavailable, refusal.Code);
        held.SetResult();
        Assert.All(await Task.WhenAll(same), one => Assert.Equal(7, one));
        Assert.Equal(7, await waiting);
        Assert.Equal(2, made);
        Assert.Equal(0, work.Count);
    }

    [Fact]
    public async Task Work_goes_on_as_long_as_somebody_waits_and_ends_with_the_last()
    {
        var work = new SharedWork<int>(most: 2, TimeSpan.FromMinutes(1));
        var (begun, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        async Task<int> MakeAsync(CancellationToken token)
        {
            await using var _ = token.Register(ended.SetResult);
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
            return 0;
        }

        var (one, other) = (work.GetAsync("a", MakeAsync, first.Token), work.GetAsync("a", MakeAsync, second.Token));
        await begun.Task;
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.False(ended.Task.IsCompleted);
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
        await ended.Task.WaitAsync(Token);
        Assert.Equal(3, await work.GetAsync("a", _ => Task.FromResult(3), Token)); // nobody gets what was given up
    }

    [Fact]
    public async Task What_is_to_be_done_is_done_for_whoever_comes_next()
    {
        var work = new SharedWork<int>(most: 2, TimeSpan.FromMinutes(1));
        var (begun, held) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var leaving = new CancellationTokenSource();
        var first = work.GetAsync("a", async (toBeDone, token) =>
        {
            toBeDone();
            begun.SetResult();
            await held.Task.WaitAsync(token);
            return 7;
        }, leaving.Token);
        await begun.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var second = work.GetAsync("a", _ => Task.FromResult(3), Token);
        held.SetResult();
        Assert.Equal(7, await second);
        Assert.Equal(0, work.Count);
    }

    [Fact]
    public async Task Work_that_lasts_too_long_is_unavailable()
    {
        var work = new SharedWork<int>(most: 2, TimeSpan.FromMilliseconds(50));
        var late = await Assert.ThrowsAsync<NetworkException>(() => work.GetAsync("a", async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return 0;
        }, Token));
        Assert.Equal(ErrorCode.Unavailable, late.Code);
        Assert.Equal(1, await work.GetAsync("b", _ => Task.FromResult(1), Token));
    }

    [Fact]
    public async Task What_a_request_does_in_its_turn_needs_no_second_one()
    {
        using var turns = new DearTurns();
        DearTurns.Begin();
        var taken = new List<IDisposable>();
        for (var turn = 0; turn < Math.Max(Environment.ProcessorCount - 1, 1); turn++) taken.Add(await turns.TakeAsync(Token));
        Assert.Equal(5, await turns.RunAsync(() => Task.FromResult(5), Token).WaitAsync(TimeSpan.FromMinutes(1), Token));
        taken.ForEach(turn => turn.Dispose());
        Assert.False(DearTurns.IsMine);
    }

    [Fact]
    public async Task Whoever_waits_for_a_turn_gets_one_in_the_middle_of_work_in_the_background()
    {
        using var turns = new DearTurns();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var begun = new TaskCompletionSource();
        // One each takes a turn and keeps it; the last of them works in pieces.
        for (var taken = 1; taken < Math.Max(Environment.ProcessorCount - 1, 1); taken++) await turns.TakeAsync(Token);
        var background = Task.Run(() => turns.RunInPieces(rest =>
        {
            while (!end.IsCancellationRequested)
            {
                begun.TrySetResult();
                rest();
            }
        }, Token), Token);
        await begun.Task;
        var other = await turns.RunAsync(() => Task.FromResult(7), Token).WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.Equal((7, false), (other, background.IsCompleted));
        await end.CancelAsync();
        await background;
    }
}
