using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MsoNetwork.Erasure;
using MsoNetwork.Errors;
using MsoNetwork.Merges;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Import;
using MsoNetwork.Tests.Merges;
using MsoNetwork.Tests.Moderation;
using Npgsql;

namespace MsoNetwork.Tests.ChangeFeed;

/// <summary>
/// A mirror is equal to the list of the API in the end, whichever of the two is killed while writers change, merge, part, erase and
/// register. MSONET_MIRROR_SECONDS (20): how long it goes on.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class MirrorTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static TimeSpan Long => TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("MSONET_MIRROR_SECONDS"), CultureInfo.InvariantCulture, out var set) ? set : 20);

    [Fact]
    public async Task A_copy_is_equal_to_the_list_after_kills_of_either_side()
    {
        await MirrorProcess.NeedAsync();
        await using var network = await SeededNetwork.NewAsync(cluster);
        var (folder, port) = (Directory.CreateTempSubdirectory("msonet-mirror-").FullName, FreePort());
        var site = new Uri($"http://127.0.0.1:{port}");
        ServedProcess Serve() => new(network.ConnectionString, ("MSONET_URLS", site.ToString().TrimEnd('/')), ("MSONET_LIMITS", "off"));
        MirrorProcess Mirror() => new(site, folder, "--every", "0.1");
        var (server, mirror) = (Serve(), Mirror());
        var (kills, random, begun) = ((Servers: 0, Mirrors: 0), new Random(3), TimeProvider.System.GetTimestamp());
        using var client = await server.ReadyAsync();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writing = Enumerable.Range(0, 3).Select(writer => Task.Run(() => WriteAsync(network, writer, end.Token), Token)).ToArray();
        try
        {
            while (TimeProvider.System.GetElapsedTime(begun) < Long || kills is { Servers: 0 } or { Mirrors: 0 })
            {
                await Task.Delay(random.Next(50, 700), Token);
                if (random.Next(5) > 0)
                {
                    await mirror.DisposeAsync();
                    (mirror, kills.Mirrors) = (Mirror(), kills.Mirrors + 1);
                }
                else
                {
                    await server.DisposeAsync();
                    (server, kills.Servers) = (Serve(), kills.Servers + 1);
                    if (random.Next(3) > 0) (await server.ReadyAsync()).Dispose(); // else it may die while it starts
                }
            }

            await end.CancelAsync();
            var written = (await Task.WhenAll(writing)).Sum();
            (await server.ReadyAsync()).Dispose();
            var list = await MirrorProcess.ListAsync(client);
            string? difference = null;
            try
            {
                await Waiting.UntilAsync(
                    () => (difference = MirrorProcess.Difference(MirrorProcess.Copy(folder), list)) is null, "the copy is another one");
            }
            catch (Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{difference}\n{mirror.Output}");
            }

            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{written} changes, {kills.Servers} kills of the server, {kills.Mirrors} of the mirror, {list.Count} entries.");
            Assert.True(written > 20 && kills.Servers > 0 && kills.Mirrors > 0);
            Assert.True(await network.ScalarAsync<long>("SELECT count(DISTINCT kind) FROM published_changes") == 4);
        }
        finally
        {
            await end.CancelAsync();
            await mirror.DisposeAsync();
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task It_waits_when_it_is_told_to_starts_anew_when_its_cursor_expired_and_keeps_to_its_filter()
    {
        await MirrorProcess.NeedAsync();
        await using var site = new RunningSite(cluster)
        {
            Settings = new Dictionary<string, string?> { ["LIMITS"] = "on", ["LIMIT_NETWORK"] = "1500" },
        };
        await site.InitializeAsync();
        var (folder, address) = (Directory.CreateTempSubdirectory("msonet-mirror-").FullName, site.Client.BaseAddress!);
        var rows = await site.TextAsync("SELECT count(*) FROM organisations");
        var said = await MirrorProcess.OnceAsync(address, folder);
        async Task<string?> DifferenceAsync(string of, string filter = "")
        {
            using var visitor = site.Visitor(7);
            return MirrorProcess.Difference(MirrorProcess.Copy(of), await MirrorProcess.ListAsync(visitor, filter));
        }

        Assert.Null(await DifferenceAsync(folder));
        await site.RunAsync(
            "UPDATE organisations SET name = 'Umbenannt (erfunden)' WHERE id = (SELECT min(id::text)::uuid FROM organisations)");
        await site.RunAsync("UPDATE change_feed SET generation = gen_random_uuid()");
        while (!said.Contains("429", StringComparison.Ordinal) || !said.Contains("starting anew", StringComparison.Ordinal))
            said += await MirrorProcess.OnceAsync(address, folder);
        Assert.Null(await DifferenceAsync(folder));
        Assert.Single(Directory.EnumerateDirectories(folder));

        var cologne = Directory.CreateTempSubdirectory("msonet-mirror-").FullName;
        await MirrorProcess.OnceAsync(address, cologne, "--region", "05315");
        await site.RunAsync("""
            UPDATE organisations SET municipality_key = '05314000', town = 'Bonn' WHERE id = (
                SELECT min(id::text)::uuid FROM organisations WHERE municipality_key = '05315000' AND NOT location_protected)
            """);
        await Waiting.UntilAsync(
            async () => await site.TextAsync("SELECT count(*) FROM published_changes WHERE regions <> former_regions") == "1",
            "the move was not published");
        await MirrorProcess.OnceAsync(address, cologne, "--region", "05315");
        Assert.Null(await DifferenceAsync(cologne, "regions: [\"05315\"]"));
        Assert.NotEqual(rows, $"{MirrorProcess.Copy(cologne)!.Count}");
    }

    // Some commit late; merges and the rest by the use cases that people use.
    private static async Task<int> WriteAsync(SeededNetwork network, int writer, CancellationToken end)
    {
        var (random, own, merged, done) = (new Random(writer), new List<Guid>(), new List<Guid>(), 0);
        while (!end.IsCancellationRequested)
        {
            try
            {
                var name = $"Schreiber {writer} Nummer {done} (erfunden)";
                switch (own.Count < 3 ? 0 : random.Next(7))
                {
                    case 0:
                        var source = $"Quelle {writer}/{done}";
                        await network.ImportFileAsync(new(
                            network.Write($"{writer}.csv", $"external_id,name,town\n1,{name},Köln\n"), source, false, false));
                        own.Add(await network.ScalarAsync<Guid>(
                            $"SELECT organisation_id FROM organisation_sources WHERE name = '{source}'"));
                        break;
                    case 1 when merged.Count > 0:
                        var back = merged[^1];
                        merged.Remove(back);
                        await network.UnmergeAsync(back);
                        own.Add(back);
                        break;
                    case 2:
                        var (survivor, loser) = (own[0], own[^1]);
                        await network.MergeAsync(new MergedPair(survivor, loser));
                        merged.Add(loser);
                        own.Remove(loser);
                        break;
                    case 3:
                        var gone = own[^1];
                        var typed = await network.FieldAsync(gone, "name");
                        await network.UseAsync<EraseOrganisation>(
                            MergeSteps.Cologne, use => use.RunAsync(gone, typed, ErasureReason.OwnWish, CancellationToken.None));
                        own.Remove(gone);
                        break;
                    case 4:
                        await network.RunAsync($"INSERT INTO memberships VALUES ('{own[^1]}', '{own[0]}') ON CONFLICT DO NOTHING");
                        break;
                    default:
                        await network.RunAsync($"""
                            BEGIN;
                            UPDATE organisations SET name = '{name}', sort_name = '{name}' WHERE id = '{own[random.Next(own.Count)]}';
                            SELECT pg_sleep({(random.Next(4) == 0 ? "0.5" : "0")}); COMMIT
                            """);
                        break;
                }

                done++;
            }
            catch (Exception refused) when (refused is NetworkException or PostgresException)
            {
                // Two writers, or a merge that has to be undone in another order.
            }

            await Task.Delay(random.Next(60), CancellationToken.None);
        }

        return done;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
