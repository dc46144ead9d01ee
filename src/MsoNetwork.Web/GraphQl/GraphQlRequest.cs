using GraphQL;

namespace MsoNetwork.Web.GraphQl;

/// <summary>The parameters of one request, by POST or GET.</summary>
/// <param name="Query">The document; null while only its hash is known.</param>
/// <param name="OperationName">Which of its operations.</param>
/// <param name="Variables">Values.</param>
internal sealed record GraphQlRequest(string? Query, string? OperationName, Inputs Variables)
{
    /// <summary>SHA-256 of the document, where the client keeps to <see cref="PersistedQueries"/>.</summary>
    public string? Hash { get; init; }

    /// <summary>extensions.language: of all texts of the answer that no argument says otherwise of.</summary>
    public string? Language { get; init; }
}
