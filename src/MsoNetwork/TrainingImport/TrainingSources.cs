using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Feeds;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Time;
using MsoNetwork.Trainings;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.TrainingImport;

/// <summary>
/// Where a provider's trainings come from. Somebody brings an address or a file, sees what would happen, and says that it is meant: what is
/// then imported are the very bytes that were looked at.
/// </summary>
public sealed class TrainingSources(
    DbContext context, FindTraining find, ImportTrainings import, FeedDownload download, ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies, TimeProvider time)
{
    /// <summary>Sources that one provider may have.</summary>
    public const int Most = 20;

    private const int LongestName = 500;
    private const string Accept = "text/calendar, text/csv;q=0.9, */*;q=0.5";

    /// <summary>In whose name: the organisation or the centre that the viewer acts for.</summary>
    /// <exception cref="NetworkException">FORBIDDEN for everybody who may offer no trainings.</exception>
    public Task<DoneBy> ProviderAsync(CancellationToken cancellationToken) => find.AsProviderAsync(cancellationToken);

    public async Task<IReadOnlyList<TrainingSource>> OfAsync(DoneBy by, CancellationToken cancellationToken) =>
        await context.Set<TrainingSource>().Where(one => one.OrganisationId == by.Organisation && one.CentreKey == by.Centre)
            .OrderBy(one => one.Name).ToListAsync(cancellationToken);

    /// <summary>A provider's own source; null for another's.</summary>
    public Task<TrainingSource?> FindAsync(Guid id, DoneBy by, CancellationToken cancellationToken) =>
        context.Set<TrainingSource>().SingleOrDefaultAsync(
            one => one.Id == id && one.OrganisationId == by.Organisation && one.CentreKey == by.Centre, cancellationToken);

    /// <summary>Keeps a file, or fetches an address, to be looked at.</summary>
    /// <param name="by">Whose it is.</param>
    /// <param name="name">The address, or the file's name.</param>
    /// <param name="file">The file; null for an address.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FeedRefusedException">It cannot be had or read; the message says why.</exception>
    /// <exception cref="NetworkException">LIMIT_EXCEEDED.</exception>
    public async Task<TrainingSource> BringAsync(DoneBy by, string name, byte[]? file, CancellationToken cancellationToken)
    {
        var told = name.Trim();
        if (file is null) told = Address(told);
        if (told.Length is 0 or > LongestName) throw new FeedRefusedException($"A name has 1 to {LongestName} characters.");
        var bytes = file ?? (await download.GetAsync(new Uri(told), null, null, cancellationToken, Accept)).Bytes!;
        await ReadAsync(bytes, cancellationToken);
        var own = context.Set<TrainingSource>().Where(one => one.OrganisationId == by.Organisation && one.CentreKey == by.Centre);
        var source = await own.SingleOrDefaultAsync(one => one.Name == told, cancellationToken);
        if (source is null)
        {
            if (await own.CountAsync(cancellationToken) >= Most)
                throw new NetworkException(ErrorCode.LimitExceeded, $"A provider has at most {Most} sources.");
            source = new TrainingSource
            {
                Id = Guid.CreateVersion7(time.GetUtcNow()),
                OrganisationId = by.Organisation,
                CentreKey = by.Centre,
                Name = told,
            };
            context.Add(source);
        }

        (source.Bytes, source.VisitedAt, source.Failure) = (bytes, time.GetUtcNow(), null);
        await context.SaveChangesAsync(cancellationToken);
        return source;
    }

    /// <summary>What importing it would do.</summary>
    public async Task<TrainingImportReport> LookAsync(TrainingSource source, DoneBy by, CancellationToken cancellationToken) =>
        await import.RunAsync(source, by, await ReadAsync(source.Bytes!, cancellationToken), dryRun: true, cancellationToken);

    /// <summary>Imports what was brought.</summary>
    /// <param name="source">The source.</param>
    /// <param name="by">In whose name.</param>
    /// <param name="keep">Whether its address is fetched every hour from now on.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<TrainingImportReport> ApplyAsync(
        TrainingSource source, DoneBy by, bool keep, CancellationToken cancellationToken)
    {
        var (bytes, wasKept) = (source.Bytes!, source.IsKept);
        var read = await ReadAsync(bytes, cancellationToken);
        (source.Bytes, source.IsKept) = (null, keep && source.Address is not null);
        try
        {
            return await import.RunAsync(source, by, read, dryRun: false, cancellationToken);
        }
        catch (NetworkException)
        {
            (source.Bytes, source.IsKept) = (bytes, wasKept); // nothing was written
            throw;
        }
    }

    /// <summary>What was brought is not wanted: a source that never was one goes, and of others what was brought.</summary>
    public Task DropAsync(Guid id, CancellationToken cancellationToken) =>
        DropAsync(context.Set<TrainingSource>().Where(one => one.Id == id), cancellationToken);

    /// <summary>It is fetched no more; its trainings stay.</summary>
    public async Task LeaveAsync(TrainingSource source, CancellationToken cancellationToken)
    {
        (source.IsKept, source.Bytes) = (false, null);
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Fetches one kept source again. What fails is noted, and its trainings stay as they are.</summary>
    /// <returns>Null when nothing has changed there, or it failed.</returns>
    public async Task<TrainingImportReport?> FetchAsync(Guid id, CancellationToken cancellationToken)
    {
        var source = await context.Set<TrainingSource>().SingleAsync(one => one.Id == id, cancellationToken);
        var now = time.GetUtcNow();
        // Once a day all of it is read, whatever the server says: a series goes on with the calendar here.
        var isAgain = source.Failure is null && BerlinDay.Of(source.VisitedAt) == BerlinDay.Of(now);
        try
        {
            var got = await download.GetAsync(
                source.Address!, isAgain ? source.ETag : null, isAgain ? source.Modified : null, cancellationToken, Accept);
            var read = got.Bytes is null ? null : await ReadAsync(got.Bytes, cancellationToken);
            (source.ETag, source.Modified, source.VisitedAt, source.Failure) = (got.ETag, got.Modified, now, null);
            if (read is not null)
            {
                var by = new DoneBy(null, source.OrganisationId, source.CentreKey);
                return await import.RunAsync(source, by, read, dryRun: false, cancellationToken);
            }

            await context.SaveChangesAsync(cancellationToken);
        }
        catch (Exception refused) when (refused is FeedRefusedException or NetworkException)
        {
            context.ChangeTracker.Clear();
            var failure = refused.Message.Length <= LongestName ? refused.Message : refused.Message[..LongestName];
            await context.Set<TrainingSource>().Where(one => one.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(one => one.Failure, failure).SetProperty(one => one.VisitedAt, now), cancellationToken);
        }

        return null;
    }

    /// <summary>The sources that are fetched every hour.</summary>
    public Task<List<Guid>> KeptAsync(CancellationToken cancellationToken) => context.Set<TrainingSource>()
        .Where(one => one.IsKept).OrderBy(one => one.VisitedAt).Select(one => one.Id).ToListAsync(cancellationToken);

    private async Task DropAsync(IQueryable<TrainingSource> sources, CancellationToken cancellationToken)
    {
        var waiting = sources.Where(one => one.Bytes != null);
        await waiting.Where(one => !one.IsKept && !context.Set<ImportedTraining>().Any(known => known.SourceId == one.Id))
            .ExecuteDeleteAsync(cancellationToken);
        await waiting.ExecuteUpdateAsync(set => set.SetProperty(one => one.Bytes, (byte[]?)null), cancellationToken);
    }

    private async Task<ReadSource> ReadAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        var (regions, terms) = (await gazetteer.GetAsync(cancellationToken), await vocabularies.GetAsync(cancellationToken));
        return CalendarText.IsOne(bytes) ? new CalendarReader(regions, terms, time.Today()).Read(bytes)
            : new TableReader(regions, terms).Read(bytes);
    }

    // webcal:// is what calendar programs make of https:// in a link to subscribe to.
    private static string Address(string typed)
    {
        var text = typed.StartsWith("webcal://", StringComparison.OrdinalIgnoreCase) ? "https://" + typed[9..] : typed;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", UserInfo: "" }
            ? address.AbsoluteUri
            : throw new FeedRefusedException("An address begins with https://, http:// or webcal://.");
    }
}
