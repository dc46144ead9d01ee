namespace MsoNetwork.Search;

/// <summary>
/// A hit's place in rule 8's order as one number, smaller is better. From the top bit down: twice the parts lacking, and one more when a
/// place is among them (6 bits), typos (6), fields (7), looseness (7), distance in 10 m (18, up to 2,600 km), words of the title that were
/// not typed (4), age in days (15).
/// </summary>
internal static class Rank
{
    private const int AgeBits = 15, DistanceBits = 18, RestBits = 4, LoosenessBits = 7, FieldBits = 7, TypoBits = 6;
    private const int Epoch = 40_000; // days since 1970: the year 2079

    public static long Of(int lacking, int typos, int fields, int looseness, double metres, int rest, int freshness)
    {
        long rank = lacking;
        rank = Shift(rank, TypoBits, typos);
        rank = Shift(rank, FieldBits, fields);
        rank = Shift(rank, LoosenessBits, looseness);
        rank = Shift(rank, DistanceBits, (int)Math.Min(metres / 10, int.MaxValue));
        rank = Shift(rank, RestBits, rest);
        return Shift(rank, AgeBits, Epoch - freshness);
    }

    /// <summary>By sort key, as far as eight letters tell.</summary>
    public static long OfSortKey(string sortKey)
    {
        long rank = 0;
        for (var i = 0; i < 8; i++) rank = (rank << 7) | (long)(i < sortKey.Length ? (uint)sortKey[i] & 127 : 0);
        return rank;
    }

    /// <summary>1 for a perfect match, less for each thing lacking; never changes the order.</summary>
    public static double Score(long rank, int parts)
    {
        if (parts == 0) return 1;
        var match = (ulong)rank >> (AgeBits + DistanceBits + RestBits);
        return 1 - (match / (double)((ulong)((2 * parts) + 2) << (TypoBits + FieldBits + LoosenessBits)));
    }

    private static long Shift(long rank, int bits, int value) => (rank << bits) | (uint)Math.Clamp(value, 0, (1 << bits) - 1);
}
