using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Organisations;

/// <summary>organisation and organisations, and what this room adds to regions and terms.</summary>
public static class OrganisationQueries
{
    private const double WideKm = 100;

    public static void AddTo(ObjectGraphType query)
    {
        query.Field<OrganisationType>("organisation")
            .Description("An organisation by its slug, also by that of one that was merged into it; null if there is none.")
            .Argument<NonNullGraphType<StringGraphType>>("slug", "The slug, for example allerweltshaus-koeln-e-v.")
            .Resolve(context => Loaders(context).BySlugOrMerged.Load(context.GetArgument<string>("slug"), found => found));
        query.Field<ListGraphType<OrganisationType>>("organisationsBySlug")
            .Description("Organisations by their slugs, in this order; null where there is none.")
            .Argument<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("slugs", $"At most {NodeQueries.MostIds} slugs.")
            .Resolve(context =>
            {
                var slugs = context.GetArgument<string[]>("slugs");
                if (slugs.Length > NodeQueries.MostIds) throw NodeQueries.TooMany("slugs", slugs.Length);
                return slugs.Select(slug => Loaders(context).BySlugOrMerged.Load(slug, found => found)).ToList();
            });
        List(query.Field<NonNullGraphType<OrganisationConnectionType>>("organisations"), "Organisations that the filter finds.")
            .ResolveAsync(async context => await PageAsync(context));
    }

    public static void AddTo(RegionType region)
    {
        region
            .Field<GeoJsonType>("boundary")
            .Description("The region's outline as a MultiPolygon (© GeoBasis-DE / BKG); null if none is loaded.")
            .WithMetadata("cost.weight", 50)
            .Resolve(context => Loaders(context).Boundaries.Load(context.Source.Key, found => found));
        region.Field<NonNullGraphType<IntGraphType>>("organisationCount").Description("Active organisations with their seat here.")
            .Resolve(context => Loaders(context).RegionCounts.Load(context.Source.Key, count => count));
        List(
                region.Field<NonNullGraphType<OrganisationConnectionType>>("organisations"),
                "Organisations with their seat here that the filter finds."
            )
            .Resolve(context => context.Nested(context.Source.Key, () => PageAsync(context, OrganisationList.Seated)));
    }

    public static void AddTo(OrganisationType organisation) =>
        List(organisation.Field<NonNullGraphType<OrganisationConnectionType>>("members"), "Organisations that belong to it.")
            .Resolve(context => context.Nested(context.Source.Id, () => PageAsync(context, OrganisationList.Members)));

    public static void AddTo(TermType term) =>
        term.Field<NonNullGraphType<IntGraphType>>("organisationCount").Description("Active organisations with this term or one below it.")
            .Argument<StringGraphType>("region", "Only those with their seat in the region with this key (AGS prefix).")
            .ResolveAsync(async context =>
            {
                var region = context.GetArgument<string?>("region");
                if (region is not null)
                {
                    var gazetteer = await context
                        .RequestServices!.GetRequiredService<ReferenceSnapshot<Gazetteer>>()
                        .GetAsync(context.CancellationToken);
                    if (gazetteer.ByKey(region) is null)
                        throw RegionQueries.Unknown("region", region);
                }

                return Loaders(context)
                    .TermCounts.Load(new TermCount(context.Source.Vocabulary, context.Source.Key, region), count => count);
            });

    private static FieldBuilder<TSource, object> List<TSource>(FieldBuilder<TSource, object> field, string description) =>
        field
            .Argument<OrganisationFilterType>("filter", "Conditions that must all be met; only active organisations by default.")
            .Argument<OrganisationOrderType>("orderBy", "Default: DISTANCE if filter.near is given, otherwise NAME.")
            .Paged(description)
            .WithMetadata("cost.work", (FieldWork)Work);

    // All that lie in a circle are looked at where it is too large for the index to end early, and where its far end is asked for.
    private static int Work(Func<string, object?> argument) =>
        argument("filter") is OrganisationFilter { Near: { } near } && (near.RadiusKm > WideKm || argument("last") is int) ? 5_000 : 0;

    /// <param name="context">Of the field.</param>
    /// <param name="relation">To the parent, of a list below another object.</param>
    private static async Task<ListPage<ListedOrganisation>> PageAsync(IResolveFieldContext context, string? relation = null)
    {
        var services = context.RequestServices!;
        var (filter, order) = (
            context.GetArgument<OrganisationFilter?>("filter"),
            context.GetArgument<OrganisationOrder?>("orderBy")
        );
        var (request, columns) = (context.Page(), OrganisationType.Columns(context));
        return OrganisationList.Page(
            services.GetRequiredService<OrganisationStore>(),
            await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(context.CancellationToken),
            await services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(context.CancellationToken),
            filter,
            order,
            request,
            columns,
            relation
        );
    }

    private static OrganisationLoaders Loaders(IResolveFieldContext context) =>
        context.RequestServices!.GetRequiredService<OrganisationLoaders>();
}
