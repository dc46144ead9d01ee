using System.Text.RegularExpressions;

namespace MsoNetwork.Tests.House;

/// <summary>Tables in SQL text: a room names its own and those of the rooms that it may know.</summary>
internal static partial class OwnedTables
{
    public static IEnumerable<string> Foreign(IEnumerable<CompiledType> types, Floors floors) =>
        from type in types
        where type.Room != CompiledCode.Roof // the migrations
        from text in type.Texts
        from table in Named(text).Distinct()
        where floors.Owners.TryGetValue(table, out var owner) && owner != type.Room && !(floors.Of(owner) < floors.Of(type.Room))
        select $"{type.Room} names {table} of {floors.Owners[table]}: {type.Name}";

    public static IEnumerable<string> Named(string text) =>
        from list in Lists().Matches(text)
        from name in list.Groups["name"].Captures
        select name.Value;

    [GeneratedRegex("""
        \b(FROM|JOIN|INTO|UPDATE|TABLE|ANALYZE|TRUNCATE|COPY|USING)\s+(ONLY\s+)?(public\.)?"?(?<name>[a-z_]+)"?(\s+(AS\s+)?[a-z]+)?(\s*,\s*"?(?<name>[a-z_]+)"?(\s+(AS\s+)?[a-z]+)?)*
        """)]
    private static partial Regex Lists();
}
