using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Postings;

namespace MsoNetwork.Trainings;

/// <summary>One date of a training is moved, or called off; the others stay.</summary>
public sealed class ChangeTrainingDate(FindTraining find, TimeProvider time)
{
    /// <param name="id">The training.</param>
    /// <param name="version">As it was read; null when it does not matter.</param>
    /// <param name="planned">Which date: when the rule has it, by Berlin's clock.</param>
    /// <param name="start">When it is now, by Berlin's clock.</param>
    /// <param name="minutes">How long it takes; null: as long as before.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<Training> MoveAsync(
        Guid id, int? version, DateTime planned, DateTime start, int? minutes, CancellationToken cancellationToken)
    {
        if (minutes is < 5 or > 1440) throw NetworkException.Invalid("minutes", $"minutes is {minutes}; it takes 5 to 1440.");
        ContentReader.Day(start, "startsOn");
        return ChangeAsync(id, version, planned, date => date.Set(start, minutes ?? date.Minutes), cancellationToken);
    }

    public Task<Training> CancelAsync(Guid id, int? version, DateTime planned, CancellationToken cancellationToken) =>
        ChangeAsync(id, version, planned, date => date.Cancelled = true, cancellationToken);

    /// <summary>A date as others write it, for example 2027-03-02T18:00.</summary>
    internal static DateTime Planned(string text) => DateTime.TryParseExact(
        text, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], System.Globalization.CultureInfo.InvariantCulture,
        System.Globalization.DateTimeStyles.None, out var planned) ? planned : throw TrainingErrors.NoDate();

    private async Task<Training> ChangeAsync(
        Guid id, int? version, DateTime planned, Action<TrainingDate> change, CancellationToken cancellationToken)
    {
        var (training, by) = await find.ForAsync(Operation.Change, id, cancellationToken);
        if (training.State == TrainingState.Cancelled) throw TrainingErrors.NotNow(training.State);
        FindTraining.Expect(training, version);
        var date = training.Dates.Find(one => one.Planned == planned) ?? throw TrainingErrors.NoDate();
        if (date.Cancelled) throw NetworkException.Invalid("planned", "This date is called off already.");
        change(date);
        (training.Version, training.UpdatedAt) = (training.Version + 1, time.GetUtcNow());
        await find.SaveAsync(by, cancellationToken);
        return training;
    }
}
