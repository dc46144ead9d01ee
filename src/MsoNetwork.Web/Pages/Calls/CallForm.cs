using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Extensions;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Calls;

/// <summary>The state of the list of calls, as its address says it. The names and values are those of the API's filter.</summary>
internal sealed partial record CallForm : ListForm<CallForm, string>
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

    public static CallForm Read(IQueryCollection query, Gazetteer gazetteer, VocabularySet vocabularies, List<FormProblem> problems)
    {
        var read = new FormReader(query, gazetteer, vocabularies, problems);
        return new CallForm().Filled(read, Fields, field => field == Direction
            ? read.Keys(field, key => Known(field, key, read), 1)
            : read.Keys(field, key => Known(field, key, read)));
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

    protected override string RegionField => Regions;

    protected override bool IsSingle(string field) => field is Regions or Direction;

    /// <summary>As an address; reading it gives the same state.</summary>
    /// <param name="language">Of the page.</param>
    /// <param name="path">Behind the language.</param>
    public string Address(PageLanguage language, string path = "gesuche")
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in WordsAndPlace()) query.Add(name, value);
        foreach (var (field, key) in ChosenKeys()) query.Add(field, key);
        if (After is not null) query.Add("after", After);
        return $"/{language.Tag}/{path}{query}";
    }

    /// <summary>The fields that the form keeps without showing them.</summary>
    public IEnumerable<(string Field, string Key)> ChosenKeys() => from field in Fields from key in Of(field) select (field, key);

    /// <summary>A chosen value in words.</summary>
    public static string Label(string field, string key, Gazetteer gazetteer, VocabularySet vocabularies, Texts t) => field switch
    {
        Direction => t["direction." + Value<PartnerCallDirection>(key)],
        Subjects => t["subject." + Value<PartnerCallSubject>(key)],
        States => t["state." + Value<PartnerCallState>(key)],
        Regions => gazetteer.ByKey(key)?.Name ?? key,
        _ => vocabularies[VocabularyOf(field)].ByKey(key)?.Label(t.Language.Tag) ?? key,
    };

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
