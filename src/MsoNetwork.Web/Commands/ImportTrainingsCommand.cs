using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Feeds;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.TrainingImport;

namespace MsoNetwork.Web.Commands;

/// <summary>import-trainings: for whoever runs the directory.</summary>
internal static class ImportTrainingsCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("SOURCE")
        {
            Description = "A calendar (iCalendar) or a table (CSV in UTF-8, or .xlsx): a file, or an address in the public internet. The "
                + "columns of a table stand in docs/trainings.md.",
        };
        var provider = new Option<string>("--provider")
        {
            Description = "Who offers them: the slug of an organisation, or the key of an integration centre.",
            Required = true,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Shows what would be done, and takes it back." };
        var keep = new Option<bool>("--keep") { Description = "The site fetches this address every hour from now on." };
        var command = new Command("import-trainings", "Imports a provider's trainings; the same source again changes nothing, and what it "
            + "no longer has is marked, not deleted. Exit code 0: done, even if single trainings were not taken; 1 and 2: nothing was "
            + "written.")
        {
            name, provider, dryRun, keep,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var host = NetworkHost.CreateBuilder().Build();
            return await Failures.InWordsAsync("Not imported, nothing of it was written", async () =>
            {
                await using var scope = host.Services.CreateAsyncScope();
                var sources = scope.ServiceProvider.GetRequiredService<TrainingSources>();
                var by = await ProviderAsync(scope.ServiceProvider, arguments.GetRequiredValue(provider), cancellationToken);
                var from = arguments.GetRequiredValue(name);
                var source = await BringAsync(sources, by, from, cancellationToken);
                var isDry = arguments.GetValue(dryRun);
                var report = isDry ? await sources.LookAsync(source, by, cancellationToken)
                    : await sources.ApplyAsync(source, by, arguments.GetValue(keep), cancellationToken);
                Write(Console.Out, report);
                if (!isDry) return 0;
                await sources.DropAsync(source.Id, cancellationToken);
                Console.WriteLine("A dry run: nothing was written.");
                return 0;
            });
        });
        return command;
    }

    private static async Task<TrainingSource> BringAsync(
        TrainingSources sources, DoneBy by, string from, CancellationToken cancellationToken)
    {
        try
        {
            var isFile = !from.Contains("://", StringComparison.Ordinal);
            return await sources.BringAsync(
                by, isFile ? Path.GetFileName(from) : from, isFile ? await File.ReadAllBytesAsync(from, cancellationToken) : null,
                cancellationToken);
        }
        catch (FeedRefusedException refused)
        {
            throw NetworkException.Invalid("SOURCE", refused.Message);
        }
    }

    private static async Task<DoneBy> ProviderAsync(IServiceProvider services, string name, CancellationToken cancellationToken)
    {
        var context = services.GetRequiredService<DbContext>();
        if (await KnownOrganisation.BySlugAsync(context, name, cancellationToken) is { } organisation)
            return new DoneBy(null, organisation.Id, null);
        var regions = await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(cancellationToken);
        return regions.Centre(name) is { } centre ? new DoneBy(null, null, centre.Key)
            : throw NetworkException.Invalid("--provider", $"There is no organisation and no integration centre \"{name}\".");
    }

    private static void Write(TextWriter output, TrainingImportReport report)
    {
        foreach (var step in report.Steps.Where(step => step.Step != ImportStep.Unchanged))
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {Word(step.Step)}: {step.Title}, {step.First:yyyy-MM-dd HH:mm}"));
        foreach (var remark in report.Remarks)
        {
            var row = remark.Row is { } number ? string.Create(CultureInfo.InvariantCulture, $"row {number}, ") : "";
            var word = remark.IsRefusal ? "not taken" : "note";
            output.WriteLine($"  {word}: {row}{OneLine(remark.Where)}, {remark.Field}: {OneLine(remark.Message)}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Count(ImportStep.Created)} new, {report.Count(ImportStep.Changed)} changed, {report.Count(ImportStep.Unchanged)} "
            + $"unchanged, {report.Count(ImportStep.CalledOff)} called off, {report.Count(ImportStep.Missing)} no longer at the source, "
            + $"{report.Count(ImportStep.Back)} there again, {report.Over} over; "
            + $"{report.Remarks.Count(remark => remark.IsRefusal)} not taken."));
    }

    private static string Word(ImportStep step) => step switch
    {
        ImportStep.Created => "new",
        ImportStep.Changed => "changed",
        ImportStep.CalledOff => "called off",
        ImportStep.Missing => "no longer at the source",
        _ => "there again",
    };

    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
