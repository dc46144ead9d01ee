using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace MsoNetwork.Web.Commands;

/// <summary>
/// Options that take a number between two bounds; anything else, also what is no number at all, is wrong usage and says what would be
/// right.
/// </summary>
internal static class NumberOption
{
    public static Option<int> Whole(string name, string helpName, string description, int least, int most, int usual = 0) =>
        Create(name, helpName, description, least, most, usual, NumberStyles.AllowLeadingSign, "a whole number");

    /// <summary>Any number that a generator of random numbers may begin with.</summary>
    public static Option<ulong> RandomSeed(string name, string description) =>
        Create<ulong>(name, "S", description, 0, ulong.MaxValue, 1, NumberStyles.None, "a whole number");

    public static Option<double> Share(string name, string description, double usual = 0) =>
        Create(name, "0..1", description, 0.0, 1.0, usual, NumberStyles.AllowDecimalPoint, "a number");

    private static Option<T> Create<T>(
        string name,
        string helpName,
        string description,
        T least,
        T most,
        T usual,
        NumberStyles styles,
        string number
    )
        where T : INumber<T> =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => usual,
            CustomParser = given =>
            {
                if (
                    T.TryParse(given.Tokens[0].Value, styles, CultureInfo.InvariantCulture, out var value)
                    && value >= least
                    && value <= most
                )
                    return value;
                given.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes {number} from {least} to {most}."));
                return usual;
            },
        };
}
