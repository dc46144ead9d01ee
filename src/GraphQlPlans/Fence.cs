using GraphQL;
using GraphQL.Types;

namespace GraphQlPlans;

/// <summary>
/// What GraphQL.NET would ask before it answers and a plan would not: authorisation and a field's own middleware. No plan is made of it.
/// </summary>
public static class Fence
{
    /// <summary>Fields and types of a schema that are left to GraphQL.NET, as "Type.field" or "Type".</summary>
    public static IEnumerable<string> Around(ISchema schema)
    {
        foreach (var type in schema.AllTypes)
        {
            if (IsAround(type)) yield return type.Name;
            if (type is not IComplexGraphType complex) continue;
            foreach (var field in complex.Fields.Where(IsAround)) yield return $"{type.Name}.{field.Name}";
        }
    }

    internal static bool IsAround(FieldType field) =>
        field.Middleware is not null || field.IsAuthorizationRequired() || field.Arguments?.Any(AsksFirst) == true;

    internal static bool IsAround(IGraphType type) => AsksFirst(type);

    private static bool AsksFirst(IMetadataReader part) => part.IsAuthorizationRequired();
}
