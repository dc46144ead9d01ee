using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Trainings;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.TrainingImport;

/// <summary>
/// Brings a provider's trainings to what a source has. The same source again changes nothing; what it no longer has is marked and stays;
/// what was changed here by hand stays field by field. All of it is one transaction; a dry run takes it back.
/// </summary>
public sealed class ImportTrainings(
    DbContext context, FindTraining find, ReferenceSnapshot<Gazetteer> gazetteer, ReferenceSnapshot<VocabularySet> vocabularies,
    TimeProvider time)
{
    /// <summary>Dates that one import may bring.</summary>
    public const int MostDates = 10_000;

    internal async Task<TrainingImportReport> RunAsync(
        TrainingSource source, DoneBy by, ReadSource read, bool dryRun, CancellationToken cancellationToken)
    {
        var regions = await gazetteer.GetAsync(cancellationToken);
        var organisation = await find.LivingAsync(source.OrganisationId, cancellationToken);
        var seat = organisation?.MunicipalityKey ?? regions.Centre(source.CentreKey!)!.RegionKey;
        var terms = await vocabularies.GetAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await by.Author.ApplyAsync((NpgsqlConnection)context.Database.GetDbConnection(), cancellationToken);
        // One import of a provider at a time.
        var provider = source.OrganisationId?.ToString() ?? source.CentreKey!;
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({provider}, 0))", cancellationToken);
        var run = new ImportedSource(
            source, time.GetUtcNow(), await KnownAsync(source, read, cancellationToken),
            (content, training) => CheckedTraining.Write(content, training, seat, regions, terms))
        {
            Room = WriteTraining.Most - await ToComeAsync(source, cancellationToken),
        };
        await RefuseTellingAsync(source, read, cancellationToken);
        foreach (var training in read.Trainings) run.Take(training);
        if (read.IsWhole) run.MarkMissing();
        context.AddRange(run.Created);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw TrainingErrors.Changed();
        }
        catch (DbUpdateException refused) when (TrainingErrors.Of(refused) is { } rule)
        {
            throw rule;
        }

        if (dryRun) await transaction.RollbackAsync(cancellationToken);
        else await transaction.CommitAsync(cancellationToken);
        if (dryRun) context.ChangeTracker.Clear(); // nothing of it was written
        return run.Report();
    }

    private async Task<Dictionary<string, (ImportedTraining Imported, Training Training)>> KnownAsync(
        TrainingSource source, ReadSource read, CancellationToken cancellationToken)
    {
        var keys = read.Trainings.Select(one => one.Key).ToList();
        var imported = await context.Set<ImportedTraining>()
            .Where(one => one.OrganisationId == source.OrganisationId && one.CentreKey == source.CentreKey
                && (one.SourceId == source.Id || keys.Contains(one.Key)))
            .ToListAsync(cancellationToken);
        var ids = imported.Select(one => one.TrainingId).ToList();
        var trainings = await context.Set<Training>().Include(one => one.Dates.OrderBy(date => date.Planned))
            .Where(one => ids.Contains(one.Id)).ToDictionaryAsync(one => one.Id, cancellationToken);
        return imported.ToDictionary(one => one.Key, one => (one, trainings[one.TrainingId]), StringComparer.Ordinal);
    }

    // The database refuses the whole import for one that tells a protected place; here each is named, and the others come in.
    private async Task RefuseTellingAsync(TrainingSource source, ReadSource read, CancellationToken cancellationToken)
    {
        if (source.OrganisationId is not { } organisation || read.Trainings.Count == 0) return;
        var said = read.Trainings.Select(one => one.Content).Select(content => string.Join(" | ", (string?[])
        [
            content.Title, content.Text, content.CostNote, content.Accessibility, content.Registration, content.Link,
            .. (content.Materials ?? []).SelectMany(material => (string?[])[material.Title, material.Link]),
            content.Address is null && content.Online is not true ? content.Postcode : null,
        ])).ToArray();
        var venues = read.Trainings.Select(one => one.Content.Address ?? "").ToArray();
        var telling = await context.Database.SqlQuery<int>($"""
            SELECT one.nth::int AS "Value" FROM unnest({said}, {venues}) WITH ORDINALITY AS one (said, venue, nth)
            WHERE tells_own_address({organisation}, one.said, true) OR tells_own_address({organisation}, one.venue, false)
            """).ToListAsync(cancellationToken);
        foreach (var training in telling.Select(nth => read.Trainings[nth - 1]))
            training.Remarks.Add(new(training.Where, ProtectedAddress.Reason, ProtectedAddress.Message) { Row = training.Row });
    }

    private Task<int> ToComeAsync(TrainingSource source, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return context.Set<Training>().CountAsync(
            one => one.OrganisationId == source.OrganisationId && one.CentreKey == source.CentreKey
                && one.State != TrainingState.Cancelled
                && (one.State == TrainingState.Draft || one.Dates.Any(date => date.EndsAt > now)), cancellationToken);
    }
}
