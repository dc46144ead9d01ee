using GraphQL;
using GraphQL.Types;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Reference;
using MsoNetwork.Relay;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Postings;

/// <summary>Something posted in the schema: its id, slug and page, and what the room adds.</summary>
/// <typeparam name="TRow">As lists have it.</typeparam>
/// <typeparam name="TPosting">Its stored row.</typeparam>
public abstract class PostingType<TRow, TPosting> : ObjectGraphType<TRow>
    where TRow : notnull
{
    private readonly Func<TRow, TPosting> _of;
    private readonly ReferenceSnapshot<VocabularySet> _vocabularies;

    /// <param name="name">In the schema.</param>
    /// <param name="description">In the schema.</param>
    /// <param name="of">The stored row.</param>
    /// <param name="names">Its id and its slug.</param>
    /// <param name="page">What its page's path begins with.</param>
    /// <param name="vocabularies">The terms.</param>
    private protected PostingType(
        string name, string description, Func<TRow, TPosting> of, Func<TPosting, (Guid Id, string Slug)> names, string page,
        ReferenceSnapshot<VocabularySet> vocabularies)
    {
        (Name, Description, _of, _vocabularies) = (name, description, of, vocabularies);
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("Global id, for node(id).")
            .Resolve(context => GlobalId.Encode(name, names(of(context.Source)).Id));
        Is<NonNullGraphType<StringGraphType>>(
            "slug", "Its slug in page URLs: assigned once, never changed.", posting => names(posting).Slug);
        this.HasPage(row => $"{page}/{names(of(row)).Slug}");
    }

    /// <summary>A field that looks at nothing but the stored row.</summary>
    private protected void Is<TGraph>(string name, string description, Func<TPosting, object?> read)
        where TGraph : IGraphType => Field<TGraph>(name).Description(description).From(row => read(_of(row)));

    private protected void Terms(string name, string description, VocabularyName vocabulary, Func<TPosting, string[]> keys) =>
        Is<NonNullGraphType<ListGraphType<NonNullGraphType<TermType>>>>(
            name, description, posting => _vocabularies.Loaded[vocabulary].ByKeys(keys(posting)));

    private protected void Day(string name, string description, Func<TPosting, DateOnly?> day) =>
        Is<DateGraphType>(name, description, posting => day(posting)?.ToDateTime(TimeOnly.MinValue));

    private protected void Moment(string name, string description, Func<TPosting, DateTimeOffset?> at) =>
        Is<DateTimeGraphType>(name, description, posting => at(posting)?.UtcDateTime);
}

/// <summary>An answered search in the schema; the room adds its own counts, and calls <see cref="AddAnswer"/>.</summary>
public abstract class PostingSearchType<TRow, TEdge, TNode> : HitConnectionType<PostingSearchPage<TRow>, TRow, TEdge, TNode>
    where TEdge : IGraphType
    where TNode : IGraphType
{
    private readonly string _rows;

    /// <param name="name">In the schema.</param>
    /// <param name="rows">What is searched, for example "trainings".</param>
    /// <param name="regions">What the facet REGIONS is of, in brackets; may be empty.</param>
    /// <param name="nodeOf">The node of what was found; null where it is that.</param>
    private protected PostingSearchType(string name, string rows, string regions = "", Func<TRow, object>? nodeOf = null)
        : base(
            name, $"An answered search for {rows} (Relay cursor connection).", rows,
            $"What the hits can be narrowed by: TOPICS, TARGET_GROUPS, LANGUAGES, REGIONS{regions}. A facet's counts ignore the filter on "
            + "the facet itself.", PostingFacets.All.Count, nodeOf) => _rows = rows;

    /// <summary>Counts of a facet that only this subject has, named as the field.</summary>
    private protected void Counts<TCount>(string name, int most, string description)
        where TCount : IGraphType =>
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TCount>>>>(name).WithMetadata("cost.size", most)
            .Description(description).From(page => page.Counts(name));

    private protected void AddAnswer() => AddAnswer(
        ($"Always POSTGRES: {_rows} are few, and only our own index holds them.", _ => SearchEngineName.Postgres),
        ($"Always false: {_rows} are only ever searched in PostgreSQL.", _ => false),
        "Milliseconds that the search took.");
}

/// <summary>How a field of the schema is answered by a search.</summary>
public static class PostingSearchFields
{
    /// <param name="context">With the arguments of a search.</param>
    /// <param name="search">The use case.</param>
    /// <param name="counted">The fields that show what was counted, beside facets.</param>
    public static async Task<object?> AnswerAsync<TFilter, TFacts, TRow>(
        this IResolveFieldContext context, SearchPostings<TFilter, TFacts, TRow> search, params string[] counted)
        where TFilter : PostingFilter, new() => await search.RunAsync(
            context.GetArgument<string>("query"),
            context.GetArgument<TFilter?>("filter") ?? new TFilter(),
            PageSize.Check(context.GetArgument<int?>("first"), "first"),
            context.GetArgument<string?>("after"),
            Selection.Below(context).Overlaps(counted.Append("facets")),
            context.CancellationToken);
}
