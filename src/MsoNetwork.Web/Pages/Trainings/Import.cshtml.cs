using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Errors;
using MsoNetwork.Feeds;
using MsoNetwork.TrainingImport;
using MsoNetwork.Web.Pages.Inbox;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>/de/termine/import: an organisation or a centre brings a calendar or a table, and sees where its trainings come from.</summary>
[RequestSizeLimit(LargestRequest)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestRequest)]
internal sealed class TrainingImportModel(TrainingSources sources) : TrainingWorkPage
{
    /// <summary>More than a file may have: so that who sends more than that hears it in words.</summary>
    private const int LargestRequest = 12 * 1024 * 1024;

    public IReadOnlyList<TrainingSource> Sources { get; private set; } = [];

    /// <summary>As typed.</summary>
    public string Typed => Posted("address");

    public async Task OnGetAsync() => await ShowAsync();

    public async Task<IActionResult> OnPostAsync(IFormFile? file)
    {
        try
        {
            var by = await sources.ProviderAsync(Aborted);
            using var bytes = new MemoryStream();
            if (file is { Length: > 0 }) await file.CopyToAsync(bytes, Aborted);
            var source = bytes.Length > 0
                ? await sources.BringAsync(by, Plain(file!.FileName), bytes.ToArray(), Aborted)
                : await sources.BringAsync(by, Typed, null, Aborted);
            return Redirect(Path($"termine/import/{source.Id:N}"));
        }
        catch (FeedRefusedException)
        {
            Problems.Add(file is { Length: > 0 } ? new WorkProblem("file", "wrong.calendar") : new WorkProblem("address", "wrong.fetch"));
        }
        catch (NetworkException refusal)
        {
            Problems.Add(new WorkProblem("", refusal.Code == ErrorCode.LimitExceeded ? "wrong.sources" : "wrong." + refusal.Code));
        }

        await ShowAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostLeaveAsync(string id)
    {
        if (!MayAct || !Guid.TryParseExact(id, "N", out var key)) return NotFound();
        if (await sources.FindAsync(key, await sources.ProviderAsync(Aborted), Aborted) is not { } source) return NotFound();
        await sources.LeaveAsync(source, Aborted);
        return Redirect(Path("termine/import") + "?getan=sourceLeft");
    }

    private async Task ShowAsync()
    {
        Title = T["trainingImport.title"];
        if (MayAct) Sources = await sources.OfAsync(await sources.ProviderAsync(Aborted), Aborted);
    }

    // Some browsers send whole paths; and a name is shown, never used.
    private static string Plain(string fileName)
    {
        var last = fileName.Split('/', '\\')[^1];
        var name = string.Concat(last.Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter))).Trim();
        return name.Length == 0 ? "-" : name.Length <= 200 ? name : name[..200];
    }
}
