using GraphQL.Types;
using MsoNetwork.Search;

namespace MsoNetwork.DirectorySearch;

public sealed class SearchEngineType : EnumerationGraphType<SearchEngineName>
{
    public SearchEngineType()
    {
        Name = "SearchEngine";
        Description =
            "Who answered: POSTGRES is our own index over the registry, always there; MEILISEARCH only where the operator has set it up.";
        Values["POSTGRES"]!.Description = "Our own index over the registry in PostgreSQL.";
        Values["MEILISEARCH"]!.Description = "The Meilisearch that the operator has set up.";
    }
}

public sealed class TextFragmentType : ObjectGraphType<TextFragment>
{
    public TextFragmentType()
    {
        Name = "TextFragment";
        Description = "A piece of plain text (no HTML).";
        Field(fragment => fragment.Text).Description("The text, as written in the entry.");
        Field(fragment => fragment.Matched).Description("Whether it is what matched.");
    }
}
