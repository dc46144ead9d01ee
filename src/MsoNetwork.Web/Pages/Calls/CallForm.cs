using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Extensions;
using MsoNetwork.Organisations;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Search;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Calls;

/// <summary>The state of the list of calls, as its address says it. The names and values are those of the API's filter.</summary>
internal sealed partial record CallForm
{
    public const string Direction = "direction",
        Subjects = "subjects",
        Topics = "topics",
        TargetGroups = "targetGroups",
        Languages = "languages",
        Regions = "activeIn",
        States = "states";

    /// <summary>What the list can be narrowed by, in the order shown.</summary>
    public static readonly string[] Fields = [Direction, Subjects, Topics, Regions, TargetGroups, Languages, States];

    public string Text { get; init; } = "";

    /// <summary>A place as typed; empty for all of NRW.</summary>
    public string Near { get; init; } = "";

    public int Km { get; init; } = FormReader.UsualRadius;

    /// <summary>What <see cref="Near"/> means; null when nothing, or nothing known.</summary>
    public NearInput? Place { get; init; }

    /// <summary>The keys of the regions that <see cref="Near"/> means, where that is no town.</summary>
    public IReadOnlyList<string> Area { get; init; } = [];

    public bool HasPlace => Place is not null || Area.Count > 0;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Chosen { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public string? After { get; init; }

    public static CallForm Read(IQueryCollection query, Gazetteer gazetteer, VocabularySet vocabularies, List<FormProblem> problems)
    {
        var read = new FormReader(query, gazetteer, vocabularies, problems);
        var text = read.Text();
        var chosen = Fields.ToDictionary(
            field => field,
            IReadOnlyList<string> (field) => field == Direction ? read.Keys(field, key => Known(field, key, read), 1)
                : read.Keys(field, key => Known(field, key, read))
        );
        var (near, km, place, area) = read.Place(chosen[Regions]);
        return new CallForm
        {
            Text = text,
            Near = near,
            Km = km,
            Place = place,
            Area = area,
            Chosen = chosen,
            After = read.Value("after"),
        };
    }

    public PartnerCallFilter Filter => new()
    {
        Direction = Of(Direction) is [var direction] ? Enum.Parse<PartnerCallDirection>(Value<PartnerCallDirection>(direction)!) : null,
        Subjects = [.. Of(Subjects).Select(subject => Enum.Parse<PartnerCallSubject>(Value<PartnerCallSubject>(subject)!))],
        Topics = [.. Of(Topics)],
        TargetGroups = [.. Of(TargetGroups)],
        Languages = [.. Of(Languages)],
        ActiveIn = [.. Area, .. Of(Regions)],
        Near = Place,
        States = [.. Of(States).Select(state => Enum.Parse<PartnerCallState>(Value<PartnerCallState>(state)!))], // none chosen: open ones
    };

    public bool IsNarrowed => HasPlace || Chosen.Values.Any(keys => keys.Count > 0);

    public bool IsEmpty => Text.Length == 0 && Near.Length == 0 && !IsNarrowed;

    public IReadOnlyList<string> Of(string field) => Chosen.GetValueOrDefault(field) ?? [];

    /// <summary>With this value chosen, or no longer. A direction and a region take the place of others.</summary>
    public CallForm Toggle(string field, string key)
    {
        var keys = Of(field);
        IReadOnlyList<string> changed =
            keys.Contains(key) ? [.. keys.Where(one => one != key)]
            : field is Regions or Direction ? [key]
            : [.. keys, key];
        var without = field == Regions && Area.Count > 0 ? WithoutPlace : this;
        return without with
        {
            Chosen = new Dictionary<string, IReadOnlyList<string>>(Chosen) { [field] = changed },
            After = null,
        };
    }

    public CallForm WithoutPlace => this with { Near = "", Place = null, Area = [], After = null };

    /// <summary>As an address; reading it gives the same state.</summary>
    public string Address(PageLanguage language)
    {
        var query = new QueryBuilder();
        if (Text.Length > 0) query.Add("q", Text);
        if (Near.Length > 0)
        {
            query.Add("near", Near);
            query.Add("km", Km.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var (field, key) in ChosenKeys()) query.Add(field, key);
        if (After is not null) query.Add("after", After);
        return $"/{language.Tag}/gesuche{query}";
    }

    /// <summary>The fields that the form keeps without showing them.</summary>
    public IEnumerable<(string Field, string Key)> ChosenKeys() => from field in Fields from key in Of(field) select (field, key);

    /// <summary>A value as the API writes it: PROJECT_PARTNER.</summary>
    public static string Constant(string name) => Words().Replace(name, "_$0").ToUpperInvariant();

    public static VocabularyName VocabularyOf(string field) => field switch
    {
        Topics => VocabularyName.Topics,
        TargetGroups => VocabularyName.TargetGroups,
        _ => VocabularyName.Languages,
    };

    /// <summary>The value's name in this program; null if there is none.</summary>
    public static string? Value<T>(string constant)
        where T : struct, Enum => Enum.GetNames<T>().FirstOrDefault(name => Constant(name) == constant);

    private static string? Known(string field, string key, FormReader read) => field switch
    {
        Direction => Value<PartnerCallDirection>(key) is null ? null : key,
        Subjects => Value<PartnerCallSubject>(key) is null ? null : key,
        Regions => read.Region(key),
        States => Value<PartnerCallState>(key)
            is nameof(PartnerCallState.Open) or nameof(PartnerCallState.Filled) or nameof(PartnerCallState.Expired)
            ? key
            : null,
        _ => read.Term(VocabularyOf(field), key),
    };

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex Words();
}
