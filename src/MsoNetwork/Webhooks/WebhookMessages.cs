using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
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
    /// <param name="address">Names pages.</param>
    public static WebhookMessage Of(Guid webhook, WaitingChange change, PageAddress address) => new(
        string.Create(CultureInfo.InvariantCulture, $"msg_{webhook:N}_{change.Position}"),
        Body("organisation." + change.Kind.ToLowerInvariant(), change.At, new()
        {
            ["position"] = change.Position,
            ["cursor"] = change.Cursor,
            ["kind"] = change.Kind,
            ["id"] = GlobalId.Encode("Organisation", change.Organisation),
            ["survivor"] = change.Survivor is { } survivor ? GlobalId.Encode("Organisation", survivor) : null,
            ["url"] = change.Slug is { } slug ? address(Language, $"organisationen/{slug}").AbsoluteUri : null,
        }));

    /// <summary>The message of a test.</summary>
    public static WebhookMessage Test(DateTimeOffset now) =>
        new($"msg_test_{Guid.CreateVersion7(now):N}", Body("webhook.test", now, []));

    private static byte[] Body(string type, DateTimeOffset at, JsonObject data) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["type"] = type,
        ["timestamp"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["data"] = data,
    });
}
