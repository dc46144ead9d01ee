using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Sql;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;
using NpgsqlTypes;

namespace MsoNetwork.Trainings;

/// <summary>A filter, checked against the reference data and turned into SQL conditions on <see cref="TrainingSql.From"/>.</summary>
public sealed class TrainingCriteria
{
    /// <summary>From when on a date is one of the evening.</summary>
    public const string Evening = "17:00";
    private const int LongestList = 100;
    private readonly VocabularySet _vocabularies;
    private readonly List<Func<string, string>> _ofDates = [];

    /// <param name="filter">What is asked for.</param>
    /// <param name="viewer">Who asks.</param>
    /// <param name="gazetteer">The regions.</param>
    /// <param name="vocabularies">The terms.</param>
    /// <param name="now">What is over by then is not listed, unless the filter names days.</param>
    /// <param name="alsoCancelled">Whether dates that were called off count, too.</param>
    /// <param name="byDate">Whether the circle is to be looked at only on the way along the dates: where much lies in it.</param>
    public TrainingCriteria(
        TrainingFilter filter, Viewer viewer, Gazetteer gazetteer, VocabularySet vocabularies, DateTimeOffset now,
        bool alsoCancelled = false, bool byDate = false)
    {
        _vocabularies = vocabularies;
        _ofDates.Add(date => alsoCancelled ? "true" : $"NOT {date}.cancelled");
        Near = CheckCommon(filter, gazetteer, vocabularies);
        Conditions.Add(Rights.Sql(viewer, Resource.Training, Operation.See, TrainingPermissions.Columns, Conditions));
        Conditions.Add($"t.state = ANY({Names(States(filter))})");
        if (filter.Kinds is { Length: > 0 } kinds) Conditions.Add($"t.kind = ANY({Names(kinds)})");
        AnyOf("t.topics", filter.Topics, VocabularyName.Topics);
        AnyOf("t.target_groups", filter.TargetGroups, VocabularyName.TargetGroups);
        AnyOf("t.languages", filter.Languages, VocabularyName.Languages);
        if (filter.Regions is { Length: > 0 } regions)
            Conditions.Add($"t.place_key LIKE ANY({Conditions.Parameter(regions.Select(key => key + "%").ToArray())})");
        if (Near is { } near)
        {
            NearParameter = Conditions.Parameter(near.Centre, NpgsqlDbType.Geography);
            var within = $"ST_DWithin({TrainingSql.Location}, {NearParameter}, {Conditions.Parameter(near.Metres)})";
            Conditions.Add(byDate ? $"({within}) IS TRUE" : within); // which no index on places answers
        }

        if (filter.Online is { } online) Conditions.Add(online ? "t.online" : "NOT t.online");
        if (filter.Free is true) Conditions.Add("t.cost_cents = 0");
        if (filter.ChildCare is true) Conditions.Add("t.child_care");
        AddProviders(filter);
        AddDates(filter, now);
    }

    public SqlConditions Conditions { get; } = new();

    public NearPoint? Near { get; }

    /// <summary>The parameter that holds <see cref="Near"/>'s centre.</summary>
    public string? NearParameter { get; private set; }

    /// <summary>Of a training's dates that are asked for only the first, so that a list has each training once.</summary>
    public void OnlyFirstDates() => Conditions.Add($"""
        NOT EXISTS (SELECT FROM training_dates AS e WHERE e.training_id = d.training_id
            AND (e.starts_at, e.planned) < (d.starts_at, d.planned) AND {OfDate("e")})
        """);

    /// <summary>Refuses what is wrong in the fields that trainings share with organisations; gives the point that is asked for.</summary>
    internal static NearPoint? CheckCommon(TrainingFilter filter, Gazetteer gazetteer, VocabularySet vocabularies) =>
        new OrganisationCriteria(filter.Common(), gazetteer, vocabularies).Near;

    internal static TrainingState[] States(TrainingFilter filter) =>
        filter.States is { Length: > 0 } given ? given : [TrainingState.Published];

    /// <summary>The keys of the organisations that a filter names; null when it names none.</summary>
    internal static Guid[]? Ids(TrainingFilter filter) => filter.Organisations switch
    {
        null or [] => null,
        { Length: > LongestList and var length } =>
            throw Wrong("organisations", $"organisations has {length} values; at most {LongestList} are allowed."),
        var ids => [.. ids.Select(id => GlobalId.KeyOf("Organisation", id)
            ?? throw Wrong("organisations", "filter.organisations takes ids of organisations: take the field id of one as it is."))],
    };

    /// <summary>The moments between which a date begins or ends; what is open on one side has no end there.</summary>
    internal static (DateTimeOffset From, DateTimeOffset To) Span(TrainingFilter filter, DateTimeOffset now)
    {
        var from = filter.From is { } first
            ? BerlinDay.Moment(CheckedTraining.Day(first, "filter.from").ToDateTime(TimeOnly.MinValue)) : now;
        var to = filter.To is { } last
            ? BerlinDay.Moment(CheckedTraining.Day(last, "filter.to").AddDays(1).ToDateTime(TimeOnly.MinValue)) : DateTimeOffset.MaxValue;
        return to > from || filter.To is null ? (from.ToUniversalTime(), to.ToUniversalTime())
            : filter.From is null ? (to.ToUniversalTime(), to.ToUniversalTime()) // a day that is over: nothing is left of it
            : throw Wrong("to", "to lies before from.");
    }

    private void AddProviders(TrainingFilter filter)
    {
        if (filter.Centres?.Length > LongestList)
            throw Wrong("centres", $"centres has {filter.Centres.Length} values; at most {LongestList} are allowed.");
        var ways = new List<string>();
        if (Ids(filter) is { } organisations) ways.Add($"t.organisation_id = ANY({Conditions.Parameter(organisations)})");
        if (filter.Centres is { Length: > 0 } centres) ways.Add($"t.centre_key = ANY({Conditions.Parameter(centres)})");
        if (ways.Count > 0) Conditions.Add($"({string.Join(" OR ", ways)})");
    }

    private void AddDates(TrainingFilter filter, DateTimeOffset now)
    {
        var (from, to) = Span(filter, now);
        // No date takes longer than a day (CheckedTraining), so the index on beginnings knows where to begin, too.
        var (dayBefore, fromParameter, toParameter) = (
            Conditions.Parameter(from.AddDays(-1)), Conditions.Parameter(from), Conditions.Parameter(to));
        _ofDates.Add(date =>
            $"{date}.starts_at > {dayBefore} AND {date}.starts_at < {toParameter} AND {date}.ends_at > {fromParameter}");
        if (filter.Evenings is true) _ofDates.Add(date => $"{date}.start::time >= '{Evening}'");
        if (filter.Weekend is true) _ofDates.Add(date => $"extract(isodow FROM {date}.start) >= 6");
        Conditions.Add(OfDate("d"));
    }

    private string OfDate(string alias) => string.Join(" AND ", _ofDates.Select(date => date(alias)));

    private static NetworkException Wrong(string field, string message) => NetworkException.Invalid("filter." + field, message);

    private string Names<T>(T[] members)
        where T : struct, Enum => Conditions.Parameter(Array.ConvertAll(members, member => member.ToString()));

    private void AnyOf(string column, string[]? keys, VocabularyName vocabulary)
    {
        if (keys is not { Length: > 0 }) return;
        var all = keys.SelectMany(key => _vocabularies[vocabulary].ByKey(key)!.KeysWithNarrower).Distinct(StringComparer.Ordinal);
        Conditions.Add($"{column} && {Conditions.Parameter(all.ToArray())}");
    }
}
