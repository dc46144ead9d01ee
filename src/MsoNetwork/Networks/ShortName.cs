namespace MsoNetwork.Networks;

/// <summary>What a drawing calls an organisation: its name where it is short, what people call it, or the name cut in the middle.</summary>
public static class ShortName
{
    /// <summary>Letters that a label has room for.</summary>
    public const int Most = 28;

    // What a name begins and ends with tells most of it: "Kommunales Integ… Düsseldorf".
    private const int Head = 16;

    private static readonly string[] LegalForms = [" e.V.", " e. V.", " e.V", " gGmbH", " gUG", " gemeinnützige GmbH"];

    /// <param name="name">The whole name.</param>
    /// <param name="others">What it is called too, the most usual first; former names are marked so.</param>
    public static string Of(string name, IEnumerable<string> others)
    {
        if (name.Length <= Most) return name;
        if (others.FirstOrDefault(other => other.Length is > 1 and <= Most && !other.EndsWith(')')) is { } known) return known;
        var bare = LegalForms.FirstOrDefault(form => name.EndsWith(form, StringComparison.Ordinal)) is { } form
            ? name[..^form.Length] : name;
        return bare.Length <= Most ? bare : CutInTheMiddle(bare);
    }

    private static string CutInTheMiddle(string name)
    {
        var tail = name.Length - (Most - Head - 2);
        // At the beginning of a word, if there is one left.
        var word = name.IndexOf(' ', tail - 1);
        if (word >= 0 && word < name.Length - 3) tail = word + 1;
        else if (char.IsLowSurrogate(name[tail])) tail++;
        var head = char.IsHighSurrogate(name[Head - 1]) ? Head - 1 : Head;
        return $"{name[..head].TrimEnd()}…{(tail > 0 && name[tail - 1] == ' ' ? " " : "")}{name[tail..]}";
    }
}
