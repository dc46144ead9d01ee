using GraphQL.Types;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.OrganisationSearch;

/// <summary>What somebody may be about to type, grouped.</summary>
/// <param name="Organisations">Whose name all that was typed is.</param>
/// <param name="Terms">What the end of it is, or begins.</param>
/// <param name="Places">The same for places.</param>
/// <param name="Before">What was typed before that end.</param>
/// <param name="IsPlace">Whether the end is a place's whole name, in any language.</param>
public sealed record Suggestions(
    IReadOnlyList<OrganisationEntry> Organisations,
    IReadOnlyList<Term> Terms,
    IReadOnlyList<Place> Places,
    string Before,
    bool IsPlace
)
{
    public const int Usual = 5;
}

public sealed class SuggestionsType : ObjectGraphType<Suggestions>
{
    public SuggestionsType()
    {
        Name = "Suggestions";
        Description = "Suggestions in groups; what is typed last counts for terms and places.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<OrganisationType>>>>("organisations")
            .Description("Organisations whose name matches, best first.")
            .From(source => source.Organisations);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<VocabularyTermType>>>>("terms")
            .Description("Topics, target groups, offers, kinds, languages and origins with such a label.")
            .From(source => source.Terms);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PlaceType>>>>("places")
            .Description("Towns and postcodes.")
            .From(source => source.Places);
    }
}
