namespace MsoNetwork.Tests.House;

/// <summary>What one type uses of a room that it must not know.</summary>
internal sealed record Arrow(string From, string To, string User, string Used)
{
    public override string ToString() => $"{From} uses {To}: {User} -> {Used}";
}

/// <summary>Finds every arrow that does not go down.</summary>
internal static class Arrows
{
    // Rooms say of a field that it is read from its object; nothing else of the plans is for them.
    private static readonly string[] ForRooms = ["GraphQlPlans.SourceFields", "GraphQlPlans.SourceResolver", "GraphQlPlans.Literals"];

    public static IEnumerable<Arrow> Wrong(IEnumerable<CompiledType> types, Floors floors) =>
        from type in types
        from used in type.Uses
        where used.Value != type.Room && !IsDown(type.Room, used.Key, used.Value, floors)
        select new Arrow(type.Room, used.Value, type.Name, used.Key);

    private static bool IsDown(string from, string used, string to, Floors floors) =>
        floors.Of(from) is { } own && floors.Of(to) is { } other && other < own
        && (to != CompiledCode.Plans || from is $"{CompiledCode.Web}: GraphQl" or CompiledCode.Roof || ForRooms.Contains(used));
}
