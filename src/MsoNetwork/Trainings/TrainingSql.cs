using MsoNetwork.Sql;

namespace MsoNetwork.Trainings;

/// <summary>A training in a list, with the date that it stands there for.</summary>
/// <param name="Training">Without its dates.</param>
/// <param name="Planned">Which of its dates.</param>
/// <param name="Start">When that begins, by Berlin's clock.</param>
/// <param name="StartsAt">The same as a moment.</param>
/// <param name="Metres">From the point asked for; NaN when none was.</param>
public sealed record ListedTraining(Training Training, DateTime Planned, DateTime Start, DateTimeOffset StartsAt, double Metres)
{
    public DateTime End { get; init; }

    public bool Cancelled { get; init; }
}

/// <summary>How trainings are read in lists: by dates, so that the index on dates gives their order.</summary>
public static class TrainingSql
{
    private static readonly StoredRow<Training> Stored = new(without: [nameof(Training.Dates), nameof(Training.Point)]);

    public const string From = "training_dates AS d JOIN trainings AS t ON t.id = d.training_id";

    /// <summary>What distances are measured to.</summary>
    public const string Location = "t.location";

    /// <summary>The select list on <see cref="From"/>; a distance may follow.</summary>
    public static readonly string Columns =
        $"{Stored.Select("t")}, d.planned, d.start, d.starts_at, d.ends_at AT TIME ZONE 'Europe/Berlin', d.cancelled";

    public static ListedTraining Read(SqlRow row)
    {
        var training = Stored.Read(row);
        return new ListedTraining(training, row.Value<DateTime>(), row.Value<DateTime>(), row.Value<DateTimeOffset>(), double.NaN)
        {
            End = row.Value<DateTime>(),
            Cancelled = row.Value<bool>(),
        };
    }

    /// <summary>Reads a row with a distance behind the select list.</summary>
    public static ListedTraining ReadWithDistance(SqlRow row) => Read(row) with { Metres = row.Value<double>() };
}
