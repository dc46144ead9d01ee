using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Organisations;

/// <summary>organisation and organisations, and what this room adds to regions and terms.</summary>
public static class OrganisationQueries
{
    public static void AddTo(ObjectGraphType query)
    {
        query.Field<OrganisationType>("organisation").Description("An organisation by its slug; null when there is none.")
            .Argument<NonNullGraphType<StringGraphType>>("slug", "The slug, for example allerweltshaus-koeln-e-v.")
            .Resolve(context => Loaders(context).BySlug.Load(context.GetArgument<string>("slug"), found => found));
        List(query.Field<NonNullGraphType<OrganisationConnectionType>>("organisations"), "Organisations that the filter finds.")
            .ResolveAsync(async context => await PageAsync(context));
    }

    public static void AddTo(RegionType region)
    {
        region
            .Field<GeoJsonType>("boundary")
            .Description("The region's outline as a MultiPolygon (© GeoBasis-DE / BKG); null where none is loaded.")
            .Resolve(context => Loaders(context).Boundaries.Load(context.Source.Key, found => found));
        region.Field<NonNullGraphType<IntGraphType>>("organisationCount").Description("Active organisations with their seat here.")
            .Resolve(context => Loaders(context).RegionCounts.Load(context.Source.Key, count => count));
        List(
                region.Field<NonNullGraphType<OrganisationConnectionType>>("organisations"),
                "Organisations with their seat here that the filter finds."
            )
            .ResolveAsync(async context =>
                Loaders(context).Nested.Load(NestedOrganisations.Seated, context.Source.Key, context, () => PageAsync(context))
            );
    }

    public static void AddTo(OrganisationType organisation) =>
        List(organisation.Field<NonNullGraphType<OrganisationConnectionType>>("members"), "Organisations that belong to it.")
            .ResolveAsync(async context =>
                Loaders(context).Nested.Load(NestedOrganisations.Members, context.Source.Id.ToString(), context, () => PageAsync(context))
            );

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
            .Description($"{description} first or last: 1 to {PageSize.Most}, {PageSize.Default} unless told.")
            .Argument<OrganisationFilterType>("filter", "Conditions, all of which hold; active organisations unless status says otherwise.")
            .Argument<OrganisationOrderType>("orderBy", "DISTANCE unless told where filter.near is given, otherwise NAME.")
            .Argument<IntGraphType>(
                "first",
                $"How many from the beginning or behind after: 1 to {PageSize.Most}, {PageSize.Default} unless told."
            )
            .Argument<StringGraphType>("after", "Cursor of an entry of the same list; the page stands behind it.")
            .Argument<IntGraphType>("last", $"How many from the end or before before: 1 to {PageSize.Most}.")
            .Argument<StringGraphType>("before", "Cursor of an entry of the same list; the page stands before it.");

    private static async Task<OrganisationPage> PageAsync(IResolveFieldContext context)
    {
        var services = context.RequestServices!;
        return Page(
            services.GetRequiredService<OrganisationStore>(),
            await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(context.CancellationToken),
            await services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(context.CancellationToken),
            context.GetArgument<OrganisationFilter?>("filter"),
            context.GetArgument<OrganisationOrder?>("orderBy"),
            PageRequest.Check(
                context.GetArgument<int?>("first"),
                context.GetArgument<string?>("after"),
                context.GetArgument<int?>("last"),
                context.GetArgument<string?>("before")
            ),
            OrganisationType.Columns(context)
        );
    }

    public static OrganisationPage Page(
        OrganisationStore store, Gazetteer gazetteer, VocabularySet vocabularies,
        OrganisationFilter? filter, OrganisationOrder? order, PageRequest request, OrganisationColumns columns)
    {
        var criteria = new OrganisationCriteria(filter ?? new OrganisationFilter(), gazetteer, vocabularies);
        if (order == OrganisationOrder.Distance && criteria.Near is null)
            throw NetworkException.Invalid("orderBy", "orderBy DISTANCE needs filter.near: the point that distances are measured from.");
        return new(
            store,
            criteria,
            order ?? (criteria.Near is null ? OrganisationOrder.Name : OrganisationOrder.Distance),
            request,
            columns
        );
    }

    private static OrganisationLoaders Loaders(IResolveFieldContext context) =>
        context.RequestServices!.GetRequiredService<OrganisationLoaders>();
}
