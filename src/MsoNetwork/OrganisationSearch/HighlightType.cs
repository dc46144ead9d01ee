using GraphQL.Types;
using MsoNetwork.DirectorySearch;

namespace MsoNetwork.OrganisationSearch;

public sealed class HighlightFieldType : EnumerationGraphType<HighlightField>
{
    public HighlightFieldType()
    {
        Name = "HighlightField";
        Description = "Which text of an entry matched.";
        Values["NAME"]!.Description = "The official name.";
        Values["ALTERNATE_NAME"]!.Description = "A short form, a former name or one in another language.";
        Values["TOPIC"]!.Description = "A topic's label or synonym.";
        Values["TARGET_GROUP"]!.Description = "A target group's label or synonym.";
        Values["OFFER"]!.Description = "An offer's label or synonym.";
        Values["LANGUAGE"]!.Description = "A language's name.";
        Values["ORIGIN"]!.Description = "An origin's name.";
        Values["KIND"]!.Description = "The kind's label or synonym.";
        Values["KEYWORD"]!.Description = "A word of its sources that no vocabulary knows.";
        Values["TOWN"]!.Description = "The town of its seat.";
        Values["DESCRIPTION"]!.Description = "What is said of it, in the language that the highlight names.";
    }
}

public sealed class HighlightType : ObjectGraphType<Highlight>
{
    public HighlightType()
    {
        Name = "Highlight";
        Description = "A text of the entry in which something matched.";
        Field<NonNullGraphType<HighlightFieldType>>("field").Description("Which text.").From(source => source.Field);
        Field(highlight => highlight.Language, nullable: true).Description("BCP 47 tag of a description; null otherwise.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TextFragmentType>>>>("fragments")
            .Description("The text in pieces, in order; a long one is cut around the first match, with … at the cut.")
            .From(source => source.Fragments);
    }
}
