using System.Collections.Concurrent;
using MsoNetwork.OrganisationSearch;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>An index that only remembers: what it holds, and how often each organisation came.</summary>
internal sealed class RecordingIndex
{
    private readonly ConcurrentDictionary<Guid, int> _times = new();
    private ConcurrentDictionary<Guid, OrganisationDocument> _documents = new();

    public FollowedIndex Followed => new(Begin, Apply, () => _documents.Count);

    /// <summary>Runs before each change is taken.</summary>
    public Action BeforeApply { get; set; } = () => { };

    public IReadOnlyDictionary<Guid, OrganisationDocument> Documents => _documents;

    /// <summary>How often this one came by a change.</summary>
    public int Times(Guid id) => _times.GetValueOrDefault(id);

    public string? Name(Guid id) => _documents.GetValueOrDefault(id)?.Name;

    public void Apply(IReadOnlyCollection<OrganisationDocument> changed, IReadOnlyCollection<Guid> gone)
    {
        BeforeApply();
        foreach (var document in changed)
        {
            _documents[document.Id] = document;
            _times.AddOrUpdate(document.Id, 1, (_, times) => times + 1);
        }

        foreach (var id in gone) _documents.TryRemove(id, out _);
    }

    private IndexBuild Begin()
    {
        var built = new ConcurrentDictionary<Guid, OrganisationDocument>();
        return new IndexBuild(document => built[document.Id] = document, () => _documents = built);
    }
}
