using Microsoft.AspNetCore.DataProtection;

namespace MsoNetwork.Web.Pages.Entry;

/// <summary>
/// Whose form it is: sealed into it when it is shown, so that what comes back after the session has ended is kept as that person's draft
/// and as nobody else's. It gives no right but to leave a text there.
/// </summary>
internal sealed class KeptForm(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Valid = TimeSpan.FromDays(7);

    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("entry-form").ToTimeLimitedDataProtector();

    public string Of(Guid person, Guid organisation, string section) =>
        _seal.Protect($"{person:N} {organisation:N} {section}", Valid);

    /// <summary>Null for what we have not sealed, or too long ago.</summary>
    public (Guid Person, Guid Organisation, string Section)? Read(string? form)
    {
        if (string.IsNullOrEmpty(form)) return null;
        try
        {
            return _seal.Unprotect(form).Split(' ') is [var person, var organisation, var section]
                ? (Guid.ParseExact(person, "N"), Guid.ParseExact(organisation, "N"), section)
                : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
