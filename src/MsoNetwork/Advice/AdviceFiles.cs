using MsoNetwork.SeedFiles;
using MsoNetwork.Text;

namespace MsoNetwork.Advice;

/// <summary>The folder advice of the seeds.</summary>
/// <param name="Path">Of the folder; it may be missing, then nobody is known.</param>
public sealed record AdviceFolder(string Path);

/// <summary>Who helps migrant organisations with what, as the files of the seeds state it (docs/advice.md). Read once.</summary>
public sealed class AdviceFiles
{
    public const string NeedsFile = "needs.yaml";

    private static readonly Dictionary<string, AdviceReach> Reaches = new(StringComparer.Ordinal)
    {
        ["centre"] = AdviceReach.Centre,
        ["district"] = AdviceReach.District,
        ["nearest"] = AdviceReach.Nearest,
        ["state"] = AdviceReach.State,
    };

    /// <param name="folder">Where the files are.</param>
    /// <exception cref="SeedFileException">A file cannot be used; the message says where and what would be right.</exception>
    public AdviceFiles(AdviceFolder folder)
    {
        var needs = Path.Combine(folder.Path, NeedsFile);
        if (!File.Exists(needs)) return;
        Needs = [.. YamlPart.Read(needs).Entries().Select(entry => entry.Part.Ended(new AdviceNeed(
            entry.Key, [.. entry.Part.Words("words").Select(Folding.MatchKey)], entry.Part.Words("terms"))))];
        var known = Needs.ToDictionary(need => need.Key, need => need.Key, StringComparer.Ordinal);
        Roles = [.. Directory.GetFiles(folder.Path, "*.yaml").Where(file => Path.GetFileName(file) != NeedsFile)
            .Order(StringComparer.Ordinal).Select(file => Role(YamlPart.Read(file), known))];
    }

    /// <summary>In the order of needs.yaml.</summary>
    public IReadOnlyList<AdviceNeed> Needs { get; } = [];

    /// <summary>In the order of their files' names.</summary>
    public IReadOnlyList<AdviceRole> Roles { get; } = [];

    private static AdviceRole Role(YamlPart file, Dictionary<string, string> needs)
    {
        var pages = file.Sources();
        IReadOnlyList<string> Of(string key) => [.. file.Find(key)?.Items().Select(item => item.OneOf(needs)) ?? []];
        return file.Ended(new AdviceRole
        {
            Key = file.Get("id").Text(),
            Name = file.Get("name").Localised(),
            Does = file.Get("does").Localised(),
            For = file.Get("for").Localised(),
            Reach = file.Get("reach").OneOf(Reaches),
            Kinds = file.Words("kinds"),
            Keyword = file.Find("keyword")?.Text(),
            Entry = file.Find("entry")?.Text(),
            Main = Of("main"),
            Helps = Of("helps"),
            IsGeneral = file.Find("general")?.YesNo() ?? false,
            Email = file.Find("email")?.Text(),
            Url = file.Find("url")?.Text(),
            Doubts = file.Texts("doubts"),
            Page = file.Get("source").OneOf(pages),
        });
    }
}
