using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MsoNetwork.Accounts;

/// <summary>Values that nobody can guess. They are told once; kept are their hashes.</summary>
public static class Secret
{
    private const int Bytes = 32;
    private const int CodeDigits = 8;

    /// <summary>43 letters that an address may hold as they are.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Eight digits, to be typed.</summary>
    public static string NewCode() => RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The hash of a code: it has few values, so each request's is another.</summary>
    public static byte[] HashOf(string code, Guid request) => HashOf($"{request:N}:{code}");

    /// <summary>The digits of a code as people type it: with a space in the middle, or in the digits of their own script.</summary>
    public static string? ReadCode(string? typed)
    {
        if (typed is null or { Length: > 40 }) return null;
        var digits = string.Concat(typed.Where(char.IsDigit).Select(digit => (int)char.GetNumericValue(digit)));
        return digits.Length == CodeDigits ? digits : null;
    }
}
