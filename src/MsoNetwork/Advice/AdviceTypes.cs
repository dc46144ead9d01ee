using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.SeedFiles;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Advice;

public sealed class AdviceReasonKindType : EnumerationGraphType<AdviceReasonKind>
{
    public AdviceReasonKindType()
    {
        Name = "AdviceReasonKind";
        Description = "Why somebody is named.";
        Values["MAIN_TASK"]!.Description = "It is there for what is asked: 5 points.";
        Values["HELPS_TOO"]!.Description = "It helps with that besides: 2 points.";
        Values["NAMES_TOPIC"]!.Description = "Its entry names the topic: 2 points.";
        Values["FIRST_CONTACT"]!.Description = "First contact, whatever it is about: no points.";
        Values["RESPONSIBLE"]!.Description = "Responsible for the place: 3 points.";
        Values["SAME_TOWN"]!.Description = "Its seat is in the same town: 3 points.";
        Values["SAME_DISTRICT"]!.Description = "Its seat or its work is in the same district: 2 points.";
        Values["NEAREST"]!.Description = "The nearest of its kind: 1 point.";
        Values["WHOLE_STATE"]!.Description = "It works everywhere in the state: 1 point.";
    }
}

public sealed class AdviceReasonType : ObjectGraphType<AdviceReason>
{
    public AdviceReasonType()
    {
        Name = "AdviceReason";
        Description = "One reason, for machines and as a sentence.";
        Field<NonNullGraphType<AdviceReasonKindType>>("kind").Description("What it is.").From(reason => reason.Kind);
        Field<NonNullGraphType<IntGraphType>>("points").Description("Its part of the score.").From(reason => reason.Points);
        Field<NonNullGraphType<StringGraphType>>("text").Description("One sentence, plain text, in any language of the pages.")
            .Argument<StringGraphType>("language", RequestLanguage.About)
            .ResolveAsync(async context => AdviceSentences.Of(
                context.Source,
                await context.RequestServices!.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(context.CancellationToken),
                context.Language()));
    }
}

public sealed class SourcePageType : ObjectGraphType<SourcePage>
{
    public SourcePageType()
    {
        Name = "SourcePage";
        Description = "Where a statement stands.";
        Field<NonNullGraphType<StringGraphType>>("name").Description("Publisher or title.").From(page => page.Name);
        Field<StringGraphType>("url").Description("Null for what is only printed.").From(page => page.Url);
        Field<NonNullGraphType<DateGraphType>>("readOn").Description("The day it was read.")
            .From(page => page.ReadOn.ToDateTime(TimeOnly.MinValue));
    }
}

public sealed class AdviserType : ObjectGraphType<Adviser>
{
    public AdviserType()
    {
        Name = "Adviser";
        Description = "Somebody who can help migrant organisations. Facts from public pages, each with its source.";
        Field<NonNullGraphType<StringGraphType>>("role").Description("What kind of body it is, for example fachberatung.")
            .From(one => one.Role.Key);
        Field<NonNullGraphType<StringGraphType>>("roleName").Description("The same in words.").InGermanOrEnglish(one => one.Role.Name);
        Field<NonNullGraphType<StringGraphType>>("does").Description("What bodies of this kind do.")
            .InGermanOrEnglish(one => one.Role.Does);
        Field<NonNullGraphType<StringGraphType>>("for").Description("For whom.").InGermanOrEnglish(one => one.Role.For);
        Field<OrganisationType>("organisation").Description("Its entry, with how to reach it; null where it has none.")
            .From(one => one.Entry);
        Field<StringGraphType>("email").Description("Where its entry does not say how to reach it.").From(one => one.Role.Email);
        Field<StringGraphType>("url").Description("Its page, where its entry does not say it.").From(one => one.Role.Url);
        Field<NonNullGraphType<IntGraphType>>("score").Description("The sum of its reasons' points.").From(one => one.Score);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<AdviceReasonType>>>>("reasons").Description("Why it is named.")
            .WithMetadata("cost.size", 3).From(one => one.Reasons);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("doubts").Description("What is not certain.")
            .Argument<StringGraphType>("language", SeedTextFields.Languages)
            .From("language", (one, language) => one.Role.Doubts.Select(doubt => doubt.In(language)).ToList());
        Field<NonNullGraphType<SourcePageType>>("source").Description("Where it stands what it does.").From(one => one.Role.Page);
    }
}

public sealed class AdviceNeedType : ObjectGraphType<AdviceNeed>
{
    public AdviceNeedType()
    {
        Name = "AdviceNeed";
        Description = "What somebody may need help with.";
        Field<NonNullGraphType<StringGraphType>>("key").Description("For the argument topic, for example founding.").From(need => need.Key);
        Field<NonNullGraphType<StringGraphType>>("name").Description("In any language of the pages.")
            .Argument<StringGraphType>("language", RequestLanguage.About)
            .From("language", (need, language) => AdviceSentences.Need(need.Key, language));
    }
}

public sealed class AdviceAnswerType : ObjectGraphType<AdviceAnswer>
{
    public AdviceAnswerType()
    {
        Name = "Advice";
        Description = "Who can help with a topic at a place.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<AdviceNeedType>>>>("needs")
            .Description("What the topic was understood as; with terms both empty when it was not: then everybody of the place is named.")
            .WithMetadata("cost.size", 2).From(answer => answer.Asked.Needs);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TermType>>>>("terms")
            .Description("Topics and offers that the text names.").WithMetadata("cost.size", 3).From(answer => answer.Asked.Terms);
        Field<RegionType>("place").Description("The municipality or district; null for all of NRW.").From(answer => answer.Place);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<AdviserType>>>>("advisers").Description("The best first.")
            .WithMetadata("cost.size", 20).From(answer => answer.Advisers);
    }
}
