using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using MsoNetwork.Web.Serving;

namespace MsoNetwork.Tests.Serving;

public sealed class BatchedConsoleTests
{
    [Fact]
    public async Task Lines_of_many_threads_are_whole_and_none_is_lost_at_the_end()
    {
        var output = new MemoryStream();
        using (var console = new BatchedConsole(Json(), output))
        {
            var log = console.CreateLogger("test");
            await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
            {
                for (var number = 0; number < 500; number++) Say(log, LogLevel.Information, $"{thread}:{number} ä");
            }, TestContext.Current.CancellationToken)));
        }

        var messages = Lines(output).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("Message").GetString()!).ToList();
        Assert.Equal(4000, messages.Distinct().Count());
        // Each thread's lines stand in its own order.
        foreach (var mine in messages.GroupBy(message => message[0]))
            Assert.Equal(Enumerable.Range(0, 500).Select(number => $"{mine.Key}:{number} ä"), mine);
    }

    [Fact]
    public void What_is_said_after_the_end_is_still_written()
    {
        var output = new MemoryStream();
        var console = new BatchedConsole(Json(), output);
        console.Dispose();
        Say(console.CreateLogger("test"), LogLevel.Information, "late");
        Assert.Contains("late", Assert.Single(Lines(output)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_that_does_not_read_loses_lines_is_told_and_holds_nobody_up()
    {
        using var output = new StuckStream();
        var console = new BatchedConsole(Json(), output);
        var log = console.CreateLogger("test");
        Say(log, LogLevel.Warning, "first");
        output.Stuck.Wait(TestContext.Current.CancellationToken);
        for (var number = 0; number < 6; number++) Say(log, LogLevel.Information, new string('x', 1_000_000));
        output.Go.Set();
        console.Dispose();
        Assert.Contains(Lines(output.Written), line => line.Contains("nobody read them in time: 2", StringComparison.Ordinal));
    }

    private static void Say(ILogger log, LogLevel level, string text) => log.Log(level, default, text, null, (state, _) => state);

    private static ConsoleFormatter Json() => new ServiceCollection().AddLogging(logging => logging.AddConsole()).BuildServiceProvider()
        .GetServices<ConsoleFormatter>().Single(formatter => formatter.Name == ConsoleFormatterNames.Json);

    private static string[] Lines(MemoryStream output) =>
        Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Writes nothing until it is let go.</summary>
    private sealed class StuckStream : MemoryStream
    {
        public ManualResetEventSlim Stuck { get; } = new();

        public ManualResetEventSlim Go { get; } = new();

        public MemoryStream Written { get; } = new();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Stuck.Set();
            Go.Wait();
            Written.Write(buffer);
        }
    }
}
