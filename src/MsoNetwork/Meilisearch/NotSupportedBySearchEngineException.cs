namespace MsoNetwork.Meilisearch;

/// <summary>The question is right and the engine well, but it has no answer to this kind of question: ask the other one.</summary>
public sealed class NotSupportedBySearchEngineException(string what) : Exception($"Meilisearch cannot do this: {what}");
