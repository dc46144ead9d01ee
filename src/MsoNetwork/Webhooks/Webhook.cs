using System.ComponentModel;
using GraphQL.Types;

namespace MsoNetwork.Webhooks;

[Description("Why a webhook is told nothing.")]
public enum WebhookOff
{
    [Description("Its person switched it off.")] Person,
    [Description("An administrator did; only administrators switch it on again.")] Administrator,
    [Description("Its receiver has failed for days.")] Failing,
    [Description("Its receiver answered 410 Gone.")] Gone,

    [Description("Its secret cannot be read any more, as after a move without the site's keys. A new secret switches it on again.")] Secret,

    [Description("A region or topic that it asks for is not there any more. Another filter switches it on again.")] Filter,
}

[Description("What went wrong with a delivery.")]
public enum WebhookFailure
{
    [Description("The receiver answered, but not with 2xx. Redirects are not followed.")] Status,
    [Description("It took longer than the time limit.")] Timeout,
    [Description("Nobody took the connection, or it broke off.")] Unreachable,
    [Description("The certificate or the handshake of TLS was wrong.")] Tls,
    [Description("The host is unknown or not in the public internet.")] Address,
}

public sealed class WebhookOffType : EnumerationGraphType<WebhookOff>;

public sealed class WebhookFailureType : EnumerationGraphType<WebhookFailure>;

/// <summary>An address that a person wants told of changes.</summary>
public sealed record Webhook
{
    /// <summary>A person has so many at most.</summary>
    public const int Most = 5;

    /// <summary>Regions or topics of one filter.</summary>
    public const int MostKeys = 20;

    /// <summary>A secret that was replaced is still signed with.</summary>
    public static readonly TimeSpan OldSecretValid = TimeSpan.FromHours(24);

    public required Guid Id { get; init; }

    public required Guid Person { get; init; }

    public required string Url { get; init; }

    /// <summary>AGS prefixes, any of; empty: everywhere.</summary>
    public required string[] Regions { get; init; }

    /// <summary>Keys of TOPICS, any of; empty: all.</summary>
    public required string[] Topics { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while it is told.</summary>
    public WebhookOff? Off { get; init; }

    public DateTimeOffset? OffAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Since when nothing came through; null while all does.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    public WebhookFailure? Failure { get; init; }

    /// <summary>The status of HTTP, where that was the failure.</summary>
    public int? FailureStatus { get; init; }

    /// <summary>When the next delivery is tried.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? OldSecretUntil { get; init; }

    /// <summary>When it was switched on again although changes in between were not kept any more.</summary>
    public DateTimeOffset? MissedAt { get; init; }
}

/// <summary>A webhook as somebody asks for it; null leaves what is there.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Regions">AGS prefixes.</param>
/// <param name="Topics">Keys of TOPICS.</param>
/// <param name="IsOn">Whether it is told.</param>
public sealed record WebhookChange(string? Url, IReadOnlyList<string>? Regions, IReadOnlyList<string>? Topics, bool? IsOn = null);

/// <summary>A webhook with its secret, which is told this once; null where the same is asked again.</summary>
public sealed record WebhookWithSecret(Webhook Webhook, string? Secret);
