using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Vocabularies;

public sealed class VocabularyNameType : EnumerationGraphType<VocabularyName>
{
    public VocabularyNameType()
    {
        Name = "VocabularyName";
        Description = "The controlled vocabularies.";
    }
}

public sealed class TermLabelType : ObjectGraphType<TermLabel>
{
    public TermLabelType()
    {
        Name = "TermLabel";
        Description = "A term's label in one language.";
        Field(label => label.Language).Description("BCP 47 tag.");
        Field("text", label => label.Label).Description("The label.");
        Field(label => label.Reviewed).Description("False while nobody who speaks the language has read the label: show it with a note.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("synonyms")
            .Description("Other words that people type for it.").Resolve(context => context.Source.Synonyms);
    }
}

public sealed class TermType : ObjectGraphType<Term>
{
    public TermType()
    {
        Name = "Term";
        Description = "An entry of a controlled vocabulary.";
        Field(term => term.Key).Description("Stable key: kebab-case, a BCP 47 tag (languages) or ISO 3166-1 alpha-2 (origins).");
        Field<NonNullGraphType<StringGraphType>>("label").Description("The label in the language asked for, else in German.")
            .Argument<StringGraphType>("language", "BCP 47 tag, for example de, en, tr, ar, uk, ru, fr, pl, ro, kmr or fa; de unless told.")
            .Resolve(context => context.Source.Label(context.GetArgument<string?>("language")));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TermLabelType>>>>("labels")
            .Description("All labels, each saying whether it was reviewed.").WithMetadata("cost.size", 11).Resolve(context => context.Source.Labels);
        Field<TermType>("broader").Description("The term above; null at the top.").Resolve(context => context.Source.Broader);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TermType>>>>("narrower")
            .Description("The terms below.").Resolve(context => context.Source.Narrower);
    }
}

/// <summary>vocabulary.</summary>
public static class VocabularyQueries
{
    public static void AddTo(ObjectGraphType query) =>
        query.Field<NonNullGraphType<ListGraphType<NonNullGraphType<TermType>>>>("vocabulary").Description("All terms of a vocabulary in display order.").WithMetadata("cost.size", 250)
            .Argument<NonNullGraphType<VocabularyNameType>>("name", "Which vocabulary.")
            .ResolveAsync(async context => (await context.RequestServices!.GetRequiredService<ReferenceSnapshot<VocabularySet>>()
                .GetAsync(context.CancellationToken))[context.GetArgument<VocabularyName>("name")].Terms);
}
