using System.Net;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// Meilisearch refused, failed or answered something else than documented. For logs, not for clients: programs look at
/// <see cref="Code"/>, never at the message.
/// </summary>
/// <param name="code">Meilisearch's error code, or one of this class's constants where it gave none.</param>
/// <param name="message">What it said.</param>
/// <param name="status">HTTP's status; null for a task that failed after its request was accepted.</param>
public sealed class MeilisearchException(string code, string message, HttpStatusCode? status = null)
    : Exception($"Meilisearch: {code}{(status is { } given ? $" (HTTP {(int)given})" : "")}: {message}")
{
    /// <summary>An error without a body, as proxies send them.</summary>
    public const string NoBody = "no_error_body";

    /// <summary>A success that cannot be read.</summary>
    public const string Unreadable = "unreadable_answer";

    /// <summary>A task did not end in the time given.</summary>
    public const string NotFinished = "task_not_finished";

    /// <summary>Somebody cancelled the task.</summary>
    public const string Canceled = "task_canceled";

    /// <summary>The version is older than what the adapter is written for.</summary>
    public const string TooOld = "version_too_old";

    /// <summary>After a rebuild the new index holds another number of documents than was sent.</summary>
    public const string Miscounted = "documents_missing";

    public const string IndexNotFound = "index_not_found";

    public string Code { get; } = code;

    public HttpStatusCode? Status { get; } = status;

    /// <summary>
    /// True when this one request was wrong and others may well succeed. In a multi-search an unknown index is a 400 too, and that is
    /// no single request's fault.
    /// </summary>
    public bool IsAboutTheRequest => Status == HttpStatusCode.BadRequest && Code != IndexNotFound;
}
