namespace MsoNetwork.Duplicates;

/// <summary>
/// What agreement and disagreement weigh, in bits, added up and made a probability: the model of Fellegi and Sunter (1969, "A Theory for
/// Record Linkage"). There, a weight is log2 of how much more often two entries of one organisation agree than two of different ones.
/// Ours are set by hand on the directory's own entries; DuplicateWeightsTests says which pairs they must tell apart.
/// </summary>
internal static class DuplicateWeights
{
    /// <summary>From here on two entries are said to be likely the same.</summary>
    public const double Likely = 0.5;

    /// <summary>Names less alike than this are no reason.</summary>
    public const double Near = 0.8;

    // Of two entries that share a block at all, few are the same.
    private const double Prior = -7;

    private const double SameTown = 2;
    private const double OtherTown = -5;

    // An organisation that has moved still has its contacts; branches mostly have a site in common.
    private const double Branch = -4;
    private const double BranchOfSeat = 4;

    /// <summary>Names in two towns: where both say their own they are branches, where one does it may be the branch of the other.</summary>
    /// <param name="likeness">Of the names without towns.</param>
    /// <param name="saying">How many of the two say their town.</param>
    public static double NameElsewhere(double likeness, int saying) =>
        Math.Min(Name(likeness), saying switch { 2 => Branch, 1 => BranchOfSeat, _ => 11 });

    /// <summary>A telephone and its house are told together: whoever has the one mostly has the other.</summary>
    public const double AddressBesidePhone = 2;

    /// <summary>From 11 for the same name over 3 for one that may be, to -7 for another one.</summary>
    public static double Name(double likeness) => likeness switch
    {
        1 => 11,
        >= 0.75 => 3 + (8 * (likeness - 0.75) / 0.25),
        >= 0.4 => 3 - (10 * (0.75 - likeness) / 0.35),
        _ => -7,
    };

    public static double Town(bool? same) => same switch { true => SameTown, false => OtherTown, null => 0 };

    /// <summary>What a shared value says; the more entries share it (an umbrella's telephone), the less.</summary>
    public static double Shared(DuplicateReason kind, int sharers) =>
        (kind switch
        {
            DuplicateReason.SameRegister => 12,
            DuplicateReason.SameWebsite => 8,
            DuplicateReason.SameEmail or DuplicateReason.SamePhone => 7,
            _ => 5,
        }) - Math.Log2(Math.Max(1, sharers - 1));

    /// <summary>What two different values say: little, organisations have several.</summary>
    public static double Differing(DuplicateReason kind) => kind switch
    {
        DuplicateReason.SameAddress => -1,
        DuplicateReason.SameDomain => 0, // the website's, which has said so
        DuplicateReason.SameRegister => -8, // an organisation has one
        _ => -0.7,
    };

    /// <summary>What the distance of two places says that have no address in common; a middle of a postcode area is a place, too.</summary>
    public static double Distance(double metres) => metres switch { < 100 => 1.5, < 1_000 => 0, < 5_000 => -0.5, _ => -1 };

    public static double Probability(double bits) => 1 / (1 + Math.Pow(2, -(bits + Prior)));
}
