using GraphQL.Types;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.News;

public sealed class NewsEntryType : ObjectGraphType<NewsEntry>
{
    public NewsEntryType(ReferenceSnapshot<VocabularySet> vocabularies, ReferenceSnapshot<Gazetteer> gazetteer)
    {
        Name = "NewsEntry";
        Description = "Something that others published: a call, a deadline, a press release. Title, day and link; the text stands there.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("Global id, for node(id).")
            .From(entry => GlobalId.Encode("NewsEntry", entry.Id.ToString("N")));
        Field<NonNullGraphType<StringGraphType>>("publisher").Description("Who published it.").From(entry => entry.Publisher);
        Field<NonNullGraphType<StringGraphType>>("title").Description("Plain text.").From(entry => entry.Title);
        Field<StringGraphType>("url").Description("Where it stands; null where no address is known.").From(entry => entry.Url);
        Field<NonNullGraphType<DateGraphType>>("day").Description("When it was published, in Berlin.")
            .From(entry => entry.Day.ToDateTime(TimeOnly.MinValue));
        Field<StringGraphType>("summary").Description("Plain text, short; null where there is none.").From(entry => entry.Summary);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TermType>>>>("topics").Description("What it is about (TOPICS).")
            .From(entry => vocabularies.Loaded[VocabularyName.Topics].ByKeys(entry.Topics));
        Field<NonNullGraphType<IntGraphType>>("version").Description("Counts its changes by hand.").From(entry => entry.Version);
        Field<IntegrationCentreType>("enteredBy").Description("The integration centre that entered it; null for what files and feeds say.")
            .From(entry => entry.Centre is { } key ? gazetteer.Loaded.Centre(key) : null);
        Field<RegionType>("region").Description("Where it is for; null for everybody.")
            .From(entry => entry.Region is { } key ? gazetteer.Loaded.ByKey(key) : null);
    }
}

public sealed class NewsEdgeType() : EdgeType<NewsEntry, NewsEntryType>(
    "NewsEdge", "An entry's place in a list.", "The entry.", entry => entry);

public sealed class NewsConnectionType() : ConnectionType<NewsEntry, NewsEdgeType, NewsEntryType>(
    "NewsConnection", "A page of news (Relay cursor connection).", "entries", "cursor", "entries there are", entry => entry);
