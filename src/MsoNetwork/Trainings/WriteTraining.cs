using Microsoft.EntityFrameworkCore;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Text;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Trainings;

/// <summary>Whoever offers a training drafts it, or changes what was not called off.</summary>
public sealed class WriteTraining(
    DbContext context, FindTraining find, ReferenceSnapshot<Gazetteer> gazetteer, ReferenceSnapshot<VocabularySet> vocabularies,
    TimeProvider time)
{
    /// <summary>Drafts and trainings to come that one provider may have.</summary>
    public const int Most = 200;

    public async Task<Training> CreateAsync(TrainingContentInput content, CancellationToken cancellationToken)
    {
        var by = await find.AsProviderAsync(cancellationToken);
        var now = time.GetUtcNow();
        var count = await context.Set<Training>().CountAsync(
            one => one.OrganisationId == by.Organisation && one.CentreKey == by.Centre && one.State != TrainingState.Cancelled
                && (one.State == TrainingState.Draft || one.Dates.Any(date => date.EndsAt > now)), cancellationToken);
        if (count >= Most) throw TrainingErrors.TooMany(Most);
        var id = Guid.CreateVersion7(now);
        var training = new Training
        {
            Id = id,
            Slug = Folding.Slug(content.Title, id),
            OrganisationId = by.Organisation,
            CentreKey = by.Centre,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await WriteAsync(training, content, cancellationToken);
        context.Add(training);
        await find.SaveAsync(by, cancellationToken);
        return training;
    }

    public async Task<Training> ChangeAsync(Guid id, int version, TrainingContentInput content, CancellationToken cancellationToken)
    {
        var (training, by) = await find.ForAsync(Operation.Change, id, cancellationToken);
        if (training.State == TrainingState.Cancelled) throw TrainingErrors.NotNow(training.State);
        FindTraining.Expect(training, version);
        await WriteAsync(training, content, cancellationToken);
        (training.Version, training.UpdatedAt) = (training.Version + 1, time.GetUtcNow());
        await find.SaveAsync(by, cancellationToken);
        return training;
    }

    private async Task WriteAsync(Training training, TrainingContentInput content, CancellationToken cancellationToken)
    {
        var known = await gazetteer.GetAsync(cancellationToken);
        var organisation = await find.LivingAsync(training.OrganisationId, cancellationToken);
        var seat = organisation?.MunicipalityKey ?? known.Centre(training.CentreKey!)!.RegionKey;
        CheckedTraining.Write(content, training, seat, known, await vocabularies.GetAsync(cancellationToken));
    }
}
