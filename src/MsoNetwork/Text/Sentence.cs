using System.Text.RegularExpressions;

namespace MsoNetwork.Text;

/// <summary>Sentences made of a form and what is put into it.</summary>
public static partial class Sentence
{
    /// <summary>
    /// One stop where two came together, as what was put in had its own: names end in e.V., Russian days in г. What means an omission (…)
    /// stays.
    /// </summary>
    public static string WithOneStop(string sentence) => TwoStops().Replace(sentence, ".$1");

    [GeneratedRegex(@"(?<!\.)\.(\u2069?)\.(?=\s|$)")]
    private static partial Regex TwoStops();
}
