using System.Globalization;
using MsoNetwork.Digests;
using MsoNetwork.Time;
using MsoNetwork.Trainings;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.Pages.Trainings;

namespace MsoNetwork.Web.Pages.Digests;

/// <summary>What of a training is told, by keys that stay: the training, its dates, its last day to register.</summary>
internal static class TrainingNews
{
    /// <summary>It is found, or called off.</summary>
    public static Found Itself(Training training) => training.State == TrainingState.Cancelled
        ? new($"{training.Id:N} off", DigestNews.Off, Of(training))
        : new($"{training.Id:N}", DigestNews.New, Of(training));

    /// <summary>Dates to come: those that are called off, and the others as they stand, which is told where it is new.</summary>
    /// <param name="training">The training.</param>
    /// <param name="onlyChanged">Without those that are where its rule has them.</param>
    /// <param name="now">What is over then is left out.</param>
    public static IEnumerable<Found> Dates(Training training, bool onlyChanged, DateTimeOffset now) =>
        from date in training.State == TrainingState.Published ? training.Dates : []
        where date.EndsAt > now && (!onlyChanged || date.Cancelled || date.IsMoved(training))
        select date.Cancelled ? new Found($"{training.Id:N} off {Key(date.Planned)}", DigestNews.Off, Of(training, date))
            : new Found($"{training.Id:N} at {Key(date.Start)}+{date.Minutes}", DigestNews.Moved, Of(training, date));

    /// <summary>The last day to register, from so many days before on.</summary>
    public static IEnumerable<Found> Deadline(Training training, int days, DateTimeOffset now) =>
        training is { State: TrainingState.Published, RegisterUntil: { } until } && IsNear(until, days, now)
            ? [new Found($"{training.Id:N} until {Key(until)}", DigestNews.Deadline, Of(training))] : [];

    /// <summary>Dates that begin in so many days.</summary>
    public static IEnumerable<Found> Soon(Training training, int days, DateTimeOffset now) =>
        from date in training.State == TrainingState.Published ? training.Dates : []
        where !date.Cancelled && date.StartsAt > now && IsNear(DateOnly.FromDateTime(date.Start), days, now)
        select new Found($"{training.Id:N} soon {Key(date.Start)}", DigestNews.Soon, Of(training, date));

    /// <summary>What a mail says of each.</summary>
    /// <param name="found">Made here.</param>
    /// <param name="trainings">By id.</param>
    /// <param name="where">Where one is.</param>
    /// <param name="link">The page of one.</param>
    /// <param name="t">The reader's texts.</param>
    /// <param name="now">The next date is shown that is not over then.</param>
    public static IReadOnlyList<DigestItem> Shown(
        IEnumerable<Found> found, IReadOnlyDictionary<Guid, Training> trainings, Func<Training, string> where, Func<Training, Uri> link,
        Texts t, DateTimeOffset now)
    {
        var items = new List<DigestItem>();
        foreach (var one in found)
        {
            if (trainings.GetValueOrDefault(Guid.Parse(one.Of.Split(' ')[0])) is not { } training) continue;
            items.Add(new DigestItem(one.News, training.Title, string.Join(", ", Details(one, training).Where(text => text.Length > 0)),
                link(training))
            {
                Key = one.Key,
                At = training.UpdatedAt,
            });
        }

        return items;

        IEnumerable<string> Details(Found one, Training training)
        {
            if (one.News == DigestNews.Deadline) yield return t["training.until", t.Date(training.RegisterUntil!.Value)].TrimEnd('.');
            var date = one.Of.Split(' ') is [_, var planned] ? training.Dates.Find(each => Key(each.Planned) == planned)
                : training.Dates.Find(each => each.EndsAt > now && !each.Cancelled);
            if (date is not null) yield return TrainingView.TimeOf(date.Start, date.End, t);
            if (one.News != DigestNews.Off) yield return where(training);
            else if (training.CancelReason is { } reason) yield return reason;
        }
    }

    private static bool IsNear(DateOnly day, int days, DateTimeOffset now) =>
        now >= DigestTexts.Morning(day.AddDays(-days)) && BerlinDay.Of(now) <= day;

    private static string Of(Training training) => $"{training.Id:N}";

    private static string Of(Training training, TrainingDate date) => $"{training.Id:N} {Key(date.Planned)}";

    private static string Key(DateTime clock) => clock.ToString("yyyyMMddTHHmm", CultureInfo.InvariantCulture);

    private static string Key(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
