using Microsoft.EntityFrameworkCore;
using MsoNetwork.Permissions;
using MsoNetwork.Postings;

namespace MsoNetwork.Trainings;

/// <summary>The steps of a training: draft, published, then called off as a whole; or erased while it is a draft.</summary>
public sealed class StepTraining(DbContext context, FindTraining find, TimeProvider time)
{
    public async Task<Training> PublishAsync(Guid id, int? version, CancellationToken cancellationToken)
    {
        var (training, by) = await find.ForAsync(Operation.Open, id, cancellationToken);
        if (training.State != TrainingState.Draft) throw TrainingErrors.NotNow(training.State);
        FindTraining.Expect(training, version);
        await find.LivingAsync(training.OrganisationId, cancellationToken);
        var now = time.GetUtcNow();
        if (!training.Dates.Exists(date => date.EndsAt > now)) throw TrainingErrors.Past();
        (training.State, training.PublishedAt, training.UpdatedAt) = (TrainingState.Published, now, now);
        training.Version++;
        await find.SaveAsync(by, cancellationToken);
        return training;
    }

    /// <param name="id">The training.</param>
    /// <param name="version">As it was read; null when it does not matter.</param>
    /// <param name="reason">For the public; may be empty.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Training> CancelAsync(Guid id, int? version, string? reason, CancellationToken cancellationToken)
    {
        var (training, by) = await find.ForAsync(Operation.Withdraw, id, cancellationToken);
        if (training.State != TrainingState.Published) throw TrainingErrors.NotNow(training.State);
        FindTraining.Expect(training, version);
        var now = time.GetUtcNow();
        training.CancelReason = string.IsNullOrWhiteSpace(reason) ? null : ContentReader.Plain(reason, "reason", 500, lines: true);
        (training.State, training.CancelledAt, training.UpdatedAt) = (TrainingState.Cancelled, now, now);
        training.Version++;
        await find.SaveAsync(by, cancellationToken);
        return training;
    }

    /// <returns>What is no more.</returns>
    public async Task<Training> EraseAsync(Guid id, int? version, CancellationToken cancellationToken)
    {
        var (training, by) = await find.ForAsync(Operation.Erase, id, cancellationToken);
        if (training.State != TrainingState.Draft) throw TrainingErrors.NotNow(training.State);
        FindTraining.Expect(training, version);
        context.Remove(training);
        await find.SaveAsync(by, cancellationToken);
        return training;
    }
}
