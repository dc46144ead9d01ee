using GraphQL.Types;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.DirectorySearch;

/// <summary>A term with the vocabulary it belongs to.</summary>
public sealed class VocabularyTermType : ObjectGraphType<Term>
{
    public VocabularyTermType()
    {
        Name = "VocabularyTerm";
        Description = "A term and its vocabulary.";
        Field<NonNullGraphType<VocabularyNameType>>("vocabulary").Description("The vocabulary.").From(source => source.Vocabulary);
        Field<NonNullGraphType<TermType>>("term").Description("The term.").From(source => source);
    }
}

public sealed class QueryPartType : ObjectGraphType<UnderstoodPart>
{
    public QueryPartType()
    {
        Name = "QueryPart";
        Description =
            "A word, or several that mean one thing. An organisation matches it by any of its meanings, or by the words themselves.";
        Field(part => part.Typed).Description("As typed.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<VocabularyTermType>>>>("terms")
            .Description("The terms it names, in any language.")
            .From(source => source.Terms);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<RegionType>>>>("regions")
            .Description("The places it names, the most likely first.")
            .From(source => source.Regions);
    }
}

public sealed class AroundPlaceType : ObjectGraphType<AroundPlace>
{
    public AroundPlaceType()
    {
        Name = "AroundPlace";
        Description = "A circle that the text asked for.";
        Field<NonNullGraphType<RegionType>>("place").Description("The place named.").From(source => source.Place);
        Field<NonNullGraphType<FloatGraphType>>("latitude")
            .Description("Latitude of the centre, in WGS 84 degrees.")
            .From(source => source.Centre.Latitude);
        Field<NonNullGraphType<FloatGraphType>>("longitude")
            .Description("Of the centre, WGS 84 degrees.")
            .From(source => source.Centre.Longitude);
        Field<NonNullGraphType<FloatGraphType>>("radiusKm").Description("Kilometres.").From(source => source.RadiusKm);
    }
}

public sealed class UnderstoodQueryType : ObjectGraphType<UnderstoodQuery>
{
    public UnderstoodQueryType()
    {
        Name = "UnderstoodQuery";
        Description = "What a search text was understood as.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<QueryPartType>>>>("parts")
            .Description("What was looked for, in the order typed; stop words are left out.")
            .From(source => source.Parts);
        Field<AroundPlaceType>("around")
            .Description("The circle, where the text has a place with kilometres (\"Aachen 20 km\"); only this is a condition.")
            .From(source => source.Around);
    }
}
