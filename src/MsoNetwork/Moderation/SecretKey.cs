using System.Buffers.Text;
using System.Security.Cryptography;
using MsoNetwork.Accounts;

namespace MsoNetwork.Moderation;

/// <summary>A key for a link in a mail or a letter, short enough to be typed from paper; only its hash is kept.</summary>
internal static class SecretKey
{
    private const int Bytes = 24;

    public static (string Key, byte[] Hash) New()
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        return (key, Secret.HashOf(key));
    }

    /// <summary>The time tells nothing about the key.</summary>
    public static bool Fits(string? key, byte[]? hash) =>
        key is { Length: > 0 and <= 100 } && hash is not null && CryptographicOperations.FixedTimeEquals(Secret.HashOf(key), hash);
}
