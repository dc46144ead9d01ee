using System.Security.Cryptography;
using System.Text;
using MsoNetwork.Changes;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.PartnerCalls.Search;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Time;
using MsoNetwork.Trainings.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Web.GraphQl;

/// <summary>
/// A weak ETag for answers by GET: of this program, the state of all public subjects and the day; the same on all instances. While this
/// process's memory lags behind the database, it is the process's own. It must be read before the answer is made: then a
/// change in between makes the tag older than the answer, which costs one revalidation at most.
/// </summary>
internal sealed class EntityTag(
    ChangeVersions versions,
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies,
    OrganisationIndex organisations,
    PartnerCallIndex calls,
    TrainingIndex trainings,
    IEnumerable<ChangeFollower> followers,
    TimeProvider time
)
{
    private static readonly string Program = Fingerprint(string.Concat(
        new[] { typeof(ChangeVersions), typeof(EntityTag) }.Select(type => type.Module.ModuleVersionId)));

    private readonly string _process = RandomNumberGenerator.GetHexString(8, lowercase: true);
    private readonly ChangeFollower[] _followers = [.. followers];
    private readonly Lock _lock = new();
    private long _reference = -1;

    /// <summary>Of what has no language and no addresses in it.</summary>
    public Task<string> GetAsync(CancellationToken cancellationToken) => GetAsync(null, "", cancellationToken);

    /// <param name="language">Of the request; null where it names none.</param>
    /// <param name="origin">What addresses in the answer begin with.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<string> GetAsync(string? language, string origin, CancellationToken cancellationToken)
    {
        var now = await versions.AsOfNowAsync(cancellationToken);
        var state = await IsInMemoryAsync(now, cancellationToken) ? now.MarkOf(ChangeSubject.Public)
            : $"{_process}-{Memory:x}-{now.Of(ChangeSubject.Public):x}";
        // Partner calls end at midnight without anybody writing (docs/decisions.md, 71).
        return $"W/\"{Program}-{state}-{time.Today().DayNumber:x}-{language ?? Languages.Default}-{Fingerprint(origin)}\"";
    }

    /// <summary>A state of what public pages are made of, for whoever keeps them in this process; no tag.</summary>
    public async Task<string> OfPagesAsync(string origin, CancellationToken cancellationToken)
    {
        var now = await versions.AsOfNowAsync(cancellationToken);
        var memory = await IsInMemoryAsync(now, cancellationToken) ? "all" : $"{Memory:x}";
        var version = now.Of([.. ChangeSubject.Public, ChangeSubject.MessageSettings]);
        return $"{memory}-{version:x}-{time.Today().DayNumber:x}-{origin}";
    }

    // Each only grows.
    private long Memory => (long)gazetteer.Generation + vocabularies.Generation + organisations.Version + calls.Index.Version
        + trainings.Index.Version;

    // Reference data that was read after its versions were: whoever hears of a change later reads it once more.
    private async Task<bool> IsInMemoryAsync(SubjectVersions now, CancellationToken cancellationToken)
    {
        var reference = now.Of(ChangeSubject.Reference);
        lock (_lock)
        {
            if (_reference != reference)
            {
                gazetteer.Invalidate();
                vocabularies.Invalidate();
            }

            _reference = reference;
        }

        if (!gazetteer.IsFresh) await gazetteer.GetAsync(cancellationToken);
        if (!vocabularies.IsFresh) await vocabularies.GetAsync(cancellationToken);
        return gazetteer.IsFresh && vocabularies.IsFresh && _followers.All(follower => follower.Has(now));
    }

    /// <summary>A state of what files are made of, for whoever keeps them; no tag: files have one of their content.</summary>
    public async Task<string> OfFilesAsync(CancellationToken cancellationToken)
    {
        var memory = (long)gazetteer.Generation + vocabularies.Generation;
        var version = (await versions.AsOfNowAsync(cancellationToken)).Of(ChangeSubject.Public);
        return $"{memory:x}-{version:x}-{time.Today().DayNumber:x}";
    }

    private static string Fingerprint(string origin) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)).AsSpan(0, 4));

    /// <summary>Whether an If-None-Match names the tag (RFC 9110, 13.1.2). "*" is no help here: who has an answer knows its tag.</summary>
    public static bool Matches(IEnumerable<string?> ifNoneMatch, string tag) =>
        ifNoneMatch.Any(line =>
            line is not null && line.Split(',', StringSplitOptions.TrimEntries).Any(entry => entry == tag || "W/" + entry == tag)
        );
}
