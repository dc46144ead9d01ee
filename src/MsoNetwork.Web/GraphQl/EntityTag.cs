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
/// A weak ETag for answers by GET: this process, the state of its reference data and search indexes, the versions of all public subjects
/// and the day. It must be read before the answer is made: then a change in between makes the tag older than the answer, which costs one
/// revalidation at most.
/// </summary>
internal sealed class EntityTag(
    ChangeVersions versions,
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies,
    OrganisationIndex organisations,
    PartnerCallIndex calls,
    TrainingIndex trainings,
    TimeProvider time
)
{
    // Regions, vocabularies and words in memory lag a moment behind the version; counted per process, so the process is part of the tag.
    private readonly string _process = RandomNumberGenerator.GetHexString(8, lowercase: true);

    /// <summary>Of what has no language and no addresses in it.</summary>
    public Task<string> GetAsync(CancellationToken cancellationToken) => GetAsync(null, "", cancellationToken);

    /// <param name="language">Of the request; null where it names none.</param>
    /// <param name="origin">What addresses in the answer begin with.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<string> GetAsync(string? language, string origin, CancellationToken cancellationToken)
    {
        var memory = (long)gazetteer.Generation + vocabularies.Generation + organisations.Version + calls.Index.Version
            + trainings.Index.Version; // each only grows
        var version = (await versions.AsOfNowAsync(cancellationToken)).Of(ChangeSubject.Public);
        // Partner calls end at midnight without anybody writing (docs/decisions.md, 71). All of these grow only.
        return $"W/\"{_process}-{memory:x}-{version:x}-{time.Today().DayNumber:x}-{language ?? Languages.Default}"
            + $"-{Fingerprint(origin)}\"";
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
