using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MsoNetwork.Webhooks;

/// <summary>
/// Signatures as the Standard Webhooks specification has them: HMAC-SHA256 of <c>id.timestamp.body</c>, as <c>v1,BASE64</c>.
/// </summary>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";
    private const int Bytes = 32;

    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The value of webhook-signature: one signature for each secret, parted by blanks.</summary>
    /// <param name="secrets">With their prefix.</param>
    /// <param name="id">webhook-id.</param>
    /// <param name="timestamp">webhook-timestamp: seconds since 1970.</param>
    /// <param name="body">As it is sent.</param>
    public static string Of(IEnumerable<string> secrets, string id, long timestamp, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. body];
        return string.Join(' ', secrets.Select(secret =>
            "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed))));
    }
}
