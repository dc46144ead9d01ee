using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace MsoNetwork.SeedFiles;

/// <summary>A file of the seeds says something that cannot be used: where it stands and what would be right.</summary>
public sealed class SeedFileException(string message) : Exception(message);

/// <summary>A part of a file, which says where it stands when something is wrong with it, and which keys nobody asked for.</summary>
internal sealed class YamlPart(string file, string path, YamlNode node)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public static YamlPart Read(string file)
    {
        using var text = new StreamReader(file);
        return Of(Path.GetFileName(file), text);
    }

    /// <param name="file">Its name, for messages.</param>
    /// <param name="text">What stands in it.</param>
    public static YamlPart Of(string file, TextReader text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(text);
        }
        catch (Exception error)
            when (error is YamlDotNet.Core.YamlException or InvalidOperationException) // a list that never ends is the latter
        {
            throw new SeedFileException(
                $"{file}, line {(error as YamlDotNet.Core.YamlException)?.Start.Line ?? 1}: this is no YAML. "
                    + "Are all lines of a block indented alike, brackets closed, and texts with a colon in quotes?");
        }

        return stream.Documents.Count == 1 ? new(file, "", stream.Documents[0].RootNode)
            : throw new SeedFileException(
                $"{file}: a file has one part; this one has {stream.Documents.Count}.");
    }

    public SeedFileException Wrong(string what) => new($"{file}, line {node.Start.Line}{(path.Length == 0 ? "" : ", " + path)}: {what}");

    public YamlPart? Find(string key)
    {
        _asked.Add(key);
        return Map().Children.TryGetValue(new YamlScalarNode(key), out var found) && found is not YamlScalarNode { Value: null or "" }
            ? new(file, path.Length == 0 ? key : $"{path}.{key}", found) : null;
    }

    public YamlPart Get(string key) => Find(key) ?? throw Wrong($"\"{key}\" is missing.");

    public string Text() => node is YamlScalarNode { Value: { } value } && value.Trim() is { Length: > 0 } text ? text
        : throw Wrong("a text belongs here.");

    public IReadOnlyList<YamlPart> Items() => node is YamlSequenceNode items
        ? [.. items.Children.Select((item, place) => new YamlPart(file, $"{path}[{place + 1}]", item))]
        : throw Wrong("a list belongs here: one entry a line, each beginning with \"- \".");

    /// <summary>Keys with their parts, all of which somebody wants.</summary>
    public IReadOnlyList<(string Key, YamlPart Part)> Entries() =>
        [.. Map().Children.Select(child => (((YamlScalarNode)child.Key).Value ?? "", Get(((YamlScalarNode)child.Key).Value ?? "")))];

    public SeedText Localised() => node is YamlScalarNode ? new(Text(), null)
        : Ended(new SeedText(Get("de").Text(), Find("en")?.Text()));

    /// <summary>The pages that statements of a file stand on, by their keys there.</summary>
    public IReadOnlyDictionary<string, SourcePage> Sources() => Get("sources").Entries().Select(entry => entry.Part.Ended(new SourcePage(
        entry.Key, entry.Part.Get("name").Text(), entry.Part.Find("url")?.Text(), entry.Part.Get("read").Day())))
        .ToDictionary(page => page.Key, StringComparer.Ordinal);

    public IReadOnlyList<SeedText> Texts(string key) => [.. Find(key)?.Items().Select(item => item.Localised()) ?? []];

    public IReadOnlyList<string> Words(string key) => [.. Find(key)?.Items().Select(item => item.Text()) ?? []];

    public DateOnly Day() =>
        DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw Wrong($"\"{Text()}\" is no day; write it as 2026-11-29.");

    public int Number(int most = int.MaxValue) =>
        int.TryParse(Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number
            : throw Wrong(
                $"\"{Text()}\" is no whole number{(most == int.MaxValue ? "" : $" from 0 to {most}")}; write 6000, not 6.000 €.");

    public bool YesNo() => Text() switch
    {
        "true" or "yes" or "ja" => true,
        "false" or "no" or "nein" => false,
        var other => throw Wrong($"\"{other}\" is neither yes nor no."),
    };

    public T OneOf<T>(IReadOnlyDictionary<string, T> known) => known.TryGetValue(Text(), out var found) ? found
        : throw Wrong($"\"{Text()}\" is not known here; known are {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}.");

    /// <summary>What was read, once every key of this part was asked for: a key that is misspelt would be lost silently.</summary>
    public T Ended<T>(T read)
    {
        var unknown = Map().Children.Keys.OfType<YamlScalarNode>().FirstOrDefault(key => !_asked.Contains(key.Value ?? ""));
        return unknown is null ? read : throw new SeedFileException(
            $"{file}, line {unknown.Start.Line}{(path.Length == 0 ? "" : ", " + path)}: there is no \"{unknown.Value}\" here; "
                + $"known are {string.Join(", ", _asked.Order(StringComparer.Ordinal))}.");
    }

    private YamlMappingNode Map() => node as YamlMappingNode
        ?? throw Wrong("keys with values belong here, for example \"name: Anschubförderung\".");
}
