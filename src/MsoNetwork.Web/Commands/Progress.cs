using MsoNetwork.Import;
using Spectre.Console;

namespace MsoNetwork.Web.Commands;

/// <summary>A bar on a terminal, a plain line every 50,000 rows elsewhere.</summary>
internal static class Progress
{
    private const int RowsBetweenLines = 50_000;

    public static async Task<T> ShowAsync<T>(string doing, Func<IProgress<ImportProgress>, Task<T>> work)
    {
        if (Console.IsOutputRedirected) return await work(new Lines());
        return await AnsiConsole.Progress().AutoClear(true).StartAsync(async bars =>
        {
            var bar = bars.AddTask(doing, maxValue: 1);
            return await work(new Bar(bar));
        });
    }

    // Not System.Progress<T>: it posts to the thread pool, and lines would come late and out of order.
    private sealed class Lines : IProgress<ImportProgress>
    {
        private long _next = RowsBetweenLines;

        public void Report(ImportProgress value)
        {
            if (value.IsWriting) Console.WriteLine($"{value.Rows} rows read; writing …");
            else if (value.Rows >= _next)
            {
                Console.WriteLine($"{value.Rows} rows read{(value.Share is { } share ? $", {share:P0} of the file" : "")} …");
                _next = value.Rows + RowsBetweenLines;
            }
        }
    }

    private sealed class Bar(ProgressTask bar) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            bar.Description = $"{value.Rows} rows{(value.IsWriting ? ", writing" : "")}";
            if (value.Share is { } share) bar.Value = share;
            else bar.IsIndeterminate = true;
        }
    }
}
