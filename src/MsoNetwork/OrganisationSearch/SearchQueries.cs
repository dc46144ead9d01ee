using System.Net;
using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Search;

namespace MsoNetwork.OrganisationSearch;

/// <summary>searchOrganisations and suggest.</summary>
public static class SearchQueries
{
    public static void AddTo(ObjectGraphType query)
    {
        query.Field<NonNullGraphType<SearchConnectionType>>("searchOrganisations")
            .Search<OrganisationFilterType>(
                "Full-text search for organisations in any language and script of the vocabularies; tolerates typos; places and "
                + "topics in the text are recognised. An empty text lists by distance (with filter.near) or name.",
                "\"kurdisch frauen dortmnud\" or \"Eltern Aachen 20 km\"",
                "active organisations unless status says otherwise.")
            .ResolveAsync(async context => await SearchAsync(context));
        query
            .Field<NonNullGraphType<SuggestionsType>>("suggest")
            .Description("Suggestions while somebody types: organisations by name, topics and other terms, places.")
            .Argument<NonNullGraphType<StringGraphType>>("query", $"What was typed so far, at most {QueryParser.Longest} characters.")
            .Argument<IntGraphType>("first", $"How many of each group: 1 to {PageSize.Most}, {Suggestions.Usual} unless told.")
            .ResolveAsync(async context =>
                await context
                    .RequestServices!.GetRequiredService<SuggestOrganisations>()
                    .RunAsync(
                        context.GetArgument<string>("query"),
                        PageSize.Check(context.GetArgument<int?>("first") ?? Suggestions.Usual, "first"),
                        context.CancellationToken
                    )
            );
    }

    private static async Task<SearchPage> SearchAsync(IResolveFieldContext context)
    {
        var asked = Selection.Below(context);
        var columns = OrganisationType.Columns(context) | (asked.Contains("edges") ? OrganisationColumns.Place : OrganisationColumns.Core);
        if (Selection.Below(context, "edges").Contains("highlights")) columns = OrganisationColumns.All;
        var input = new SearchInput(
            context.GetArgument<string>("query"),
            context.GetArgument<OrganisationFilter?>("filter"),
            PageSize.Check(context.GetArgument<int?>("first"), "first")
        )
        {
            After = context.GetArgument<string?>("after"),
            Facets = asked.Contains("facets") ? Enum.GetValues<FacetName>().ToHashSet() : [],
            Columns = columns,
            Requester = context.UserContext.TryGetValue(MissedSearches.Requester, out var requester) ? requester as IPAddress : null,
        };
        var page = await context.RequestServices!.GetRequiredService<SearchOrganisations>().RunAsync(input, context.CancellationToken);
        if (page.Routed.Degraded || page.Routed.Engine != SearchEngineName.Postgres) PassingAnswer.Mark(context.UserContext);
        return page;
    }
}
