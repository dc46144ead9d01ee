using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Feeds;
using MsoNetwork.TrainingImport;
using MsoNetwork.Web.Pages.Inbox;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>/de/termine/import/{id}: what importing a calendar or a table would do, and then it is done.</summary>
internal sealed class TrainingImportLookModel(TrainingSources sources) : TrainingWorkPage
{
    /// <summary>Trainings and remarks that the page names; the counts tell of all.</summary>
    public const int Shown = 200;

    private DoneBy _by = DoneBy.Nobody;

    public TrainingSource Source { get; private set; } = null!;

    public TrainingImportReport Report { get; private set; } = new([], [], 0);

    public IEnumerable<ImportedStep> Steps => Report.Steps.Where(one => one.Step != ImportStep.Unchanged).Take(Shown);

    /// <summary>How many there are of each step, in its order.</summary>
    public IEnumerable<(ImportStep Step, int Count)> Counts =>
        Enum.GetValues<ImportStep>().Select(step => (step, Report.Count(step))).Where(one => one.Item2 > 0);

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!await FindAsync(id)) return NotFound();
        return Source.Bytes is null ? Redirect(Path("termine/import")) : await LookAsync();
    }

    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (!await FindAsync(id)) return NotFound();
        if (Source.Bytes is null) return Redirect(Path("termine/import")); // sent twice
        try
        {
            await sources.ApplyAsync(Source, _by, Posted("keep").Length > 0, Aborted);
            return Redirect(Path("termine/eigene") + "?getan=imported");
        }
        catch (NetworkException refusal)
        {
            Problems.Add(new WorkProblem("", "wrong." + refusal.Code));
        }

        return await LookAsync();
    }

    /// <summary>What a remark says, in the page's language.</summary>
    public string Says(ImportRemark remark)
    {
        var key = "wrong." + (remark.Field.Length == 0 ? "tooMany" : remark.Field);
        return T[T.Entries.ContainsKey(key) ? key : "wrong.InvalidInput"];
    }

    private async Task<IActionResult> LookAsync()
    {
        try
        {
            Report = await sources.LookAsync(Source, _by, Aborted);
        }
        catch (FeedRefusedException)
        {
            Problems.Add(new WorkProblem("", "wrong.calendar"));
        }
        catch (NetworkException refusal)
        {
            Problems.Add(new WorkProblem("", "wrong." + refusal.Code));
        }

        return Page();
    }

    // Of another provider's there is no such page.
    private async Task<bool> FindAsync(string id)
    {
        Title = T["trainingImport.title"];
        if (!MayAct || !Guid.TryParseExact(id, "N", out var key)) return false;
        _by = await sources.ProviderAsync(Aborted);
        if (await sources.FindAsync(key, _by, Aborted) is not { } source) return false;
        Source = source;
        return true;
    }
}
