using System.IO.Hashing;

namespace MsoNetwork.Relay;

/// <summary>What a cursor belongs to, in four bytes (XXH32), because HashCode of .NET differs from process to process.</summary>
public static class Fingerprint
{
    public static uint Of(ReadOnlySpan<byte> bytes) => XxHash32.HashToUInt32(bytes);
}
