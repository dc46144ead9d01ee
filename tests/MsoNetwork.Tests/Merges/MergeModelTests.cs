using MsoNetwork.Errors;
using MsoNetwork.Invented;
using MsoNetwork.Tests.Import;

namespace MsoNetwork.Tests.Merges;

/// <summary>
/// Random operations against a simple model, in short sequences, so that one that fails shrinks. Each sequence has four entries of its own.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class MergeModelTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private const int Entries = 4;
    private const int Sequences = 850;
    private const int Length = 12;

    private enum Kind
    {
        Merge,
        Unmerge,
        Update,
        ImportRow,
        Tie,
        Call,
        Remove,
        Restore,
        Erase,
        Register,
    }

    private sealed record Step(Kind Kind, int One, int Other, int Value);

    private static readonly Kind[] Kinds =
        [.. "MMMMUUUUWWIIITTTCRHHHEENNN".Select(letter => (Kind)"MUWITCRHEN".IndexOf(letter, StringComparison.Ordinal))];

    [Fact]
    public async Task Whatever_is_done_in_whatever_order_is_as_the_model_says()
    {
        for (var number = 0; number < Sequences; number++)
        {
            var random = new SeededRandom((ulong)number);
            var steps = Enumerable.Range(0, Length)
                .Select(_ => new Step(random.Of(Kinds), random.Below(Entries), random.Below(Entries), random.Below(3))).ToList();
            if (await FailureAsync(steps) is not { } failure) continue;
            for (var at = steps.Count - 1; at >= 0; at--)
            {
                List<Step> fewer = [.. steps[..at], .. steps[(at + 1)..]];
                if (await FailureAsync(fewer) is { } same) (steps, failure) = (fewer, same);
            }

            Assert.Fail($"{number}: {string.Join("; ", steps)}\n{failure}");
        }
    }

    /// <summary>Two connections at once: the file's row is about whoever stands for its entry by then.</summary>
    [Fact]
    public async Task A_merge_beside_an_import_leaves_one_entry_with_what_the_file_said()
    {
        for (var round = 0; round < 30; round++)
        {
            var (stays, goes) = ($"Haus Stehenbleib {round}", $"Haus Weitergeh {round}");
            var ids = await network.EnterAsync($"{stays},Köln,,", $"{goes},Köln,,");
            var before = await network.ScalarAsync<long>("SELECT count(*) FROM organisations");
            var file = $"external_id,name,town,website\n{goes},{goes},Köln,https://neu{round}.example/\n";
            var import = network.ImportAsync(file, "Quelle " + goes);
            var merge = PatientlyAsync(() => network.MergeAsync(new(ids[0], ids[1])));
            Assert.Equal((0, 0), (await import is var report ? (report.Created, report.Rejected) : default));
            await merge;
            Assert.Equal(before - 1, await network.ScalarAsync<long>("SELECT count(*) FROM organisations"));
            Assert.Equal($"https://neu{round}.example/", await network.FieldAsync(ids[0], "website"));
            Assert.Equal(ids[0], await network.ScalarAsync<Guid>(
                $"SELECT organisation_id FROM organisation_sources WHERE name = 'Quelle {goes}'"));
            import = network.ImportAsync(file.Replace("neu", "dann", StringComparison.Ordinal), "Quelle " + goes);
            await PatientlyAsync(() => network.UnmergeAsync(ids[1]));
            Assert.Equal(0, (await import).Created);
            // Whichever came first: it was said of the one that is back.
            Assert.Equal($"https://dann{round}.example/", await network.FieldAsync(ids[1], "website"));
            Assert.Equal("-", await network.FieldAsync(ids[0], "website"));
        }
    }

    // A merge does not wait for a file: whoever asks tries again.
    private static async Task PatientlyAsync(Func<Task> run)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await run();
                return;
            }
            catch (NetworkException error) when (error.Code == ErrorCode.Unavailable && tries < 50)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }

    private async Task<Exception?> FailureAsync(IReadOnlyList<Step> steps)
    {
        try
        {
            var model = new Model();
            var live = await LiveEntries.NewAsync(network);
            foreach (var step in steps) await RunAsync(step, model, live);
            await CompareAsync(model, live, "at the end");
            // All merges undone, all is where it was made.
            while (model.Merges.Count > 0) await RunAsync(new(Kind.Unmerge, model.Merges[^1].Loser, 0, 0), model, live);
            await CompareAsync(model, live, "with all undone");
            Assert.Equal(model.Ties.Select(tie => (tie.Key, tie.Value.From, tie.Value.To, tie.Value.Title)).Order(),
                (await live.TiesAsync()).Order());
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return failure;
        }
    }

    private async Task RunAsync(Step step, Model model, LiveEntries live)
    {
        var (one, other) = (step.One, step.Other);
        model.Begin();
        switch (step.Kind)
        {
            case Kind.Merge:
                if (one == other) return;
                await ExpectAsync(model.Merge(one, other), () => network.MergeAsync(new(live.Ids[one], live.Ids[other])));
                break;
            case Kind.Unmerge:
                await ExpectAsync(model.Unmerge(one), () => network.UnmergeAsync(live.Ids[one]));
                break;
            case Kind.Update when !model.Gone.Contains(one):
                model.Write(model.At(one), $"https://u{step.Value}.example/", source: null);
                await live.WriteAsync(model.At(one), $"https://u{step.Value}.example/", null);
                break;
            case Kind.ImportRow when model.Gone.Contains(one):
                Assert.Equal(1, await live.ImportErasedAsync(one));
                break;
            case Kind.ImportRow:
                // Whoever the source's row is about by now.
                model.Write(model.At(one), $"https://i{step.Value}.example/", one);
                Assert.Equal(live.Ids[model.At(one)], await live.WhoseAsync(one));
                await live.WriteAsync(model.At(one), $"https://i{step.Value}.example/", one);
                break;
            case Kind.Tie when model.At(one) != model.At(other) && !model.Gone.Contains(one) && !model.Gone.Contains(other):
                var tie = Guid.NewGuid();
                if (model.Tie(tie, model.At(one), model.At(other), step.Value % 2 == 0 ? "Fest" : "Werk"))
                    await network.TieAsync(live.Ids[model.At(one)], live.Ids[model.At(other)], step.Value % 2 == 0 ? "Fest" : "Werk", tie);
                break;
            case Kind.Call when !model.Gone.Contains(one):
                var call = Guid.NewGuid();
                model.Calls.Add(call, model.At(one));
                await live.CallAsync(call, model.At(one));
                break;
            case Kind.Restore when !model.Gone.Contains(one):
                model.Restore(model.At(one));
                await live.RestoreAsync(model.At(one));
                break;
            case Kind.Erase when !model.Gone.Contains(one):
                await live.EraseAsync(model.At(one));
                model.Erase(model.At(one));
                break;
            case Kind.Register when model.Gone.Contains(one):
                // By a person, accepted by its centre; and a row of its old source is about it again.
                await live.RegisterAsync(one);
                model.Register(one);
                Assert.Equal(live.Ids[one], await live.WhoseAsync(one));
                break;
            case Kind.Remove when model.Calls.Count > 0:
                var gone = model.Calls.Keys.First();
                model.Calls.Remove(gone);
                await network.RunAsync($"DELETE FROM partner_calls WHERE id = '{gone}'");
                break;
        }
    }

    private static async Task ExpectAsync(bool isPossible, Func<Task> run)
    {
        if (isPossible) await run();
        else await Assert.ThrowsAsync<NetworkException>(run);
    }

    private static async Task CompareAsync(Model model, LiveEntries live, string when)
    {
        var said = $"{when}: ";
        var entries = await live.EntriesAsync();
        var all = Enumerable.Range(0, Entries).Where(one => !model.Gone.Contains(one)).ToLookup(one => model.At(one) == one);
        Assert.Equal(
            said + string.Join(' ', all[true].Select(one => $"{one}={model.Sites[one]}")),
            said + string.Join(' ', entries.Select(one => $"{one.At}={one.Site}")));
        Assert.Equal(
            said + string.Join(' ', all[true].Where(one => model.Sites[one].Length > 0).Select(one => $"{one}: {model.Said[one]}")),
            said + string.Join(' ', await live.SaidAsync()));
        Assert.Equal(
            said + string.Join(' ', all[false].Select(one => $"{one}->{model.At(one)}")),
            said + string.Join(' ', await live.RedirectsAsync()));
        Assert.Equal(
            said + string.Join(' ', model.Calls.Select(call => $"{call.Key}@{model.At(call.Value)}").Order(StringComparer.Ordinal)),
            said + string.Join(' ', (await live.CallsAsync()).Order(StringComparer.Ordinal)));
        // Each tie is where its two are now; the one that is not there joins what is one, or what is tied so already.
        var ties = await live.TiesAsync();
        foreach (var (id, made) in model.Ties)
        {
            var (from, to) = (model.At(made.From), model.At(made.To));
            var same = ties.FirstOrDefault(tie => tie.Id == id);
            if (same != default) Assert.Equal((said, from, to), (said, same.From, same.To));
            else
                Assert.True(from == to || ties.Exists(tie =>
                    tie.Title == made.Title && ((tie.From, tie.To) == (from, to) || (tie.From, tie.To) == (to, from))), said + id);
        }

        Assert.True(ties.TrueForAll(tie => model.Ties.ContainsKey(tie.Id)), said + "ties");
    }
}
