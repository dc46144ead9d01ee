namespace MsoNetwork.Invented;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators"): the same numbers for the same seed in
/// every version of .NET, which System.Random does not promise. Not for secrets.
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>0 to 1, without 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double share) => Share() < share;

    /// <summary>0 to <paramref name="bound"/> - 1; the bias is below 2^-32 for bounds in use here.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public T Of<T>(IReadOnlyList<T> list) => list[Below(list.Count)];
}

/// <summary>Chooses values by weight.</summary>
internal sealed class WeightedChoice<T>
{
    private readonly T[] _values;
    private readonly double[] _until;

    public WeightedChoice(IEnumerable<T> values, Func<T, int, double> weight)
    {
        _values = [.. values];
        _until = new double[_values.Length];
        var sum = 0.0;
        for (var i = 0; i < _values.Length; i++) _until[i] = sum += weight(_values[i], i);
    }

    /// <summary>The first value is chosen twice as often as the second, three times as often as the third (Zipf).</summary>
    public static WeightedChoice<T> Zipf(IEnumerable<T> values) => new(values, (_, rank) => 1.0 / (rank + 1));

    public T Next(SeededRandom random)
    {
        var place = Array.BinarySearch(_until, random.Share() * _until[^1]);
        return _values[Math.Min(place < 0 ? ~place : place + 1, _values.Length - 1)];
    }

    /// <summary>Up to <paramref name="most"/> different ones, at least one.</summary>
    public T[] Some(SeededRandom random, int most)
    {
        var chosen = new List<T>();
        for (var i = random.Below(most); i >= 0; i--)
        {
            var value = Next(random);
            if (!chosen.Contains(value)) chosen.Add(value);
        }

        return [.. chosen];
    }
}
