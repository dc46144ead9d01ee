using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MsoNetwork.Errors;
using MsoNetwork.RateLimits;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Web.Admission;
using MsoNetwork.Web.Files;
using Npgsql;

namespace MsoNetwork.Tests.Export;

[Trait("Speed", "Medium")]
public sealed class KeptExportTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private string[] Files => Directory.GetFiles(site.Services.GetRequiredService<KeptExports>().Folder);

    [Theory]
    [InlineData("/organisations/export.csv?regions=053")]
    [InlineData("/organisations/export.xlsx?regions=053")]
    [InlineData("/network/export.gexf?region=053")]
    [InlineData("/network/picture.svg?region=05315")]
    public async Task A_download_that_broke_off_goes_on_where_it_ended(string address)
    {
        using var whole = await SendAsync(address);
        var (bytes, tag) = (await whole.Content.ReadAsByteArrayAsync(Token), whole.Headers.ETag!);
        Assert.False(tag.IsWeak);
        Assert.Equal(bytes.Length, whole.Content.Headers.ContentLength);
        Assert.Contains("bytes", whole.Headers.AcceptRanges);
        using var rest = await SendAsync(address, new RangeHeaderValue(100, null), tag);
        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        Assert.Equal((100, bytes.Length), (rest.Content.Headers.ContentRange!.From, rest.Content.Headers.ContentRange.Length));
        Assert.Equal(bytes[100..], await rest.Content.ReadAsByteArrayAsync(Token));
        using var changed = await SendAsync(address, new RangeHeaderValue(100, null), new EntityTagHeaderValue("\"another\""));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(bytes, await changed.Content.ReadAsByteArrayAsync(Token));
        using var beyond = await SendAsync(address, new RangeHeaderValue(bytes.Length + 1, null));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        using var head = await site.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, address), Token);
        Assert.Equal((HttpStatusCode.OK, (long?)bytes.Length), (head.StatusCode, head.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task Whoever_asks_together_gets_one_file_and_a_change_makes_another()
    {
        const string address = "/organisations/export.csv?regions=05315&labels=de";
        var before = Files;
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => site.Client.GetByteArrayAsync(address, Token)));
        var made = Assert.Single(Files.Except(before));
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
        await using (var command = site.Database.CreateCommand(
            "UPDATE organisations SET name = 'Haus Neuanfang' WHERE slug = 'migrafrica'"))
            await command.ExecuteNonQueryAsync(Token);
        Assert.Contains("Haus Neuanfang", await site.Client.GetStringAsync(address, Token), StringComparison.Ordinal);
        Assert.DoesNotContain(made, Files); // and with it what was erased since
    }

    [Fact]
    public async Task What_the_database_cannot_give_is_503_and_what_nobody_waits_for_is_dropped()
    {
        await using var other = await site.Database.OpenConnectionAsync(Token);
        await using var transaction = await other.BeginTransactionAsync(Token);
        await using (var holding = new NpgsqlCommand("LOCK TABLE organisation_sources", other, transaction))
            await holding.ExecuteNonQueryAsync(Token);
        const string address = "/organisations/export.geojson?regions=05913";
        var asked = site.Client.GetAsync(address, Token);
        await WaitingAsync(1);
        await ScalarAsync("SELECT count(pg_cancel_backend(pid))" + Waiting);
        using (var refused = await asked)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Null(refused.Headers.ETag);
            Assert.Contains("UNAVAILABLE", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }

        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(Token))
        {
            asked = site.Client.GetAsync(address, patience.Token);
            await WaitingAsync(1);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
            await WaitingAsync(0);
        }

        await transaction.RollbackAsync(Token);
        using var whole = await site.Client.GetAsync(address, Token);
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        Assert.DoesNotContain(Files, file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public void What_an_ended_process_left_is_deleted_and_what_another_uses_is_not()
    {
        var above = Directory.CreateTempSubdirectory("msonet-left-").FullName;
        var left = Path.Combine(above, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "half.part"), "half");
        File.WriteAllText(left + ".lock", "");
        using var first = new ExportFolder(above);
        Assert.False(Directory.Exists(left) || File.Exists(left + ".lock"));
        using (var second = new ExportFolder(above)) Assert.True(Directory.Exists(first.Path) && Directory.Exists(second.Path));
        Assert.Equal([first.Path], Directory.GetDirectories(above));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(first.Path));
    }

    [Fact]
    public async Task So_much_is_kept_and_the_longest_unused_goes_first()
    {
        var above = Directory.CreateTempSubdirectory("msonet-bound-").FullName;
        using var turns = new DearTurns();
        using var refusals = new RefusalMetrics();
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("EXPORTS", above), new("EXPORTS_MB", "1")]).Build();
        using var kept = new KeptExports(settings, turns, refusals, NullLogger<KeptExports>.Instance);
        foreach (var name in (string[])["a", "b", "a", "c"])
        {
            if (kept.Find("1", name) is { } found) await found.Content.DisposeAsync();
            else await (await kept.MakeAsync("1", name, _ => Task.FromResult(FourTenths), Token)).Content.DisposeAsync();
            await Task.Delay(30, Token); // the clock's grain
        }

        Assert.Equal([true, false, true], new[] { "a", "b", "c" }.Select(name => Has(kept, name)));
        Assert.Equal(2, Directory.GetFiles(kept.Folder).Length);
    }

    /// <summary>Erasing takes all files, also those that are being written: they say what stood there before.</summary>
    [Fact]
    public async Task A_file_that_an_erasure_takes_while_it_is_written_is_asked_for_again()
    {
        var above = Directory.CreateTempSubdirectory("msonet-taken-").FullName;
        using var turns = new DearTurns();
        using var refusals = new RefusalMetrics();
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("EXPORTS", above)]).Build();
        using var kept = new KeptExports(settings, turns, refusals, NullLogger<KeptExports>.Instance);
        var taken = new FileWriter(async (output, token) =>
        {
            await output.WriteAsync(new byte[100], token);
            foreach (var path in Directory.GetFiles(kept.Folder)) File.Delete(path);
        });
        var refusal = await Assert.ThrowsAsync<NetworkException>(() => kept.MakeAsync("1", "a", _ => Task.FromResult(taken), Token));
        Assert.Equal((ErrorCode.Unavailable, "The file has to be made anew. Please try again."), (refusal.Code, refusal.Message));
        await (await kept.MakeAsync("1", "a", _ => Task.FromResult(FourTenths), Token)).Content.DisposeAsync();
    }

    private static FileWriter FourTenths { get; } = new(async (output, token) => await output.WriteAsync(new byte[400_000], token));

    private static bool Has(KeptExports kept, string name)
    {
        if (kept.Find("1", name) is not { } found) return false;
        found.Content.Dispose();
        return true;
    }

    private const string Waiting = " FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    private async Task WaitingAsync(long count)
    {
        while (await ScalarAsync("SELECT count(*)" + Waiting) != count) await Task.Delay(20, Token);
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private async Task<HttpResponseMessage> SendAsync(string address, RangeHeaderValue? range = null, EntityTagHeaderValue? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = range;
        if (tag is not null) request.Headers.IfRange = new RangeConditionHeaderValue(tag);
        return await site.Client.SendAsync(request, Token);
    }
}
