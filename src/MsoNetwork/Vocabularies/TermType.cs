using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Reference;
using MsoNetwork.Relay;

namespace MsoNetwork.Vocabularies;

public sealed class VocabularyNameType : EnumerationGraphType<VocabularyName>
{
    public VocabularyNameType()
    {
        Name = "VocabularyName";
        Description = "The controlled vocabularies.";
        Values["TOPICS"]!.Description = "What organisations work on, two levels deep; keys such as education.";
        Values["TARGET_GROUPS"]!.Description = "Whom they work for; keys such as women.";
        Values["OFFERS"]!.Description = "What they offer to people; keys such as advice.";
        Values["ORGANISATION_KINDS"]!.Description = "What kind of organisation it is; keys such as intercultural-centre.";
        Values["LANGUAGES"]!.Description = "Languages they work in; keys are BCP 47 tags such as tr or kmr.";
        Values["ORIGINS"]!.Description =
            "Origins they state of themselves; keys are ISO 3166-1 alpha-2 or those of communities without a state, such as kurdish.";
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
        Field(label => label.Reviewed)
            .Description("False while nobody who speaks the language has read the label: show it with a note.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("synonyms")
            .Description("Other words that people type for it.").From(source => source.Synonyms);
    }
}

public sealed class TermType : ObjectGraphType<Term>
{
    public TermType()
    {
        Name = "Term";
        Description =
            "An entry of a controlled vocabulary. Its key is its own within its vocabulary only: refugees is a topic and a target group.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("Global id, for node(id).").From(term => TermNodes.IdOf(term));
        Field<NonNullGraphType<VocabularyNameType>>("vocabulary").Description("The vocabulary that it belongs to.")
            .From(term => term.Vocabulary);
        Field<NonNullGraphType<StringGraphType>>("key")
            .Description("Stable key: kebab-case, a BCP 47 tag (languages) or ISO 3166-1 alpha-2 (origins).")
            .From(term => term.Key);
        Field<NonNullGraphType<StringGraphType>>("label").Description("The label in the requested language, otherwise in German.")
            .Argument<StringGraphType>(
                "language",
                "BCP 47 tag, for example de, en, tr, ar, uk, ru, fr, pl, ro, kmr or fa; that of the request unless told, which is de "
                    + "unless told."
            )
            .From("language", (term, language) => term.Label(language));
        Field<TermLabelType>("localisedLabel")
            .Description("The same label with the language that it is in; null when the term has none at all.")
            .Argument<StringGraphType>("language", RequestLanguage.About)
            .From("language", (term, language) => term.Find(language));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TermLabelType>>>>("labels")
            .Description("All labels, each saying whether it was reviewed.")
            .WithMetadata("cost.size", 11)
            .From(source => source.Labels);
        Field<TermType>("broader").Description("The term above; null at the top.").From(source => source.Broader);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TermType>>>>("narrower")
            .Description("The terms below.").From(source => source.Narrower);
    }
}

/// <summary>Terms by their global ids.</summary>
public static class TermNodes
{
    public static string IdOf(Term term) => GlobalId.Encode("Term", $"{term.Vocabulary}:{term.Key}");

    /// <summary>How node finds them.</summary>
    public static NodeSource Source { get; } = new("Term", async (provider, key, token) =>
        key.Split(':') is [var name, var of] && Enum.TryParse<VocabularyName>(name, out var vocabulary) && Enum.IsDefined(vocabulary)
        && (await provider.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(token))[vocabulary].ByKey(of) is { } term
        && IdOf(term) == GlobalId.Encode("Term", key) ? term : null);
}

/// <summary>vocabulary and term.</summary>
public static class VocabularyQueries
{
    public static void AddTo(ObjectGraphType query)
    {
        query
            .Field<NonNullGraphType<ListGraphType<NonNullGraphType<TermType>>>>("vocabulary")
            .Description("All terms of a vocabulary in display order.")
            .WithMetadata("cost.size", 250)
            .Argument<NonNullGraphType<VocabularyNameType>>("name", "Which vocabulary.")
            .ResolveAsync(async context => (await context.RequestServices!.GetRequiredService<ReferenceSnapshot<VocabularySet>>()
                .GetAsync(context.CancellationToken))[context.GetArgument<VocabularyName>("name")].Terms);
        query.Field<TermType>("term").Description("A term by its key, in capital or small letters; null if there is none.")
            .Argument<NonNullGraphType<VocabularyNameType>>("vocabulary", "Which vocabulary: a key is its own within one only.")
            .Argument<NonNullGraphType<StringGraphType>>("key", "The key, for example education.")
            .ResolveAsync(async context => (await context.RequestServices!.GetRequiredService<ReferenceSnapshot<VocabularySet>>()
                .GetAsync(context.CancellationToken))[context.GetArgument<VocabularyName>("vocabulary")]
                .ByKey(context.GetArgument<string>("key")));
    }
}
