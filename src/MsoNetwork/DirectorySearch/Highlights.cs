using GraphQL.Types;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.DirectorySearch;

/// <summary>A text in which something matched.</summary>
/// <param name="Field">Which text.</param>
/// <param name="Language">BCP 47 tag of a text that has one.</param>
/// <param name="Fragments">The text in pieces; together they are the text, or a part of a long one with … where it is cut.</param>
public sealed record Highlight<TField>(TField Field, string? Language, IReadOnlyList<TextFragment> Fragments);

/// <summary>Marks what matched, by the same rules as the index, whichever engine found it.</summary>
public sealed class Highlights<TField>(UnderstoodQuery query, VocabularySet vocabularies)
{
    private readonly List<Highlight<TField>> _found = [];

    public IReadOnlyList<Highlight<TField>> Found => _found;

    /// <summary>A text that matched as a whole, whatever its words.</summary>
    public void Whole(TField field, string text) => _found.Add(new(field, null, [new TextFragment(text, true)]));

    /// <summary>A text, where a word of it matched.</summary>
    public void Text(TField field, string? text, string? language = null)
    {
        if (text is not null && Highlighter.Mark(text, query.Parsed) is { } fragments) _found.Add(new(field, language, fragments));
    }

    /// <summary>The terms that are meant.</summary>
    public void Terms(TField field, VocabularyName vocabulary, string[] keys)
    {
        foreach (var term in vocabularies[vocabulary].ByKeys(keys).Where(query.Means)) Whole(field, term.Label(null));
    }
}

public abstract class HighlightType<TField, TFieldType> : ObjectGraphType<Highlight<TField>>
    where TFieldType : EnumerationGraphType
{
    /// <param name="name">In the schema.</param>
    /// <param name="description">In the schema.</param>
    /// <param name="language">Which texts have a language.</param>
    protected HighlightType(string name, string description, string language)
    {
        (Name, Description) = (name, description);
        Field<NonNullGraphType<TFieldType>>("field").Description("Which text.").From(source => source.Field);
        Field(highlight => highlight.Language, nullable: true).Description($"BCP 47 tag of a {language}; null otherwise.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TextFragmentType>>>>("fragments")
            .Description("The text in pieces, in order; a long one is cut around the first match, with … at the cut.")
            .From(source => source.Fragments);
    }
}
