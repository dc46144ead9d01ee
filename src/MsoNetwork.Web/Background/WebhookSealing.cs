using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using MsoNetwork.Webhooks;

namespace MsoNetwork.Web.Background;

/// <summary>Seals the secrets of webhooks with the keys that cookies are sealed with; they are in the database.</summary>
internal static class WebhookSealing
{
    public static WebhookSecrets With(IDataProtectionProvider protection)
    {
        var seal = protection.CreateProtector("webhook-secret");
        return new(
            (webhook, secret) => seal.CreateProtector($"{webhook:N}").Protect(secret),
            (webhook, stored) =>
            {
                try
                {
                    return seal.CreateProtector($"{webhook:N}").Unprotect(stored);
                }
                catch (CryptographicException)
                {
                    return null;
                }
            });
    }
}
