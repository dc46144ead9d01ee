using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Mail;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Text;

namespace MsoNetwork.Moderation;

/// <summary>What somebody says is wrong in an entry.</summary>
/// <param name="Entry">The entry, all of it.</param>
/// <param name="Values">What would be right, by the names of a draft's inputs; only what is to change.</param>
/// <param name="Message">In own words.</param>
/// <param name="ShouldNotBeThere">Something must not stand there at all.</param>
/// <param name="Email">Of somebody without an account.</param>
/// <param name="Language">Tag of the page's language.</param>
/// <param name="Network">A mark of the network that it comes from, for limits.</param>
public sealed record MistakeReport(
    OrganisationEntry Entry,
    IReadOnlyDictionary<string, object?> Values,
    string Message,
    bool ShouldNotBeThere,
    string? Email,
    string Language,
    byte[]? Network
);

/// <summary>What became of a report.</summary>
/// <param name="Case">Its id; null when it was not taken.</param>
/// <param name="IsWaiting">It is on a desk already; else its address must be confirmed.</param>
/// <param name="Wrong">Inputs that cannot be so, and <c>message</c>, <c>sender</c>, <c>limit</c>.</param>
public sealed record ReportOutcome(Guid? Case, bool IsWaiting, IReadOnlyList<string> Wrong);

/// <summary>"Something is wrong here": by anybody. Without an account, the mail address is confirmed before a desk sees it.</summary>
public sealed class ReportMistake(
    DbContext context,
    CurrentViewer current,
    ChangeOrganisation change,
    CaseMails mails,
    TimeProvider time
)
{
    /// <summary>In <see cref="Case.ConfirmWithin"/>, for one address: it could be somebody else's, who gets the mails.</summary>
    public const int MostOfAddress = 5;

    /// <summary>The same for one network: a school or a town hall may be one.</summary>
    public const int MostOfNetwork = 20;

    public async Task<ReportOutcome> RunAsync(MistakeReport report, Uri site, CancellationToken cancellationToken)
    {
        var viewer = await current.GetAsync(cancellationToken);
        var (message, now) = (InvisibleSigns.Typed(report.Message), time.GetUtcNow());
        var email = viewer.Person is null ? MailAddress.Read(report.Email) : null;
        var wrong = await WrongAsync(report, message, cancellationToken);
        if (viewer.Person is null && email is null) wrong.Add("sender");
        if (wrong.Count > 0) return new(null, false, wrong);
        if (await IsTooMuchAsync(viewer.Person, email, report.Network, now, cancellationToken)) return new(null, false, ["limit"]);

        var draft = report.Values.Count > 0 ? DraftJson.Write(report.Values.ToDictionary()) : null;
        var (key, hash) = SecretKey.New();
        var reported = new Case
        {
            Id = Guid.CreateVersion7(now),
            Kind = report.ShouldNotBeThere ? CaseKind.Report : CaseKind.Correction,
            State = viewer.Person is null ? CaseState.Unconfirmed : CaseState.Waiting,
            OrganisationId = report.Entry.Id,
            Seat = report.Entry.MunicipalityKey,
            Draft = draft,
            Base = DraftValues.Base(draft, report.Entry),
            Message = message,
            PersonId = viewer.Person,
            Email = email,
            Language = report.Language,
            KeyHash = email is null ? null : hash,
            NetworkHash = report.Network,
            CreatedAt = now,
            WaitingSince = now,
        };
        context.Add(reported);
        if (email is not null) mails.AskToConfirm(reported, report.Entry.Name, key, site);
        await context.SaveChangesAsync(cancellationToken);
        return new(reported.Id, email is null, []);
    }

    /// <summary>Confirms the address of a report by the key in its mail: once, and only for a day.</summary>
    /// <returns>Whether it is on a desk now by this.</returns>
    public async Task<bool> ConfirmAsync(Guid id, string? key, CancellationToken cancellationToken)
    {
        var found = await context.Set<Case>().SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
        if (found is not { State: CaseState.Unconfirmed } || found.CreatedAt + Case.ConfirmWithin <= time.GetUtcNow()) return false;
        if (!SecretKey.Fits(key, found.KeyHash)) return false;
        (found.State, found.KeyHash, found.WaitingSince) = (CaseState.Waiting, null, time.GetUtcNow());
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false; // pressed twice
        }
    }

    private async Task<List<string>> WrongAsync(MistakeReport report, string message, CancellationToken cancellationToken)
    {
        var wrong = new List<string>();
        if (message.Length > Case.LongestMessage || (message.Length == 0 && (report.Values.Count == 0 || report.ShouldNotBeThere)))
            wrong.Add("message");
        if (report.Values.Count == 0) return wrong;
        var errors = await change.CheckAsync(report.Entry.Id, OrganisationDraft.Of(report.Values.ToDictionary()), cancellationToken);
        wrong.AddRange(errors.Select(error => error.Path.Count > 1 ? error.Path[1] : "message").Distinct());
        return wrong;
    }

    [SuppressMessage("Performance", "CA1862", Justification = "It becomes SQL.")]
    private async Task<bool> IsTooMuchAsync(
        Guid? person, string? email, byte[]? network, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now - Case.ConfirmWithin;
        var recent = context.Set<Case>().Where(one => one.CreatedAt > since);
        if (email is not null)
        {
            var key = MailAddress.Key(email);
            if (await recent.CountAsync(one => one.Email != null && one.Email.ToLower() == key, cancellationToken) >= MostOfAddress)
                return true;
        }

        if (person is not null) return await recent.CountAsync(one => one.PersonId == person, cancellationToken) >= MostOfNetwork;
        return network is not null && await recent.CountAsync(one => one.NetworkHash == network, cancellationToken) >= MostOfNetwork;
    }
}
