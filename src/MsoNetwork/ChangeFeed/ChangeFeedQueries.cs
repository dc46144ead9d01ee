using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Relay;

namespace MsoNetwork.ChangeFeed;

/// <summary>changes.</summary>
public static class ChangeFeedQueries
{
    public static void AddTo(ObjectGraphType query) =>
        query.Field<NonNullGraphType<FeedPageType>>("changes")
            .Description(
                "What happened to organisations, for copies that follow the directory: docs/mirroring.md. In the order of commits, without "
                    + "gaps and without repeats, for 90 days (unless the operator keeps more or less); then CURSOR_EXPIRED says that one "
                    + "starts anew. Only what everybody may see.")
            .Argument<StringGraphType>(
                "since",
                "endCursor of the page before, or a change's cursor. Without it: no changes, and the cursor of now, to start with.")
            .Argument<IntGraphType>("first", $"How many changes: 1 to {PageSize.Most}, default {PageSize.Default}.")
            .Argument<FeedFilterType>("filter", "Whose changes; all without it. A cursor goes on only with the filter that it came from.")
            .ResolveAsync(async context =>
            {
                PassingAnswer.Mark(context.UserContext);
                return await context.RequestServices!.GetRequiredService<ReadFeed>().PageAsync(
                    context.GetArgument<string?>("since"),
                    PageSize.Check(context.GetArgument<int?>("first"), "first"),
                    context.GetArgument<FeedFilter?>("filter"),
                    context.CancellationToken);
            });
}
