using GraphQL;
using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Organisations;

/// <summary>For fields of other rooms that show an organisation.</summary>
public static class OrganisationFieldContext
{
    /// <summary>The organisation of an id, read with those of its siblings.</summary>
    public static object Organisation(this IResolveFieldContext context, Guid id) =>
        context.RequestServices!.GetRequiredService<OrganisationLoaders>().ById.Load(id, found => found);

    /// <summary>Several, in their order; what is not there is left out.</summary>
    public static object Organisations(this IResolveFieldContext context, IReadOnlyList<Guid> ids) =>
        context.RequestServices!.GetRequiredService<OrganisationLoaders>().ById
            .Load(ids, found => ids.Select(found).OfType<OrganisationEntry>().ToList());
}
