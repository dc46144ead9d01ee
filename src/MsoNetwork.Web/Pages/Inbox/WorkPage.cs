using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Web.Pages.Account;

namespace MsoNetwork.Web.Pages.Inbox;

/// <summary>Something that a form got wrong, or that cannot be done any more.</summary>
/// <param name="Field">The form's field; empty where it is none of them.</param>
/// <param name="Text">Key of the sentence.</param>
internal sealed record WorkProblem(string Field, string Text);

/// <summary>A page on which somebody acts for an organisation: what was typed is kept, and doing the same twice does it once.</summary>
internal abstract class WorkPage : SignedInPage
{
    // Fields that have a sentence of their own; every other refusal is told by its code.
    private static readonly HashSet<string> Fields =
    [
        "title", "text", "message", "contact", "startsOn", "endsOn", "deadline", "endedOn", "partners", "fundingLine", "municipality",
        "radiusKm", "contactWay", "topics", "targetGroups", "languages", "regions", "to", "source", "name", "url", "retrievedOn",
        "version", "expectedVersion", "id", "takesPart", "startTime", "minutes", "rule", "exceptDays", "seats", "costCents", "link",
        "publisher", "day", "region",
    ];

    private string? _key;

    /// <summary>The organisation in whose name things are done; null where the person acts for none.</summary>
    public OrganisationMembership? Self => Viewer.ActsFor as OrganisationMembership;

    /// <summary>The integration centre in whose name things are done; null where the person acts for none.</summary>
    public CentreMembership? Centre => Viewer.ActsFor as CentreMembership;

    /// <summary>Whether whom the person acts for can do what this page is for.</summary>
    public virtual bool MayAct => Self is not null;

    public List<WorkProblem> Problems { get; } = [];

    /// <summary>Key of the sentence that says what was just done.</summary>
    public string? Done => Request.Query["getan"].ToString() is { Length: > 0 and < 40 } done && T.Entries.ContainsKey("done." + done)
        ? "done." + done : null;

    /// <summary>The form's idempotency key: made with the form, and sent back with it.</summary>
    public string Key => _key ??= Posted("key") is { Length: > 0 } given ? given : Guid.NewGuid().ToString("N");

    public bool IsWrong(string field) => Problems.Exists(problem => problem.Field == field);

    /// <summary>The sentences about one field.</summary>
    public IEnumerable<string> Wrong(string field) =>
        Problems.Where(problem => problem.Field == field).Select(problem => T[problem.Text]).Distinct();

    /// <summary>What was sent in a field; empty where nothing was.</summary>
    protected string Posted(string field) =>
        HttpMethods.IsPost(Request.Method) && Request.HasFormContentType ? Request.Form[field].ToString() : "";

    protected DateTime? PostedDay(string field)
    {
        var text = Posted(field).Trim();
        if (text.Length == 0) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day)) return day.ToDateTime(TimeOnly.MinValue);
        Problems.Add(new WorkProblem(field, "wrong.day"));
        return null;
    }

    protected int? PostedNumber(string field)
    {
        var text = Posted(field).Trim();
        if (text.Length == 0) return null;
        if (int.TryParse(text, out var number)) return number;
        Problems.Add(new WorkProblem(field, "wrong.number"));
        return null;
    }

    /// <summary>Does it, once for the form's key; refusals become <see cref="Problems"/>.</summary>
    /// <param name="change">What is done.</param>
    /// <param name="input">All that is asked for.</param>
    /// <param name="run">Does it.</param>
    /// <param name="again">Finds what became of it.</param>
    /// <param name="idOf">For use cases that write with EF Core: the id of what they write.</param>
    /// <returns>What became of it; null when it was refused.</returns>
    protected async Task<T?> TryAsync<TInput, T>(
        string change, TInput input, Func<TInput, CancellationToken, Task<T>> run, Func<Guid, Task<T?>> again,
        Func<DbContext, Guid?>? idOf = null)
        where T : class
        where TInput : MutationInput
    {
        if (Problems.Count > 0) return null;
        var keys = HttpContext.RequestServices.GetRequiredService<IdempotencyKeys>();
        try
        {
            var context = idOf is null ? null : HttpContext.RequestServices.GetRequiredService<DbContext>();
            return await keys.OnceAsync(change, Key, input, () => run(input, Aborted), again, Aborted, idOf, context);
        }
        catch (NetworkException refusal) when (UserError.Takes(refusal))
        {
            Problems.AddRange(refusal.Others.Prepend(refusal).Select(ProblemOf));
            _key = Guid.NewGuid().ToString("N"); // what is corrected is something else
            return null;
        }
    }

    private static WorkProblem ProblemOf(NetworkException refusal)
    {
        var field = refusal.Argument?.Split('.')[^1] ?? "";
        if (refusal.Reason is { } reason) return new WorkProblem(field, "wrong." + reason);
        return Fields.Contains(field) && refusal.Code is ErrorCode.InvalidInput or ErrorCode.Conflict
            ? new WorkProblem(field, "wrong." + (refusal.Code != ErrorCode.Conflict ? field : field == "url" ? "known" : "version"))
            : new WorkProblem("", "wrong." + refusal.Code);
    }
}
