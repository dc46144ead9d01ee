using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace MsoNetwork.Webhooks;

/// <summary>Secrets as they are stored: sealed with the keys of the site, and bound to their webhook.</summary>
public sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _seal = protection.CreateProtector("webhook-secret");

    public string Seal(Guid webhook, string secret) => _seal.CreateProtector($"{webhook:N}").Protect(secret);

    /// <summary>Null when the keys of the site are not those that sealed it.</summary>
    public string? Open(Guid webhook, string stored)
    {
        try
        {
            return _seal.CreateProtector($"{webhook:N}").Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
