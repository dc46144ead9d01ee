namespace MsoNetwork.Tests.House;

/// <summary>Lines fit a screen: a formatter cannot see a wide file, a reader does.</summary>
public sealed class WidthTests
{
    private const int Most = 140;

    /// <summary>Rooms that still have wide lines. Whoever narrows one strikes it out; none is added.</summary>
    private static readonly string[] StillWide =
        ["Search", "Import", "Organisations", "Export", "PartnerCalls", "Accounts", "Changes", "Background", "SignIn", "Site"];

    [Fact]
    public void No_line_of_code_is_over_140_characters()
    {
        var files = new[] { "src", "tests" }.SelectMany(folder =>
            Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
        );
        var wide = files.Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules" or "Migrations"))
            .Where(file => !StillWide.Any(room => file.Contains($"{Path.DirectorySeparatorChar}{room}{Path.DirectorySeparatorChar}",
                StringComparison.Ordinal)))
            .SelectMany(file => Wide(File.ReadAllLines(Path.Combine(Repository.Root, file))).Select(line => $"{file}:{line}"));
        Assert.Equal([], wide);
    }

    [Fact]
    public void A_wide_line_is_told_and_data_in_a_raw_string_is_not()
    {
        const string Raw = "\"\"\"";
        var wide = new string('x', Most + 1);
        Assert.Equal([1, 6], Wide([wide, $"var data = {Raw}", wide, $"{Raw};", new string('x', Most), wide, $"Ask({Raw}{wide}{Raw});"]));
    }

    // What stands between three quotes is data, on one line or on several.
    private static IEnumerable<int> Wide(string[] lines)
    {
        var isData = false;
        for (var line = 0; line < lines.Length; line++)
        {
            var quotes = lines[line].Split("\"\"\"").Length - 1;
            if (lines[line].Length > Most && quotes == 0 && !isData) yield return line + 1;
            isData ^= quotes % 2 == 1;
        }
    }
}
