using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.OrganisationSearch;

/// <summary>The index of all organisations; most searches are for the active ones. Only one writer at a time.</summary>
public sealed class OrganisationIndex(ReferenceSnapshot<Gazetteer> gazetteer)
{
    internal SearchIndex<OrganisationFacts> Engine { get; } = new(facts => facts.Status == OrganisationStatus.Active);

    /// <inheritdoc cref="SearchIndex{T}.Version"/>
    public int Version => Engine.Version;

    /// <summary>False until the first <see cref="Replace(OrganisationIndexBuilder)"/>; searches wait for it.</summary>
    public bool IsLoaded => Engine.IsLoaded;

    /// <summary>Organisations in it.</summary>
    public int Count => Engine.Count;

    /// <summary>Different words and keys of the large segment.</summary>
    public int WordCount => Engine.Segments is [var large, ..] ? large.Segment.Index.Words.Count : 0;

    /// <summary>About how many organisations have this very term.</summary>
    public int Having(Term term) => Engine.Having(DirectoryKeys.Of(term.Vocabulary, term.Key));

    /// <summary>Begins a new index; its words follow the towns as they are called now.</summary>
    public OrganisationIndexBuilder Builder() => new(Engine.Builder(), gazetteer.Loaded);

    /// <summary>Puts a newly built index in the place of the present one.</summary>
    public void Replace(OrganisationIndexBuilder built) => Engine.Replace(built.Segment);

    /// <summary>Puts these organisations in the place of the present ones.</summary>
    public void Replace(IEnumerable<OrganisationDocument> documents)
    {
        var builder = Builder();
        foreach (var document in documents) builder.Add(document);
        Replace(builder);
    }

    /// <inheritdoc cref="SearchIndex{T}.Apply"/>
    public void Apply(IReadOnlyCollection<OrganisationDocument> changed, IReadOnlyCollection<Guid> gone)
    {
        var places = gazetteer.Loaded;
        Engine.Apply([.. changed.Select(document => OrganisationIndexBuilder.Indexed(document, places))], gone);
    }
}
