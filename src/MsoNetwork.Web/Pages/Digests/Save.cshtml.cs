using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Digests;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Digests;

/// <summary>
/// /de/merken/{list}?…: keeps the search that a list's address has, or asks for a reminder of one date (termin?slug). For somebody who is
/// signed in, or for an address that is confirmed first.
/// </summary>
internal sealed class SaveModel(
    SaveSearch save, DigestSources sources, CurrentViewer current, DbContext context) : SitePage
{
    private static readonly Dictionary<string, SearchSubject> Lists = new(StringComparer.Ordinal)
    {
        ["organisationen"] = SearchSubject.Organisations,
        ["gesuche"] = SearchSubject.PartnerCalls,
        ["termine"] = SearchSubject.Trainings,
        ["foerderung"] = SearchSubject.Funding,
        ["neuigkeiten"] = SearchSubject.News,
        ["termin"] = SearchSubject.Training,
    };

    /// <summary>The lists whose searches can be kept.</summary>
    public static IEnumerable<string> Known => Lists.Keys;

    /// <summary>The list's subject; null where there is no such list.</summary>
    public static SearchSubject? SubjectOf(string list) => Lists.TryGetValue(list, out var subject) ? subject : null;

    public SearchSubject Subject { get; private set; }

    public bool IsReminder => Subject == SearchSubject.Training;

    /// <summary>The search; null where it cannot be kept.</summary>
    public ReadSearch? Read { get; private set; }

    public DigestRhythm Rhythm { get; private set; } = DigestRhythm.Daily;

    /// <summary>The address of the account, where somebody is signed in.</summary>
    public string? SignedInAs { get; private set; }

    public string Address { get; private set; } = "";

    public List<FormProblem> Problems { get; } = [];

    /// <summary>Whether a mail to confirm may be on its way.</summary>
    public bool IsSent { get; private set; }

    public string Query => Request.QueryString.Value?.TrimStart('?') ?? "";

    /// <summary>The list or the date.</summary>
    public string Back => Path(sources[Subject].PathOf(Read?.Query ?? (IsReminder ? "" : Query)));

    /// <summary>What finds the same without mails: addresses with what they are called.</summary>
    public IEnumerable<(string Address, string Name)> Feeds => Read is { Query: var query } ? FeedsOf(query) : [];

    public async Task<IActionResult> OnGetAsync(string list) => await ShowAsync(list) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string list)
    {
        if (!await ShowAsync(list)) return NotFound();
        if (Read is null) return Page();
        var form = await Request.ReadFormAsync(Aborted);
        Address = form["address"].ToString();
        if (IsReminder) Rhythm = DigestRhythm.AtOnce;
        else if (Enum.TryParse<DigestRhythm>(form["rhythm"], out var rhythm) && Enum.IsDefined(rhythm)) Rhythm = rhythm;
        var asked = new SearchToSave(Subject, Read.Query, Rhythm, Language.Tag);
        try
        {
            if (SignedInAs is not null)
            {
                await save.ForPersonAsync(asked, Aborted);
                return LocalRedirect(Path("konto/gemerkt") + "?gespeichert");
            }

            // Nobody sees this field; programs that fill in every form do. They are told what everybody is told.
            IsSent = true;
            if (form["website"].ToString().Length > 0) return Page();
            await save.ForAddressAsync(
                asked, Address, HttpContext.Connection.RemoteIpAddress, key => new Uri($"{Origin}{Path("gemerkt/" + key)}"), Aborted);
        }
        catch (NetworkException refusal) when (refusal.Code is ErrorCode.InvalidInput or ErrorCode.LimitExceeded)
        {
            IsSent = false;
            Problems.Add(refusal switch
            {
                { Code: ErrorCode.LimitExceeded } => new("save.problem.limit", T.Number(SaveSearch.Most), ""),
                { Argument: "address" } => new("signIn.problem.email", "", "address"),
                _ => new("save.problem.query", "", ""),
            });
        }

        return Page();
    }

    private async Task<bool> ShowAsync(string list)
    {
        if (!Lists.TryGetValue(list, out var subject)) return false;
        (Subject, Unlisted) = (subject, true);
        Title = T[IsReminder ? "save.remindTitle" : "save.title"];
        Response.Headers["Referrer-Policy"] = "same-origin";
        try
        {
            Read = await sources[subject].ReadAsync(Query, Language.Tag, Aborted);
        }
        catch (NetworkException refusal) when (refusal.Code is ErrorCode.InvalidInput or ErrorCode.NotFound)
        {
            Problems.Add(new FormProblem("save.problem.query", "", ""));
        }

        if ((await current.GetAsync(Aborted)).Person is { } person)
            SignedInAs = await context.Set<Person>().Where(one => one.Id == person).Select(one => one.Email).SingleAsync(Aborted);
        return true;
    }

    private IEnumerable<(string Address, string Name)> FeedsOf(string query)
    {
        var asked = query.Length == 0 ? "" : "?" + query;
        switch (Subject)
        {
            // A calendar and a feed know no words.
            case SearchSubject.Trainings when !query.StartsWith("q=", StringComparison.Ordinal):
                yield return (Path("termine/kalender.ics") + asked, T["trainings.subscribe"]);
                yield return (Path("termine/feed.atom") + asked, "Atom");
                break;
            case SearchSubject.Training:
                yield return (Path($"termine/{query}/termin.ics"), T["training.toCalendar"]);
                break;
            case SearchSubject.News:
                yield return ("/news.atom" + asked, "Atom");
                break;
            default:
                yield return (Path($"merken/{Lists.First(list => list.Value == Subject).Key}.atom") + asked, "Atom");
                break;
        }
    }
}
