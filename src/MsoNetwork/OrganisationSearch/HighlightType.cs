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

public sealed class HighlightType() : HighlightType<HighlightField, HighlightFieldType>(
    "Highlight", "A text of the entry in which something matched.", "description");
