using System.Text.RegularExpressions;

namespace MsoNetwork.Tests.House;

/// <summary>What a list of documents forgets, nobody finds.</summary>
public sealed partial class DocumentIndexTests
{
    [Fact]
    public void Each_decision_is_in_the_index_under_its_title()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "decisions.md"));
        var made = Headings().Matches(text).Select(one => (one.Groups[1].Value, one.Groups[2].Value)).ToList();
        Assert.True(made.Count > 300, $"{made.Count}");
        Assert.Equal(made, Lines().Matches(text).Select(one => (one.Groups[1].Value, one.Groups[2].Value)));
    }

    [Fact]
    public void Each_folder_of_texts_is_told()
    {
        var texts = Path.Combine(Repository.Root, "src", "Texts");
        var told = File.ReadAllText(Path.Combine(texts, "README.md"));
        var folders = Directory.GetDirectories(texts).Select(Path.GetFileName);
        Assert.All(folders, folder => Assert.Contains($"`{folder}`", told, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^## (\d+)\. (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"^\| \[(\d+)\]\(#d\1\) \| (.+?) \| \d{4}-", RegexOptions.Multiline)]
    private static partial Regex Lines();
}
