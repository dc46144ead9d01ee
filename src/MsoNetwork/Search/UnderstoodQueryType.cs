using GraphQL.Types;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Search;

/// <summary>A term with the vocabulary it belongs to.</summary>
public sealed class VocabularyTermType : ObjectGraphType<Term>
{
    public VocabularyTermType()
    {
        Name = "VocabularyTerm";
        Description = "A term and its vocabulary.";
        Field<NonNullGraphType<VocabularyNameType>>("vocabulary").Description("The vocabulary.").Resolve(context => context.Source.Vocabulary);
        Field<NonNullGraphType<TermType>>("term").Description("The term.").Resolve(context => context.Source);
    }
}

public sealed class QueryPartType : ObjectGraphType<QueryPart>
{
    public QueryPartType()
    {
        Name = "QueryPart";
        Description = "A word, or several that mean one thing. An organisation matches it by any of its meanings, or by the words themselves.";
        Field(part => part.Typed).Description("As typed.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<VocabularyTermType>>>>("terms").Description("The terms it names, in any language.").Resolve(context => context.Source.Terms);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<RegionType>>>>("regions").Description("The places it names, the most likely first.").Resolve(context => context.Source.Regions);
    }
}

public sealed class AroundPlaceType : ObjectGraphType<AroundPlace>
{
    public AroundPlaceType()
    {
        Name = "AroundPlace";
        Description = "A circle that the text asked for.";
        Field<NonNullGraphType<RegionType>>("place").Description("The place named.").Resolve(context => context.Source.Place);
        Field<NonNullGraphType<FloatGraphType>>("latitude").Description("Of the centre, WGS 84 degrees.").Resolve(context => context.Source.Centre.Latitude);
        Field<NonNullGraphType<FloatGraphType>>("longitude").Description("Of the centre, WGS 84 degrees.").Resolve(context => context.Source.Centre.Longitude);
        Field<NonNullGraphType<FloatGraphType>>("radiusKm").Description("Kilometres.").Resolve(context => context.Source.RadiusKm);
    }
}

public sealed class UnderstoodQueryType : ObjectGraphType<UnderstoodQuery>
{
    public UnderstoodQueryType()
    {
        Name = "UnderstoodQuery";
        Description = "What a search text was understood as.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<QueryPartType>>>>("parts").Description("What was looked for, in the order typed; words that say nothing are left out.").Resolve(context => context.Source.Parts);
        Field<AroundPlaceType>("around").Description("The circle, where the text has a place with kilometres (\"Aachen 20 km\"); only this is a condition.").Resolve(context => context.Source.Around);
    }
}
