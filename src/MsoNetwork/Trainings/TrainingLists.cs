using Microsoft.EntityFrameworkCore;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Sql;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Trainings;

/// <summary>One request's trainings, as whoever asks may see them.</summary>
public sealed class TrainingLists(
    DbContext context,
    NpgsqlDataSource database,
    CurrentViewer viewer,
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies,
    TimeProvider time)
{
    private const int MostInMonth = 1_000;

    /// <summary>So many trainings make a circle a full one.</summary>
    private const int Full = 500;

    private static readonly KeysetOrder<ListedTraining> ByDate = new("trainings by date", "t.id", listed => listed.Training.Id)
    {
        Value = KeysetValue.Moment<ListedTraining>("d.starts_at", listed => listed.StartsAt),
    };

    private BatchLoader<Guid, Training>? _byId;
    private BatchLoader<string, Training>? _bySlug;

    public BatchLoader<Guid, Training> ById => _byId ??= new(async (ids, token) =>
        (await SeenAsync(one => ids.Contains(one.Id), token)).ToDictionary(one => one.Id));

    public BatchLoader<string, Training> BySlug => _bySlug ??= new(async (slugs, token) =>
        (await SeenAsync(one => slugs.Contains(one.Slug), token)).ToDictionary(one => one.Slug));

    /// <summary>A page of the trainings that a filter finds, what is next first.</summary>
    /// <param name="filter">Published trainings to come unless it says otherwise.</param>
    /// <param name="request">Which page.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="relation">To <c>parent.key</c>, of a list below another object.</param>
    public async Task<ListPage<ListedTraining>> PageAsync(
        TrainingFilter? filter, PageRequest request, CancellationToken cancellationToken, string? relation = null)
    {
        var criteria = await CriteriaAsync(filter ?? new TrainingFilter(), cancellationToken);
        criteria.OnlyFirstDates();
        if (relation is not null) criteria.Conditions.Add(relation);
        return new ListPage<ListedTraining>(List(criteria), request);
    }

    /// <summary>
    /// The dates of each of some days in order of time, also those called off; of a day at most so many, so that a month costs what it
    /// shows and not what there is.
    /// </summary>
    /// <param name="filter">What else holds.</param>
    /// <param name="first">The first day.</param>
    /// <param name="days">How many days.</param>
    /// <param name="most">How many dates of a day.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<ListedTraining>> DaysAsync(
        TrainingFilter filter, DateOnly first, int days, int most, CancellationToken cancellationToken)
    {
        var within = filter with
        {
            From = first.ToDateTime(TimeOnly.MinValue),
            To = first.AddDays(days - 1).ToDateTime(TimeOnly.MinValue),
        };
        var criteria = await CriteriaAsync(within, cancellationToken, alsoCancelled: true);
        var conditions = criteria.Conditions.Copy();
        DateTimeOffset[] midnights =
        [
            .. Enumerable.Range(0, days + 1)
                .Select(day => BerlinDay.Moment(first.AddDays(day).ToDateTime(TimeOnly.MinValue)).ToUniversalTime()),
        ];
        var (begins, ends) = (conditions.Parameter(midnights[..^1]), conditions.Parameter(midnights[1..]));
        var sql = $"""
            SELECT found.* FROM unnest({begins}, {ends}) AS day (begins, ends) CROSS JOIN LATERAL (
                SELECT {TrainingSql.Columns} FROM {TrainingSql.From}
                WHERE {conditions.Where} AND d.starts_at >= day.begins AND d.starts_at < day.ends
                ORDER BY d.starts_at, t.id LIMIT {conditions.Parameter(most)}) AS found
            """;
        return await conditions.ListAsync(database, sql, TrainingSql.Read, cancellationToken);
    }

    /// <summary>
    /// The trainings of a feed with all their dates: those that the filter finds, and besides what is over or called off for
    /// <see cref="TrainingCalendar.Kept"/> at most; at most a thousand.
    /// </summary>
    public async Task<IReadOnlyList<Training>> OfFeedAsync(TrainingFilter filter, CancellationToken cancellationToken)
    {
        var since = BerlinDay.Of(time.GetUtcNow() - TrainingCalendar.Kept).ToDateTime(TimeOnly.MinValue);
        var wider = filter with { From = filter.From ?? since, States = [TrainingState.Published, TrainingState.Cancelled] };
        var criteria = await CriteriaAsync(wider, cancellationToken, alsoCancelled: true);
        criteria.OnlyFirstDates();
        var conditions = criteria.Conditions;
        var sql = $"SELECT t.id FROM {TrainingSql.From} WHERE {conditions.Where} ORDER BY d.starts_at DESC, t.id LIMIT {MostInMonth}";
        var ids = await conditions.ListAsync(database, sql, row => row.Value<Guid>(), cancellationToken);
        var found = await SeenAsync(one => ids.Contains(one.Id), cancellationToken);
        return [.. found.OrderBy(one => one.FirstStart).ThenBy(one => one.Id)];
    }

    /// <summary>What one provider keeps, drafts and what is over among them, the newest first.</summary>
    public async Task<IReadOnlyList<Training>> OfProviderAsync(Guid? organisation, string? centre, CancellationToken cancellationToken) =>
        [.. (await SeenAsync(one => one.OrganisationId == organisation && one.CentreKey == centre, cancellationToken))
            .OrderByDescending(one => one.CreatedAt).Take(200)];

    private async Task<TrainingCriteria> CriteriaAsync(
        TrainingFilter filter, CancellationToken cancellationToken, bool alsoCancelled = false)
    {
        var (known, terms) = (await gazetteer.GetAsync(cancellationToken), await vocabularies.GetAsync(cancellationToken));
        var near = filter.Check(known, terms);
        return new TrainingCriteria(
            filter, await viewer.GetAsync(cancellationToken), known, terms, time.GetUtcNow(), alsoCancelled,
            byDate: near is not null && await IsFullAsync(near, cancellationToken));
    }

    // In a full circle the next dates are soon found along the dates, in an empty one by the index on places. The planner cannot tell them
    // apart: its plan has to fit any circle.
    private async Task<bool> IsFullAsync(NearPoint near, CancellationToken cancellationToken)
    {
        var within = new SqlConditions();
        var sql = $"""
            SELECT count(*) FROM (SELECT FROM trainings AS t WHERE ST_DWithin({TrainingSql.Location},
                {within.Parameter(near.Centre, NpgsqlDbType.Geography)}, {within.Parameter(near.Metres)}) LIMIT {Full}) AS first
            """;
        return (await within.ListAsync(database, sql, row => row.Value<long>(), cancellationToken))[0] == Full;
    }

    private KeysetList<ListedTraining> List(TrainingCriteria criteria) => new()
    {
        Database = database,
        From = TrainingSql.From,
        Conditions = criteria.Conditions,
        Order = ByDate,
        Columns = TrainingSql.Columns
            + (criteria.NearParameter is { } point ? $", ST_Distance({TrainingSql.Location}, {point})" : ""),
        Read = criteria.NearParameter is null ? TrainingSql.Read : TrainingSql.ReadWithDistance,
    };

    private async Task<IReadOnlyList<Training>> SeenAsync(
        System.Linq.Expressions.Expression<Func<Training, bool>> which, CancellationToken cancellationToken)
    {
        // The fields below read terms and regions from memory.
        await gazetteer.GetAsync(cancellationToken);
        await vocabularies.GetAsync(cancellationToken);
        var seen = await viewer.GetAsync(cancellationToken);
        var found = await context.Set<Training>().AsNoTracking().Where(which).Include(one => one.Dates.OrderBy(date => date.StartsAt))
            .ToListAsync(cancellationToken);
        return [.. found.Where(one => Rights.Allows(seen, Resource.Training, Operation.See, TrainingPermissions.Facts(one)))];
    }
}

/// <summary>One request's dates of trainings, in one statement.</summary>
public sealed class TrainingDates(DbContext context)
{
    private BatchLoader<Guid, IReadOnlyList<TrainingDate>>? _of;

    public BatchLoader<Guid, IReadOnlyList<TrainingDate>> Of => _of ??= new(async (ids, token) =>
        (await context.Set<TrainingDate>().AsNoTracking().Where(date => ids.Contains(date.TrainingId)).OrderBy(date => date.StartsAt)
            .ToListAsync(token))
        .GroupBy(date => date.TrainingId).ToDictionary(dates => dates.Key, IReadOnlyList<TrainingDate> (dates) => [.. dates]));
}
