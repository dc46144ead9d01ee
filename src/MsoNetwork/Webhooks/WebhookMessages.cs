using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MsoNetwork.ChangeFeed;
using MsoNetwork.Relay;
using PageAddress = MsoNetwork.Inbox.PageAddress;

namespace MsoNetwork.Webhooks;

/// <summary>What receivers get: which entry changed and how, and nothing of what stands in it.</summary>
internal static class WebhookMessages
{
    private const string Language = "de";

    /// <summary>The message of a change.</summary>
    /// <param name="webhook">Whom it goes to; each webhook has ids of its own.</param>
    /// <param name="change">What happened.</param>
    /// <param name="slug">Of the entry, or of the one that it became a part of; null when it is not there any more.</param>
    /// <param name="address">Names pages.</param>
    public static WebhookMessage Of(Guid webhook, FeedChange change, string? slug, PageAddress address) => new(
        $"msg_{webhook:N}_{change.Cursor}",
        Body("organisation." + change.Kind.ToString().ToLowerInvariant(), change.At, new()
        {
            ["position"] = WebhookPlace.Of(change.Cursor).Position,
            ["cursor"] = change.Cursor,
            ["kind"] = change.Kind.ToString().ToUpperInvariant(),
            ["id"] = GlobalId.Encode("Organisation", change.Id),
            ["survivor"] = change.SurvivorId is { } survivor ? GlobalId.Encode("Organisation", survivor) : null,
            ["url"] = slug is null ? null : address(Language, $"organisationen/{slug}").AbsoluteUri,
        }));

    /// <summary>The message of a test.</summary>
    public static WebhookMessage Test(DateTimeOffset now) =>
        new($"msg_test_{Guid.CreateVersion7(now):N}", Body("webhook.test", now.UtcDateTime, []));

    private static byte[] Body(string type, DateTime at, JsonObject data) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["type"] = type,
        ["timestamp"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["data"] = data,
    });
}
