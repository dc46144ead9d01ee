using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Postings;
using MsoNetwork.Regions;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Trainings;

/// <summary>A filter as conditions on <see cref="TrainingSql.From"/>.</summary>
public sealed class TrainingCriteria : PostingCriteria
{
    /// <summary>From when on a date is one of the evening.</summary>
    public const string Evening = "17:00";
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
        : base(filter, gazetteer, vocabularies, "t")
    {
        _ofDates.Add(date => alsoCancelled ? "true" : $"NOT {date}.cancelled");
        Conditions.Add(Rights.Sql(viewer, Resource.Training, Operation.See, TrainingPermissions.Columns, Conditions));
        Conditions.Add($"t.state = ANY({Names(filter.StatesOrPublished)})");
        if (filter.Kinds is { Length: > 0 } kinds) Conditions.Add($"t.kind = ANY({Names(kinds)})");
        if (filter.Regions is { Length: > 0 } regions)
            Conditions.Add($"t.place_key LIKE ANY({Conditions.Parameter(regions.Select(key => key + "%").ToArray())})");
        if (Near is { } near)
        {
            var within = $"ST_DWithin({TrainingSql.Location}, {NearParameter}, {Conditions.Parameter(near.Metres)})";
            Conditions.Add(byDate ? $"({within}) IS TRUE" : within); // which no index on places answers
        }

        if (filter.Online is { } online) Conditions.Add(online ? "t.online" : "NOT t.online");
        if (filter.Free is true) Conditions.Add("t.cost_cents = 0");
        if (filter.ChildCare is true) Conditions.Add("t.child_care");
        AddProviders(filter);
        AddDates(filter, now);
    }

    /// <summary>Of a training's dates that are asked for only the first, so that a list has each training once.</summary>
    public void OnlyFirstDates() => Conditions.Add($"""
        NOT EXISTS (SELECT FROM training_dates AS e WHERE e.training_id = d.training_id
            AND (e.starts_at, e.planned) < (d.starts_at, d.planned) AND {OfDate("e")})
        """);

    /// <summary>The moments between which a date begins or ends; what is open on one side has no end there.</summary>
    internal static (DateTimeOffset From, DateTimeOffset To) Span(TrainingFilter filter, DateTimeOffset now)
    {
        var from = filter.From is { } first
            ? BerlinDay.Moment(ContentReader.Day(first, "filter.from").ToDateTime(TimeOnly.MinValue)) : now;
        var to = filter.To is { } last
            ? BerlinDay.Moment(ContentReader.Day(last, "filter.to").AddDays(1).ToDateTime(TimeOnly.MinValue)) : DateTimeOffset.MaxValue;
        return to > from || filter.To is null ? (from.ToUniversalTime(), to.ToUniversalTime())
            : filter.From is null ? (to.ToUniversalTime(), to.ToUniversalTime()) // a day that is over: nothing is left of it
            : throw NetworkException.Invalid("filter.to", "to lies before from.");
    }

    private void AddProviders(TrainingFilter filter)
    {
        var ways = new List<string>();
        if (filter.OrganisationKeys() is { } organisations) ways.Add($"t.organisation_id = ANY({Conditions.Parameter(organisations)})");
        if (filter.CentreKeys() is { Length: > 0 } centres) ways.Add($"t.centre_key = ANY({Conditions.Parameter(centres)})");
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
}
