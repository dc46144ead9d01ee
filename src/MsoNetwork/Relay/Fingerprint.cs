namespace MsoNetwork.Relay;

/// <summary>What a cursor belongs to, in four bytes: FNV-1a, because HashCode of .NET differs from process to process.</summary>
public static class Fingerprint
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var hash = 2166136261u;
        foreach (var one in bytes) hash = (hash ^ one) * 16777619u;
        return hash;
    }
}
