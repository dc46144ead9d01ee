using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Web.Pages.Account;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>A page of the desk: for a centre's staff and for administrators. To everybody else it is not there.</summary>
internal abstract class DeskPage : SignedInPage
{
    /// <summary>The centre whose desk it is; null for an administrator who works for none.</summary>
    public CentreMembership? Centre => Viewer.ActsFor as CentreMembership ?? Viewer.Memberships.OfType<CentreMembership>().FirstOrDefault();

    /// <summary>Its name; null where there is no centre.</summary>
    public string? CentreName { get; private set; }

    public bool IsAdministrator => Viewer.Has(Role.Administrator);

    /// <summary>What the last step did, as a sentence; null when there was none.</summary>
    public string? Said { get; private set; }

    /// <summary>What of a form cannot be taken, as sentences; the page is shown again with what was typed.</summary>
    public IReadOnlyList<(string Field, string Text)> Faults => _faults;

    public Uri Site => new(Origin);

    private readonly List<(string Field, string Text)> _faults = [];

    private ReferenceSnapshot<Gazetteer> Gazetteer => HttpContext.RequestServices.GetRequiredService<ReferenceSnapshot<Gazetteer>>();

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        try
        {
            var viewer = await HttpContext.RequestServices.GetRequiredService<CurrentViewer>().GetAsync(Aborted);
            var centre = viewer.ActsFor as CentreMembership ?? viewer.Memberships.OfType<CentreMembership>().FirstOrDefault();
            if (centre is not null) CentreName = (await Gazetteer.GetAsync(Aborted)).Centre(centre.Centre)?.Name;
            if (!viewer.IsNobody && !Rights.IsConceivable(viewer, Resource.Desk, Operation.See))
            {
                context.Result = new NotFoundResult();
                return;
            }
        }
        catch (NetworkException refusal) when (refusal.Code == ErrorCode.Unauthenticated)
        {
            // The page below asks to sign in.
        }

        Said = ReadSaid();
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    /// <summary>Goes back to a page after a step, which says what was done: a number of things, and how many were left.</summary>
    protected RedirectResult Done(string below, string what, int done, int left = 0) =>
        Redirect(Path(below) + (below.Contains('?', StringComparison.Ordinal) ? '&' : '?') + $"getan={what}&zahl={done}&rest={left}");

    /// <summary>Says the same on the page itself, which is shown with what was typed.</summary>
    protected void Say(string what, int done = 1, int left = 0) => Said = Sentence(what, done, left);

    /// <summary>Says what is wrong with a field, by its label; more than <paramref name="most"/> characters do not fit.</summary>
    protected void Fault(string field, string label, string what, int most = 0) =>
        _faults.Add((field, $"{T[label]}: {T[what, T.Number(most)]}"));

    public bool IsFaulty(string field) => _faults.Exists(fault => fault.Field == field);

    // From the address, so it must be one of our own sentences with numbers.
    private string? ReadSaid()
    {
        var what = Request.Query["getan"].ToString();
        if (!Array.Exists(DeskSentences.Names, name => name == what)) return null;
        int Number(string name) => int.TryParse(Request.Query[name], out var number) ? Math.Clamp(number, 0, 10_000) : 0;
        return Sentence(what, Number("zahl"), Number("rest"));
    }

    private string Sentence(string what, int done, int left)
    {
        var said = T["desk.done." + what, T.Number(done)];
        return left > 0 ? $"{said} {T["desk.left", T.Number(left)]}" : said;
    }
}

/// <summary>What steps of the desk say afterwards.</summary>
internal static class DeskSentences
{
    public static readonly string[] Names =
        ["accepted", "refused", "asked", "undone", "meanwhile", "impossible", "unsaid", "marked", "invited", "noted", "issued",
            "withdrawn", "merged", "unmerged", "notMerged", "erased"];
}
