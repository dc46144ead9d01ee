using System.Globalization;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Web.Pages.Forms;

/// <summary>
/// Reads what the addresses of all lists have in common: words, a place with its radius, chosen keys. What cannot be read is left out and
/// told as a problem.
/// </summary>
internal sealed class FormReader(IQueryCollection query, Gazetteer gazetteer, VocabularySet vocabularies, List<FormProblem> problems)
{
    /// <summary>Kilometres.</summary>
    public const int UsualRadius = 20;

    private const int MostKeys = 20;

    public Gazetteer Gazetteer => gazetteer;

    public void Refuse(string key, string about, string argument) =>
        problems.Add(new FormProblem(key, FormProblem.Short(about), argument));

    /// <summary>The words of q, not more than a search takes.</summary>
    public string Text()
    {
        var text = query["q"].ToString().Trim();
        if (text.Length <= QueryParser.Longest) return text;
        Refuse("problem.long", Plain(QueryParser.Longest), "q");
        return text[..QueryParser.Longest];
    }

    /// <summary>
    /// The place of near and km: a circle; or, where that is an area and no region is chosen, the keys of its regions. Neither where
    /// nothing is asked for or nothing is known of it.
    /// </summary>
    /// <param name="chosen">The regions that are chosen beside it: the area is then a circle around its middle.</param>
    public (string Near, int Km, NearInput? Place, IReadOnlyList<string> Area) Place(IReadOnlyList<string> chosen)
    {
        var near = OwnPlace.Read(query, gazetteer) ?? TypedPlace.Read(query["near"].ToString(), gazetteer);
        var km = Choice<int>("km", _ => Number("km") is > 0 and <= (int)NearPoint.LongestRadiusKm and var given ? given : null)
            ?? UsualRadius;
        if (chosen.Count == 0 && TypedPlace.Area(near, gazetteer) is { Count: > 0 } area)
            return (near, km, null, [.. area.Select(region => region.Key)]);
        return (near, km, near.Length == 0 ? null : TypedPlace.Around(near, km, gazetteer, problems), []);
    }

    /// <summary>A parameter's text; null if there is none.</summary>
    public string? Value(string parameter) => query[parameter].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>A whole number without a sign; null when it is none.</summary>
    public int? Number(string parameter) =>
        int.TryParse(query[parameter], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The keys of a parameter that are known, each once.</summary>
    /// <param name="parameter">Its name.</param>
    /// <param name="known">The key as it is kept; null when it is none.</param>
    /// <param name="most">How many are looked at.</param>
    public List<string> Keys(string parameter, Func<string, string?> known, int most = MostKeys)
    {
        var found = new List<string>();
        List<string> given = [.. query[parameter].OfType<string>().Where(key => !string.IsNullOrWhiteSpace(key)).Distinct()];
        if (given.Count > most) Refuse("problem.many", Plain(most), parameter);
        foreach (var key in given.Take(most))
        {
            if (known(key) is not { } kept) Refuse("problem.filter", key, parameter);
            else if (!found.Contains(kept)) found.Add(kept);
        }

        return found;
    }

    /// <summary>What a parameter's value means; one that means nothing is told.</summary>
    public T? Choice<T>(string parameter, Func<string, T?> known)
        where T : struct
    {
        if (Value(parameter) is not { } value) return null;
        if (known(value) is { } meant) return meant;
        Refuse("problem.filter", $"{parameter}={value}", parameter);
        return null;
    }

    public string? Term(VocabularyName vocabulary, string key) => vocabularies[vocabulary].ByKey(key)?.Key;

    public string? Region(string key) => gazetteer.ByKey(key)?.Key;

    public static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
