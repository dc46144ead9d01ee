using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Inbox;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Webhooks;

/// <summary>What programs ask of webhooks: the pages' use cases, by global ids.</summary>
public sealed class WebhookRequests(KeepWebhooks keep, TestWebhook test, WebhookLists lists)
{
    public Task<WebhookWithSecret> CreateAsync(CreateWebhookInput input, CancellationToken cancellationToken) =>
        keep.CreateAsync(new(input.Url, input.Regions, input.Topics), cancellationToken);

    public Task<Webhook> UpdateAsync(UpdateWebhookInput input, CancellationToken cancellationToken) =>
        keep.ChangeAsync(Id(input), new(input.Url, input.Regions, input.Topics, input.IsOn), cancellationToken);

    public Task<WebhookWithSecret> RotateAsync(RotateWebhookSecretInput input, CancellationToken cancellationToken) =>
        keep.RotateAsync(Id(input), cancellationToken);

    public Task<WebhookTest> TestAsync(TestWebhookInput input, CancellationToken cancellationToken) =>
        test.RunAsync(Id(input), cancellationToken);

    public Task<Webhook> DeleteAsync(DeleteWebhookInput input, CancellationToken cancellationToken) =>
        keep.DeleteAsync(Id(input), cancellationToken);

    public Task<Webhook?> FindAsync(Guid id, CancellationToken cancellationToken) => lists.ReadOneAsync(id, cancellationToken);

    /// <summary>A secret is told once: whoever asks again gets the webhook without it.</summary>
    public async Task<WebhookWithSecret?> FindMadeAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } webhook ? new(webhook, null) : null;

    private static Guid Id(StepInput input) => GlobalId.Required("Webhook", input.Id, "input.id");
}

/// <summary>viewer.webhooks, webhooks, and all that one does with them.</summary>
public static class WebhookMutations
{
    public static void AddTo(ViewerType viewer) =>
        viewer.Field<WebhookConnectionType>("webhooks")
            .Paged("The webhooks of the person who asks, the newest first; null for programs.")
            .ResolveAsync(async context =>
            {
                var services = context.RequestServices!;
                return services.GetRequiredService<CurrentViewer>().Identity is not { Person: not null, OnlyFor: null } ? null
                    : await services.GetRequiredService<WebhookLists>().OwnAsync(context.Page(), context.CancellationToken);
            });

    public static void AddQueryTo(ObjectGraphType query) =>
        query.Field<NonNullGraphType<WebhookConnectionType>>("webhooks")
            .Paged("The webhooks that the viewer may see, the newest first: ones own, and all of them for administrators.")
            .ResolveAsync(async context => await context.RequestServices!.GetRequiredService<WebhookLists>()
                .AllAsync(context.Page(), context.CancellationToken));

    public static void AddTo(ObjectGraphType mutation)
    {
        var secrets = new UseCaseFields<WebhookSecretPayloadType, WebhookWithSecret>(mutation, OrganisationLoaders.ReferenceAsync);
        // The use cases write the key themselves, in their transactions.
        secrets.Add<CreateWebhookInputType, CreateWebhookInput, WebhookRequests>(
            "createWebhook",
            new((requests, input, token) => requests.CreateAsync(input, token), (_, _) => null,
                (requests, _, id, token) => requests.FindMadeAsync(id, token)),
            "Tells an address of all changes from now on, in their order. For persons with a confirmed mail address; "
            + $"{Webhook.Most} a person at most.");
        secrets.Add<RotateWebhookSecretInputType, RotateWebhookSecretInput, WebhookRequests>(
            "rotateWebhookSecret",
            new((requests, input, token) => requests.RotateAsync(input, token), (_, _) => null,
                (requests, _, id, token) => requests.FindMadeAsync(id, token)),
            "Gives a webhook another secret. For 24 hours messages are signed with the old one, too.");
        new UseCaseFields<WebhookPayloadType, Webhook>(mutation, OrganisationLoaders.ReferenceAsync)
            .Add<UpdateWebhookInputType, UpdateWebhookInput, WebhookRequests>(
                "updateWebhook",
                new((requests, input, token) => requests.UpdateAsync(input, token), (_, _) => null,
                    (requests, _, id, token) => requests.FindAsync(id, token)),
                "Changes a webhook, or switches it on or off.");
        new UseCaseFields<WebhookTestPayloadType, WebhookTest>(mutation, OrganisationLoaders.ReferenceAsync)
            .Add<TestWebhookInputType, TestWebhookInput, WebhookRequests>(
                "testWebhook",
                new((requests, input, token) => requests.TestAsync(input, token), (_, _) => null,
                    async (requests, _, id, token) => await requests.FindAsync(id, token) is { } webhook ? new(webhook, null, null) : null),
                "Sends a message of the type webhook.test at once and says what came of it. "
                + $"Every {TestWebhook.Pause.TotalSeconds:0} seconds at most.");
        new UseCaseFields<DeletedWebhookPayloadType, Webhook>(mutation, OrganisationLoaders.ReferenceAsync)
            .Add<DeleteWebhookInputType, DeleteWebhookInput, WebhookRequests>(
                "deleteWebhook",
                new((requests, input, token) => requests.DeleteAsync(input, token), (_, _) => null,
                    (_, _, id, _) => Task.FromResult<Webhook?>(Gone(id))),
                "Ends a webhook for good.");
    }

    private static Webhook Gone(Guid id) => new()
    {
        Id = id,
        Person = default,
        Url = "",
        Regions = [],
        Topics = [],
        CreatedAt = default,
        DueAt = default,
    };
}
