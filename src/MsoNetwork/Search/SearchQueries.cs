using System.Diagnostics;
using System.Net;
using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;

namespace MsoNetwork.Search;

/// <summary>searchOrganisations and suggest.</summary>
public static class SearchQueries
{
    public static void AddTo(ObjectGraphType query)
    {
        query.Field<NonNullGraphType<SearchConnectionType>>("searchOrganisations").Description(
                "Organisations by what somebody types, in any of the vocabularies' languages and scripts, typos forgiven; places and topics in the text are recognised. "
                    + $"An empty text lists by distance (with filter.near) or name. first: 1 to {PageSize.Most}, {PageSize.Default} unless told."
            )
            .Argument<NonNullGraphType<StringGraphType>>(
                "query",
                $"What was typed, at most {QueryReader.Longest} characters, for example \"kurdisch frauen dortmnud\" or \"Eltern Aachen 20 km\"."
            )
            .Argument<OrganisationFilterType>("filter", "Conditions, all of which hold; active organisations unless status says otherwise.")
            .Argument<IntGraphType>("first", $"How many hits: 1 to {PageSize.Most}, {PageSize.Default} unless told.")
            .Argument<StringGraphType>("after", "Cursor of a hit of the same search; the page stands behind it.")
            .ResolveAsync(async context => await SearchAsync(context));
        query
            .Field<NonNullGraphType<SuggestionsType>>("suggest")
            .Description("Suggestions while somebody types: organisations by name, topics and other terms, places.")
            .Argument<NonNullGraphType<StringGraphType>>("query", $"What was typed so far, at most {QueryReader.Longest} characters.")
            .Argument<IntGraphType>("first", $"How many of each group: 1 to {PageSize.Most}, {Suggestions.Usual} unless told.")
            .ResolveAsync(async context =>
                await Suggestions.OfAsync(
                    context.RequestServices!,
                    context.GetArgument<string>("query"),
                    PageSize.Check(context.GetArgument<int?>("first") ?? Suggestions.Usual, "first"),
                    context.CancellationToken
                )
            );
    }

    private static async Task<SearchPage> SearchAsync(IResolveFieldContext context)
    {
        var services = context.RequestServices!;
        var asked = Selection.Below(context);
        var columns = OrganisationType.Columns(context) | (asked.Contains("edges") ? OrganisationColumns.Place : OrganisationColumns.Core);
        if (Selection.Below(context, "edges").Contains("highlights")) columns = OrganisationColumns.All;
        var facets = asked.Contains("facets") ? Enum.GetValues<FacetName>().ToHashSet() : [];
        var known = await services.GetRequiredService<PhraseBook>().GetAsync(context.CancellationToken);
        var filter = context.GetArgument<OrganisationFilter?>("filter") ?? new OrganisationFilter();
        var query = QueryReader.Read(context.GetArgument<string>("query"), known);
        var question = new SearchQuestion(
            query,
            filter,
            new OrganisationCriteria(filter, known.Gazetteer, known.Vocabularies),
            PageSize.Check(context.GetArgument<int?>("first"), "first"),
            context.GetArgument<string?>("after") is { } after ? SearchCursor.Parse(after, "after", query) : null,
            facets);
        var started = Stopwatch.GetTimestamp();
        var routed = question.Query.SaysNothing
            ? new RoutedAnswer(SearchAnswer.Nothing(facets), SearchEngineName.Postgres, Degraded: false)
            : await services.GetRequiredService<SearchRoute>()(question, context.CancellationToken);
        if (routed.Degraded || routed.Engine != SearchEngineName.Postgres) PassingAnswer.Mark(context.UserContext);
        // With a filter it may be the filter that finds nothing.
        if (routed.Answer.TotalCount == 0 && question.Query.Parts.Count > 0 && context.GetArgument<OrganisationFilter?>("filter") is null)
            services
                .GetRequiredService<MissedSearches>()
                .Record(
                    question.Query.Text,
                    context.UserContext.TryGetValue(MissedSearches.Requester, out var requester) ? requester as IPAddress : null
                );
        return new SearchPage(
            services.GetRequiredService<OrganisationStore>(),
            question,
            routed,
            columns,
            (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds
        );
    }
}
