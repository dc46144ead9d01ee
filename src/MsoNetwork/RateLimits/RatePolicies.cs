namespace MsoNetwork.RateLimits;

/// <summary>What one client may spend, in the unit of a GraphQL request's cost.</summary>
/// <param name="Name">As the header RateLimit-Policy calls it.</param>
/// <param name="PerSecond">What comes back each second.</param>
/// <param name="Burst">What may be spent at once.</param>
public sealed record RatePolicy(string Name, long PerSecond, long Burst)
{
    /// <summary>How long it takes until a spent budget is whole again.</summary>
    public TimeSpan Window => TimeSpan.FromSeconds((double)Burst / PerSecond);
}

/// <summary>The policies of a site. A client's name begins with the letter of its kind.</summary>
/// <param name="IsOn">False: everything passes.</param>
/// <param name="Networks">Of whoever is not signed in, a network each.</param>
/// <param name="Keys">Of an access token, or of a person who is signed in.</param>
public sealed record RatePolicies(bool IsOn, RatePolicy Networks, RatePolicy Keys)
{
    /// <summary>What a second gives back to a network unless a setting says otherwise: 20 pages.</summary>
    public const long UsualNetwork = 5_000;

    /// <summary>The same of a key.</summary>
    public const long UsualKey = 20_000;

    /// <summary>A burst is what so many seconds give.</summary>
    public const long BurstSeconds = 60;

    /// <summary>Credentials that were wrong, of a network: a program with an expired token may go on for a minute.</summary>
    public static RatePolicy WrongCredentials { get; } = new("wrong-credentials", 1, 60);

    public static RatePolicies Usual { get; } = Of(isOn: true, UsualNetwork, UsualKey);

    public static RatePolicies Of(bool isOn, long network, long key) =>
        new(isOn, new RatePolicy("network", network, network * BurstSeconds), new RatePolicy("key", key, key * BurstSeconds));

    public static string Network(ReadOnlySpan<byte> prefix) => "n" + Convert.ToHexString(prefix);

    public static string Wrong(ReadOnlySpan<byte> prefix) => "w" + Convert.ToHexString(prefix);

    public static string Key(Guid tokenOrPerson) => "k" + tokenOrPerson.ToString("N");

    public RatePolicy Of(string client) => client switch
    {
        ['n', ..] => Networks,
        ['w', ..] => WrongCredentials,
        _ => Keys,
    };
}
