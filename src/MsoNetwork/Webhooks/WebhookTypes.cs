using GraphQL.Types;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Webhooks;

public sealed class WebhookType : ObjectGraphType<Webhook>
{
    public WebhookType()
    {
        Name = "Webhook";
        Description = "An address that a person wants told of changes by POST, as the Standard Webhooks specification has it. Seen by that "
            + "person and by administrators.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("Global id, for node(id).")
            .Resolve(context => GlobalId.Encode("Webhook", context.Source.Id));
        Field<NonNullGraphType<StringGraphType>>("url").Description("Where messages are sent.").From(webhook => webhook.Url);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("regions")
            .Description("AGS prefixes: it is told of entries in any of them; empty: everywhere.").From(webhook => webhook.Regions);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("topics")
            .Description("Keys of TOPICS: it is told of entries with any of them or of a narrower one; empty: all.")
            .From(webhook => webhook.Topics);
        Field<NonNullGraphType<BooleanGraphType>>("isOn").Description("Whether it is told of changes.")
            .Resolve(context => context.Source.Off is null);
        Field<WebhookOffType>("off").Description("Why it is off; null while it is on.").From(webhook => webhook.Off);
        AddMoment("offAt", "When it went off.", webhook => webhook.OffAt);
        AddMoment("createdAt", "When it was made.", webhook => webhook.CreatedAt, isRequired: true);
        AddMoment("deliveredAt", "When a message came through last.", webhook => webhook.DeliveredAt);
        AddMoment("failingSince", "Since when nothing came through; null while all does.", webhook => webhook.FailingSince);
        Field<WebhookFailureType>("failure").Description("What was wrong last; null while all comes through.")
            .From(webhook => webhook.Failure);
        Field<IntGraphType>("failureStatus").Description("The status of HTTP, where that was wrong.")
            .From(webhook => webhook.FailureStatus);
        AddMoment(
            "nextAttemptAt", "When it is tried again; null unless it fails.",
            webhook => webhook is { FailingSince: not null, Off: null } ? webhook.DueAt : null);
        AddMoment(
            "oldSecretUntil", "Until when the secret before is signed with, too; null if there was none.",
            webhook => webhook.OldSecretUntil);
        AddMoment(
            "missedAt",
            "When it was switched on again although changes in between were not kept any more: read them anew, see changes(since:).",
            webhook => webhook.MissedAt);
    }

    private void AddMoment(string name, string says, Func<Webhook, DateTimeOffset?> moment, bool isRequired = false)
    {
        var field = isRequired ? Field<NonNullGraphType<DateTimeGraphType>>(name) : Field<DateTimeGraphType>(name);
        field.Description(says + " UTC.").Resolve(context => moment(context.Source)?.UtcDateTime);
    }
}

public sealed class WebhookEdgeType() : EdgeType<Webhook, WebhookType>(
    "WebhookEdge", "A webhook's place in a list.", "The webhook.", webhook => webhook);

public sealed class WebhookConnectionType() : ConnectionType<Webhook, WebhookEdgeType, WebhookType>(
    "WebhookConnection", "A page of webhooks (Relay cursor connection).", "webhooks", "cursor", "there are", webhook => webhook);

public sealed class WebhookPayloadType() : ResultPayloadType<Webhook, WebhookType>(
    "WebhookPayload", "What became of a webhook.", "webhook", "The webhook after the change.");

public sealed class WebhookSecretPayloadType : ResultPayloadType<WebhookWithSecret, WebhookType>
{
    public WebhookSecretPayloadType()
        : base("WebhookSecretPayload", "A webhook with its secret.", "webhook", "The webhook.", made => made.Webhook) =>
        Field<StringGraphType>("secret")
            .Description("whsec_ and base64: it is told this once, so keep it. Null when the same is asked again with its idempotencyKey.")
            .Resolve(context => context.Source.Result?.Secret);
}

public sealed class WebhookTestPayloadType : ResultPayloadType<WebhookTest, WebhookType>
{
    public WebhookTestPayloadType()
        : base("WebhookTestPayload", "What came of a test.", "webhook", "The webhook.", test => test.Webhook)
    {
        Field<BooleanGraphType>("isDelivered").Description("Whether the receiver answered with 2xx.")
            .Resolve(context => context.Source.Result is { } test ? test.Failure is null : null);
        Field<WebhookFailureType>("failure").Description("What was wrong; null when it was delivered.")
            .Resolve(context => context.Source.Result?.Failure);
        Field<IntGraphType>("status").Description("The status of HTTP, where there was an answer.")
            .Resolve(context => context.Source.Result?.Status);
    }
}

public sealed class DeletedWebhookPayloadType() : ResultPayloadType<Webhook, IdGraphType>(
    "DeletedWebhookPayload", "The result of deleting a webhook.", "deletedId", "The global id that it had.",
    webhook => GlobalId.Encode("Webhook", webhook.Id));

public sealed record CreateWebhookInput(string Url, string[]? Regions, string[]? Topics) : MutationInput;

public sealed class CreateWebhookInputType : MutationInputType<CreateWebhookInput>
{
    public CreateWebhookInputType()
        : base("CreateWebhookInput", "An address that the person who asks wants told of changes.")
    {
        Field(input => input.Url).Description(
            $"Begins with https, port 443, without user, password and fragment, {WebhookNetworks.LongestUrl} characters at most, and leads "
            + "into the public internet.");
        WebhookFilterFields.AddTo(this);
    }
}

public sealed record UpdateWebhookInput(string? Url, string[]? Regions, string[]? Topics, bool? IsOn) : StepInput;

public sealed class UpdateWebhookInputType : StepInputType<UpdateWebhookInput>
{
    public UpdateWebhookInputType()
        : base("UpdateWebhookInput", "Another address or filter, or a webhook switched on or off. What is null stays as it is.")
    {
        Field(input => input.Url, nullable: true).Description("As createWebhook takes it.");
        WebhookFilterFields.AddTo(this);
        Field(input => input.IsOn, nullable: true).Description(
            "true: it is told of what has changed since it went off; where that is not kept any more, missedAt says so. Administrators may "
            + "switch others' off.");
    }
}

public sealed record RotateWebhookSecretInput : StepInput;

public sealed class RotateWebhookSecretInputType() : StepInputType<RotateWebhookSecretInput>(
    "RotateWebhookSecretInput", "A webhook that gets another secret.");

public sealed record TestWebhookInput : StepInput;

public sealed class TestWebhookInputType() : StepInputType<TestWebhookInput>("TestWebhookInput", "A webhook that is tested.");

public sealed record DeleteWebhookInput : StepInput;

public sealed class DeleteWebhookInputType() : StepInputType<DeleteWebhookInput>("DeleteWebhookInput", "A webhook that ends.");

/// <summary>Of what one is told.</summary>
internal static class WebhookFilterFields
{
    public static void AddTo<T>(InputObjectGraphType<T> type)
    {
        type.Field<ListGraphType<NonNullGraphType<StringGraphType>>>("regions").Description(
            $"AGS prefixes, {Webhook.MostKeys} at most: entries in any of them, before or after the change; empty: everywhere.");
        type.Field<ListGraphType<NonNullGraphType<StringGraphType>>>("topics").Description(
            $"Keys of TOPICS, {Webhook.MostKeys} at most: entries with any of them or of a narrower one; empty: all.");
    }
}
