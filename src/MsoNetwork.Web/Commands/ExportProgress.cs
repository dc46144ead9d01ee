using System.Globalization;
using Spectre.Console;

namespace MsoNetwork.Web.Commands;

/// <summary>
/// A bar on a terminal, a plain line every 50,000 rows elsewhere; on standard error, because the file itself may go to standard output.
/// </summary>
internal static class ExportProgress
{
    private const int RowsBetweenLines = 50_000;

    public static async Task<T> ShowAsync<T>(int total, Func<IProgress<int>, Task<T>> work)
    {
        if (Console.IsErrorRedirected) return await work(new Lines(total));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console
            .Progress()
            .AutoClear(true)
            .StartAsync(async bars => await work(new Bar(bars.AddTask("Writing", maxValue: Math.Max(1, total)))));
    }

    private sealed class Lines(int total) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value % RowsBetweenLines == 0)
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value} of {total} rows written …"));
        }
    }

    private sealed class Bar(ProgressTask bar) : IProgress<int>
    {
        public void Report(int value) => bar.Value = value;
    }
}
