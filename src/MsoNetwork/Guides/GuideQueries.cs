using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Relay;
using MsoNetwork.SeedFiles;

namespace MsoNetwork.Guides;

public sealed class GuideSourceType : ObjectGraphType<GuideSource>
{
    public GuideSourceType()
    {
        Name = "GuideSource";
        Description = "What a guide rests on.";
        Field<NonNullGraphType<StringGraphType>>("name").Description("Law, publisher or title.").From(source => source.Name);
        Field<NonNullGraphType<StringGraphType>>("url").Description("Where it stands.").From(source => source.Url);
        Field<DateGraphType>("readOn").Description("The day it was read; null when nobody has looked it up for the guide yet.")
            .From(source => source.ReadOn?.ToDateTime(TimeOnly.MinValue));
        Field<StringGraphType>("readAt").Description("Where it was read, if that was not the page itself.")
            .InGermanOrEnglish(source => source.ReadAt);
    }
}

public sealed class GuideType : ObjectGraphType<Guide>
{
    public GuideType()
    {
        Name = "Guide";
        Description = "A short page in plain language: general information, no legal advice.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("Global id, for node(id).")
            .From(guide => GlobalId.Encode("Guide", guide.Key));
        Field<NonNullGraphType<StringGraphType>>("key").Description("In its address, for example satzung.").From(guide => guide.Key);
        Field<NonNullGraphType<StringGraphType>>("title").Description("Its title.").InGermanOrEnglish(guide => guide.Title);
        Field<NonNullGraphType<StringGraphType>>("summary").Description("In a sentence.").InGermanOrEnglish(guide => guide.Summary);
        Field<NonNullGraphType<StringGraphType>>("html")
            .Description("The text as clean HTML (h2, h3, p, lists, a, strong, em); links are relative to /{language}/ratgeber/.")
            .InGermanOrEnglish(guide => guide.Html);
        Field<NonNullGraphType<StringGraphType>>("need").Description("What to ask advisers for: a key of adviceNeeds.")
            .From(guide => guide.Need);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("criteria")
            .Description("Keys of criteria of funding that it helps to meet.").From(guide => guide.Criteria);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<GuideSourceType>>>>("sources").Description("What it rests on.")
            .WithMetadata("cost.size", 6).From(guide => guide.Sources);
    }
}

/// <summary>guides and guide.</summary>
public static class GuideQueries
{
    public static void AddTo(ObjectGraphType query)
    {
        query.Field<NonNullGraphType<ListGraphType<NonNullGraphType<GuideType>>>>("guides")
            .Description("Short pages about founding and running an association, in their order.").WithMetadata("cost.size", 10)
            .Resolve(context => Files(context).All);
        query.Field<GuideType>("guide").Description("A guide; null if there is none.")
            .Argument<NonNullGraphType<StringGraphType>>("key", "For example satzung.")
            .Resolve(context => Files(context).ByKey(context.GetArgument<string>("key")));
    }

    private static GuideFiles Files(IResolveFieldContext context) => context.RequestServices!.GetRequiredService<GuideFiles>();
}
