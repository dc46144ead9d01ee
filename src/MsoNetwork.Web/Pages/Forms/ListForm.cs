using System.Globalization;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Forms;

/// <summary>
/// What the lists of organisations, calls and trainings have in common, as their addresses say it: words, a place, chosen values.
/// </summary>
/// <typeparam name="TForm">The list's own form.</typeparam>
/// <typeparam name="TField">What names a field to choose from.</typeparam>
internal abstract record ListForm<TForm, TField>
    where TForm : ListForm<TForm, TField>
    where TField : notnull
{
    public string Text { get; init; } = "";

    /// <summary>A place as typed; empty for all of NRW.</summary>
    public string Near { get; init; } = "";

    public int Km { get; init; } = FormReader.UsualRadius;

    /// <summary>The circle that <see cref="Near"/> means; null when none, or nothing is known of it.</summary>
    public NearInput? Place { get; init; }

    /// <summary>The keys of the regions that <see cref="Near"/> means, where that is a district or a landscape.</summary>
    public IReadOnlyList<string> Area { get; init; } = [];

    public IReadOnlyDictionary<TField, IReadOnlyList<string>> Chosen { get; init; } = new Dictionary<TField, IReadOnlyList<string>>();

    public string? After { get; init; }

    /// <summary>Whether a place is asked for and known.</summary>
    public bool HasPlace => Place is not null || Area.Count > 0;

    /// <summary>Whether anything narrows the list beside the text.</summary>
    public virtual bool IsNarrowed => HasPlace || Chosen.Values.Any(keys => keys.Count > 0);

    public bool IsEmpty => Text.Length == 0 && Near.Length == 0 && !IsNarrowed;

    /// <summary>Everywhere.</summary>
    public virtual TForm WithoutPlace => (TForm)(this with { Near = "", Place = null, Area = [], After = null });

    /// <summary>The field of regions: one takes the place of another, as inside a region one goes on to smaller ones.</summary>
    protected abstract TField RegionField { get; }

    public IReadOnlyList<string> Of(TField field) => Chosen.GetValueOrDefault(field) ?? [];

    /// <summary>With this value chosen, or no longer. A region takes the place of an area too.</summary>
    public TForm Toggle(TField field, string key)
    {
        var keys = Of(field);
        IReadOnlyList<string> changed =
            keys.Contains(key) ? [.. keys.Where(one => one != key)]
            : IsSingle(field) ? [key]
            : [.. keys, key];
        ListForm<TForm, TField> without = field.Equals(RegionField) && Area.Count > 0 ? WithoutPlace : this;
        return (TForm)(without with
        {
            Chosen = new Dictionary<TField, IReadOnlyList<string>>(Chosen) { [field] = changed },
            After = null,
        });
    }

    /// <summary>Words and place as an address has them.</summary>
    public IEnumerable<(string Name, string Value)> WordsAndPlace()
    {
        if (Text.Length > 0) yield return ("q", Text);
        if (Near.Length == 0) yield break;
        yield return ("near", Near);
        yield return ("km", Km.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>What is asked of the place, in a few words: an area's name, or the circle.</summary>
    public string PlaceInWords(Gazetteer gazetteer, Texts t) =>
        Area.Count > 0 ? Near : t["understood.around", t.Plain(Km), PlaceName(gazetteer, t)];

    /// <summary>The place as sentences name it: a point by the town where it is.</summary>
    public string PlaceName(Gazetteer gazetteer, Texts t) =>
        NearPosition.Parse(Near) is { } here ? t["map.point", gazetteer.NearestMunicipality(here).Name]
        : gazetteer.ByKey(Near) is { } town ? town.Name
        : Near;

    /// <summary>Whether one value of a field takes the place of another.</summary>
    protected virtual bool IsSingle(TField field) => field.Equals(RegionField);

    /// <summary>This form with what the address says.</summary>
    /// <param name="read">Reads it.</param>
    /// <param name="fields">What can be chosen from.</param>
    /// <param name="keys">What is chosen in a field and known.</param>
    protected TForm Filled(FormReader read, IEnumerable<TField> fields, Func<TField, IReadOnlyList<string>> keys)
    {
        var text = read.Text();
        var chosen = fields.ToDictionary(field => field, keys);
        var (near, km, place, area) = read.Place(chosen[RegionField]);
        return (TForm)(this with
        {
            Text = text,
            Near = near,
            Km = km,
            Place = place,
            Area = area,
            Chosen = chosen,
            After = read.Value("after"),
        });
    }
}
