using MsoNetwork.Changes;
using MsoNetwork.Errors;

namespace MsoNetwork.Tests.Changes;

/// <summary>Readings of a registry that is a number; each lasts until it is told to end.</summary>
public sealed class SharedReadingTests
{
    private readonly List<TaskCompletionSource> _begun = [];
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _registry = 1;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_gives_up_does_not_end_the_reading_that_the_next_one_needs_too()
    {
        using var readings = Readings();
        using var leaving = new CancellationTokenSource();
        var first = readings.GetAsync(leaving.Token);
        await BegunAsync(1);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var second = readings.GetAsync(Token);
        _begun[0].SetResult();
        Assert.Equal("1", await second);
        Assert.Equal("1", await readings.GetAsync(Token));
        Assert.Single(_begun);
    }

    [Fact]
    public async Task Who_asks_after_a_change_does_not_get_what_was_being_read_before_it()
    {
        using var readings = Readings();
        var (before, after) = await AskedAroundAChangeAsync(readings);
        _begun[0].SetResult();
        Assert.Equal("1", await before);
        await BegunAsync(2);
        _begun[1].SetResult();
        Assert.Equal("2 after 1", await after);
        Assert.Equal("2 after 1", readings.Last);
    }

    [Fact]
    public async Task A_reading_that_fails_is_begun_anew_by_the_next()
    {
        using var readings = Readings();
        var failing = readings.GetAsync(Token);
        await BegunAsync(1);
        _begun[0].SetException(new IOException("gone"));
        await Assert.ThrowsAsync<IOException>(() => failing);
        _open.SetResult();
        Assert.Equal("1", await readings.GetAsync(Token));
    }

    [Fact]
    public async Task Whoever_waits_when_the_server_ends_is_told_to_come_again()
    {
        var readings = Readings();
        var waiting = readings.GetAsync(Token);
        await BegunAsync(1);
        readings.Dispose();
        Assert.Equal(ErrorCode.Unavailable, (await Assert.ThrowsAsync<NetworkException>(() => waiting)).Code);
    }

    [Fact]
    public async Task Whoever_waits_for_an_older_reading_does_not_get_its_failure()
    {
        using var readings = Readings();
        var (before, after) = await AskedAroundAChangeAsync(readings);
        _begun[0].SetException(new IOException("gone"));
        await Assert.ThrowsAsync<IOException>(() => before);
        await BegunAsync(2);
        _begun[1].SetResult();
        Assert.Equal("2", await after);
    }

    [Fact]
    public async Task What_is_not_read_in_time_is_unavailable()
    {
        using var readings = Readings(TimeSpan.FromMilliseconds(50));
        Assert.Equal(
            ErrorCode.Unavailable, (await Assert.ThrowsAsync<NetworkException>(() => readings.GetAsync(Token))).Code);
    }

    private SharedReading<int, string> Readings(TimeSpan? longest = null) => new(
        _ => Task.FromResult(_registry),
        async (moment, before, token) =>
        {
            var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_begun) _begun.Add(read);
            await await Task.WhenAny(read.Task, _open.Task).WaitAsync(token);
            return before is null ? $"{moment}" : $"{moment} after {before}";
        },
        longest);

    // The second asks while what the first asked for is being read.
    private async Task<(Task<string> Before, Task<string> After)> AskedAroundAChangeAsync(SharedReading<int, string> readings)
    {
        var before = readings.GetAsync(Token);
        await BegunAsync(1);
        _registry = 2;
        return (before, readings.GetAsync(Token));
    }

    private Task BegunAsync(int count) => Waiting.UntilAsync(
        () =>
        {
            lock (_begun) return _begun.Count == count;
        },
        "no reading begins");
}
