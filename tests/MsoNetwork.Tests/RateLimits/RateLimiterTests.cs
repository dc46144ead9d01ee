using Microsoft.Extensions.Time.Testing;
using MsoNetwork.RateLimits;

namespace MsoNetwork.Tests.RateLimits;

public sealed class RateLimiterTests
{
    private static readonly string Client = RatePolicies.Network([192, 0, 2]);

    private readonly FakeTimeProvider _time = new();
    private readonly RateLimiter _limiter;

    public RateLimiterTests() => _limiter = new RateLimiter(RatePolicies.Of(isOn: true, network: 100, key: 400), _time);

    [Fact]
    public void A_burst_passes_and_what_is_beyond_says_when_it_fits()
    {
        Assert.True(_limiter.Spend(Client, 5_900).Allowed);
        var refused = _limiter.Spend(Client, 300);
        Assert.False(refused.Allowed);
        Assert.Equal((6_200, 100, TimeSpan.FromSeconds(2)), (refused.Used, refused.Remaining, refused.Wait));
        Assert.True(_limiter.Spend(Client, 100).Allowed); // what did not fit was not counted
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(_limiter.Spend(Client, 201).Allowed);
        Assert.True(_limiter.Spend(Client, 200).Allowed);
    }

    [Fact]
    public void A_budget_comes_back_steadily_and_never_grows_beyond_its_burst()
    {
        _limiter.Spend(Client, 6_000);
        _time.Advance(TimeSpan.FromDays(1));
        var state = _limiter.Spend(Client, 0);
        Assert.Equal((0, 6_000, TimeSpan.Zero), (state.Used, state.Remaining, state.Whole));
    }

    [Fact]
    public void Nobody_pays_for_somebody_else_and_a_key_has_more()
    {
        _limiter.Spend(Client, 6_000);
        Assert.True(_limiter.Spend(RatePolicies.Network([192, 0, 3]), 6_000).Allowed);
        Assert.True(_limiter.Spend(RatePolicies.Key(Guid.NewGuid()), 24_000).Allowed);
    }

    [Fact]
    public void What_others_counted_counts_here_too_and_also_beyond_what_is_left()
    {
        _limiter.Spend(Client, 5_000);
        _limiter.Add(Client, 3_000);
        Assert.Equal(TimeSpan.FromSeconds(21), _limiter.Spend(Client, 100).Wait);
        _limiter.Add(Client, 1_000_000);
        Assert.True(_limiter.Spend(Client, 0).Whole <= TimeSpan.FromSeconds(120)); // nobody waits for longer than two windows
    }

    [Fact]
    public void What_was_spent_is_told_once_and_what_others_told_never()
    {
        _limiter.Spend(Client, 10);
        _limiter.Spend(Client, 5);
        _limiter.Add(Client, 1_000);
        Assert.Equal(new Dictionary<string, long> { [Client] = 15 }, _limiter.TakeUntold());
        Assert.Empty(_limiter.TakeUntold());
    }

    [Fact]
    public void Many_at_once_never_get_more_than_the_burst()
    {
        var passed = 0;
        Parallel.For(0, 1_000, _ => { if (_limiter.Spend(Client, 10).Allowed) Interlocked.Increment(ref passed); });
        Assert.Equal(600, passed);
    }
}
