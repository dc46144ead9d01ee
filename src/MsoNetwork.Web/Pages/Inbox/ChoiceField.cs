using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Entry;

namespace MsoNetwork.Web.Pages.Inbox;

/// <summary>One of the values that a field has to choose from.</summary>
/// <param name="Key">What is posted.</param>
/// <param name="Label">What people read.</param>
/// <param name="IsBelow">It is a narrower term.</param>
internal sealed record Choice(string Key, string Label, bool IsBelow = false);

/// <summary>A field that takes several values: ticked where they are few, else typed with suggestions. Works without scripts.</summary>
/// <param name="Name">Of the field in the form; what is typed comes as <c>NAME.add</c>.</param>
/// <param name="Text">Key of its label.</param>
/// <param name="Chosen">Keys that are chosen; what nobody knows stays as it was typed, to be shown as wrong.</param>
/// <param name="All">All that can be chosen.</param>
internal sealed record ChoiceField(string Name, string Text, IReadOnlyList<string> Chosen, IReadOnlyList<Choice> All)
{
    public const int Inputs = 3;

    /// <summary>What a chosen key is called that cannot be chosen by it; null where nobody knows.</summary>
    public Func<string, string?> Named { get; private init; } = _ => null;

    public bool IsLong => All.Count > EntryFormView.MostShown;

    /// <summary>What stands there to be ticked.</summary>
    public IEnumerable<Choice> Ticked => IsLong
        ? Chosen.Select(Of)
        : All.Concat(Chosen.Where(key => All.All(one => one.Key != key)).Select(Of));

    public static ChoiceField Terms(string name, string text, IReadOnlyList<string> chosen, Vocabulary vocabulary, string language) =>
        new(name, text, chosen, [.. vocabulary.Terms.Select(term => new Choice(term.Key, term.Label(language), term.Broader is not null))]);

    public static ChoiceField Regions(string name, IReadOnlyList<string> chosen, Gazetteer gazetteer) =>
        new(name, "call.where", chosen, [.. EntryRegions.Of(gazetteer).Select(one => new Choice(gazetteer.Region(one)!.Key, one))])
        {
            // A town that is a district has two keys, and one name.
            Named = key => gazetteer.ByKey(key)?.Name,
        };

    /// <summary>The keys that a form posts.</summary>
    /// <param name="form">The form.</param>
    /// <param name="name">The field.</param>
    /// <param name="known">The key of what is typed, by key or by name; null for what nobody knows.</param>
    public static string[] Read(IFormCollection form, string name, Func<string, string?> known) =>
    [
        .. form[name].Concat(form[name + ".add"]).OfType<string>()
            .SelectMany(one => one.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(word => known(word) ?? word).Distinct(StringComparer.Ordinal),
    ];

    private Choice Of(string key) => All.FirstOrDefault(one => one.Key == key) ?? new Choice(key, Named(key) ?? key);
}
