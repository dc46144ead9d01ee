using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Mail;

namespace MsoNetwork.Moderation;

/// <summary>
/// Mails to those who handed something in. Each is queued in the transaction of what it tells. Somebody without an account gets a new key
/// to the page of the case with each; the one before is worth nothing then.
/// </summary>
public sealed class CaseMails(DbContext context, MailQueue queue)
{
    public void AskToConfirm(Case about, string organisation, string key, Uri site) => queue.Add(context, new MailDraft(
        about.Email!,
        "case-confirm",
        about.Language,
        new Dictionary<string, object?>
        {
            ["organisation"] = organisation,
            ["link"] = new Uri(site, $"/{about.Language}/anliegen/{about.Id:N}/bestaetigen?key={key}"),
        }
    )
    {
        Purpose = MailPurpose.Confirmation,
        UsefulFor = Case.ConfirmWithin,
    });

    /// <summary>Tells the author what became of it; nothing where the account is erased meanwhile.</summary>
    /// <param name="about">The case, as it is now.</param>
    /// <param name="template">Of src/Texts/mail.</param>
    /// <param name="organisation">The name to show.</param>
    /// <param name="by">Who decided: the centre's name; empty for the administrators.</param>
    /// <param name="words">What the desk wrote.</param>
    /// <param name="site">Scheme and host of the pages.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    internal async Task TellAsync(
        Case about, string template, string organisation, string by, string words, Uri site, CancellationToken cancellationToken)
    {
        var link = $"/{about.Language}/anliegen/{about.Id:N}";
        if (about.Email is not null)
        {
            (var key, about.KeyHash) = SecretKey.New();
            link += $"?key={key}";
        }

        var email = about.Email ?? (about.PersonId is not { } person ? null
            : await context.Set<Person>().Where(one => one.Id == person).Select(one => one.Email).FirstOrDefaultAsync(cancellationToken));
        if (MailAddress.Read(email) is not { } to) return;
        queue.Add(context, new MailDraft(to, template, about.Language, new Dictionary<string, object?>
        {
            ["organisation"] = organisation,
            ["centre"] = by,
            ["words"] = new MailLines(words),
            ["link"] = new Uri(site, link),
        }));
    }
}
