namespace MsoNetwork.Relay;

/// <summary>
/// An answer that may be another one soon although nobody changes the registry: an engine outside has not caught up or was away, a measure
/// is still being computed. Resolvers mark it in GraphQL's user context; the host then gives it no ETag and lets nobody keep it.
/// </summary>
public static class PassingAnswer
{
    private const string Key = "passing";

    public static void Mark(IDictionary<string, object?> userContext) => userContext[Key] = true;

    public static bool IsMarked(IDictionary<string, object?> userContext) => userContext.ContainsKey(Key);
}
