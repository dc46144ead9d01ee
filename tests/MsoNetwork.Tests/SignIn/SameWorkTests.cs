using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;

namespace MsoNetwork.Tests.SignIn;

/// <summary>Nobody learns from the time whether an address has an account: the same statements run, and none reads a person.</summary>
public sealed class SameWorkTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Fact]
    public async Task Asking_runs_the_same_statements_for_a_known_and_an_unknown_address()
    {
        await network.RunAsync("""
            INSERT INTO persons (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, phone_number_confirmed,
                two_factor_enabled, lockout_enabled, access_failed_count, language, created_at)
            VALUES (gen_random_uuid(), 'known@example.org', 'KNOWN@EXAMPLE.ORG', 'known@example.org', 'KNOWN@EXAMPLE.ORG', true, false,
                false, false, 0, 'de', now())
            """);
        var warm = await AskAsync("warm@example.org");
        var known = await AskAsync("known@example.org");
        var unknown = await AskAsync("unknown@example.org");
        Assert.True(known.Sent && unknown.Sent && warm.Sent);
        Assert.Equal(known.Statements, unknown.Statements);
        Assert.Equal(1L, await network.ScalarAsync<long>("SELECT count(*) FROM persons"));
    }

    private async Task<(bool Sent, int Statements)> AskAsync(string address)
    {
        await using var scope = network.Services.CreateAsyncScope();
        _ = scope.ServiceProvider.GetRequiredService<DbContext>().Model; // built once, not part of it
        var ask = scope.ServiceProvider.GetRequiredService<AskToSignIn>();
        return await network.Database.CountedAsync(() => ask.RunAsync(
            new(address, "de", token => new Uri($"http://localhost/de/anmelden/link/{token}")) { Browser = Secret.New() },
            TestContext.Current.CancellationToken));
    }
}
