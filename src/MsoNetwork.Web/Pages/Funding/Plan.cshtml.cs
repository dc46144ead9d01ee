using Microsoft.AspNetCore.Mvc;
using MsoNetwork.FinancePlans;
using MsoNetwork.Funding;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Web.Pages.Funding;

/// <summary>/de/foerderung/{key}/plan: a finance plan by a line's rules, without an account. What is typed travels with the form.</summary>
[RequestSizeLimit(LargestRequest)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestRequest)]
internal sealed class FinancePlanModel(FundingLines lines, TimeProvider time) : FundingSitePage(lines, time)
{
    private const int LargestRequest = 4 * 1024 * 1024;

    public FundingLine Line { get; private set; } = null!;

    /// <summary>Whose amounts count.</summary>
    public FundingPhase Phase { get; private set; } = null!;

    public FinancePlanForm Form { get; private set; } = FinancePlanForm.Empty;

    /// <summary>Null until something was typed that can be counted.</summary>
    public FinanceFindings? Found { get; private set; }

    /// <summary>What is wrong with a file, as sentences.</summary>
    public IReadOnlyList<string> FileProblems { get; private set; } = [];

    public bool IsOlder => Line.PhaseOn(Today) != Phase && Phase.Amount is not null;

    public IActionResult OnGet(string key) => Begin(key) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string key)
    {
        if (!Begin(key)) return NotFound();
        await ReadAsync(0);
        return Page();
    }

    public async Task<IActionResult> OnPostMoreAsync(string key)
    {
        if (!Begin(key)) return NotFound();
        await ReadAsync(FinancePlanForm.More);
        return Page();
    }

    /// <summary>As a workbook: a sheet to go on with, and one for the authority, which is German.</summary>
    public async Task<IActionResult> OnPostSheetAsync(string key)
    {
        if (!Begin(key)) return NotFound();
        await ReadAsync(0);
        if (Found is null) return Page();
        var bytes = await FinanceWorkbook.WriteAsync(Found.Plan, FinancePlanWords.Of(this, Found), Aborted);
        return File(bytes, MediaTypes.Workbook, $"finanzierungsplan-{Line.Key}.xlsx");
    }

    public async Task<IActionResult> OnPostFileAsync(string key, IFormFile? file)
    {
        if (!Begin(key)) return NotFound();
        if (file is not { Length: > 0 })
        {
            FileProblems = [T["plan.sheet.Missing"]];
            return Page();
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, Aborted);
        var read = FinanceSheet.Read(bytes.ToArray(), FinancePlanWords.Entries);
        FileProblems = [.. read.Wrong.Select(wrong => wrong.Row == 0
            ? T["plan.sheet." + wrong.Fault] : T["plan.sheet.row", wrong.Row.ToString(Invariant), T["plan.sheet." + wrong.Fault]])];
        if (read.Plan is not { } plan) return Page();
        Form = FinancePlanForm.Of(plan, Language);
        Found = CheckFinancePlan.Run(Line, Phase, plan);
        return Page();
    }

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private bool Begin(string key)
    {
        if (Lines.ByKey(key) is not { } line) return false;
        (Line, Phase) = (line, CheckFinancePlan.Phase(line, Today));
        Title = T["plan.title", In(line.Name)];
        Description = T["plan.lead"];
        Unlisted = true;
        Response.Headers.CacheControl = "private, no-store";
        return true;
    }

    private async Task ReadAsync(int more)
    {
        (Form, var plan) = FinancePlanForm.Read(await Request.ReadFormAsync(Aborted), more);
        Found = plan is null ? null : CheckFinancePlan.Run(Line, Phase, plan);
    }
}
