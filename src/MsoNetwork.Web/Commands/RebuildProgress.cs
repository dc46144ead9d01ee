using System.Globalization;
using Spectre.Console;

namespace MsoNetwork.Web.Commands;

/// <summary>A moment of a rebuild: documents done of all, and what is worth a word.</summary>
internal sealed record RebuildStep(long Done, long Total, string Note);

/// <summary>A bar on a terminal; elsewhere a line whenever the note changes or 50,000 more documents are done.</summary>
internal static class RebuildProgress
{
    private const int DocumentsBetweenLines = 50_000;

    public static async Task<T> ShowAsync<T>(string doing, Func<IProgress<RebuildStep>, Task<T>> work)
    {
        if (Console.IsOutputRedirected) return await work(new Lines());
        return await AnsiConsole.Progress().AutoClear(true).StartAsync(async bars => await work(new Bar(bars.AddTask(doing, maxValue: 1))));
    }

    private sealed class Lines : IProgress<RebuildStep>
    {
        private string _note = "";
        private long _next = DocumentsBetweenLines;

        public void Report(RebuildStep value)
        {
            if (value.Note == _note && value.Done < _next) return;
            _note = value.Note;
            _next = value.Done + DocumentsBetweenLines;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Note}: {value.Done} of {value.Total} documents …"));
        }
    }

    private sealed class Bar(ProgressTask bar) : IProgress<RebuildStep>
    {
        public void Report(RebuildStep value)
        {
            bar.Description = Markup.Escape(value.Note);
            bar.Value = value.Total == 0 ? 0 : (double)value.Done / value.Total;
        }
    }
}
