using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Inbox;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Messages;

public sealed record SendMessageInput(string Organisation, string? Name, string Text, bool? ShowsAddress) : MutationInput;

public sealed class SendMessageInputType : MutationInputType<SendMessageInput>
{
    public SendMessageInputType()
        : base("SendMessageInput", "A message to an organisation, from the person who asks.")
    {
        Field<NonNullGraphType<IdGraphType>>("organisation").Description("The organisation's global id.");
        Field(input => input.Name, nullable: true)
            .Description($"The sender's name, up to {Message.LongestName} characters; null: as the account has it.");
        Field(input => input.Text).Description(
            $"Plain text, 1 to {Message.LongestText} characters, with at most {CheckedMessage.MostLinks} links.");
        Field(input => input.ShowsAddress, nullable: true).Description(
            "Whether the organisation sees the account's mail address and answers by mail; else by a page. Unless told: no.");
    }
}

public sealed record SetTakesMessagesInput(string Organisation, bool TakesMessages) : MutationInput;

public sealed class SetTakesMessagesInputType : MutationInputType<SetTakesMessagesInput>
{
    public SetTakesMessagesInputType()
        : base("SetTakesMessagesInput", "Whether an organisation can be written to.")
    {
        Field<NonNullGraphType<IdGraphType>>("organisation").Description("The organisation's global id.");
        Field(input => input.TakesMessages).Description("Whether it takes messages.");
    }
}

/// <summary>What programs ask of messages: the pages' use cases, by global ids.</summary>
public sealed class MessageRequests(
    DbContext context, CurrentViewer current, OrganisationStore organisations, SendMessage send, MessageSwitch letterBox, MailedPages pages)
{
    public async Task<OrganisationEntry> SendAsync(SendMessageInput input, CancellationToken cancellationToken)
    {
        var sender = await current.RequiredPersonAsync(cancellationToken);
        var to = await EntryAsync(input.Organisation, cancellationToken);
        var person = await context.Set<Person>().AsNoTracking().SingleAsync(one => one.Id == sender, cancellationToken);
        var sent = await send.RunAsync(
            new MessageInput(to.Id, input.Name ?? person.DisplayName, null, input.Text, input.ShowsAddress ?? false)
            {
                Language = person.Language,
                Person = sender,
            },
            new MessageLinks(
                secret => pages.Of(person.Language, "nachricht/bestaetigen/" + secret),
                secret => pages.Of("de", "nachricht/antworten/" + secret)),
            cancellationToken);
        if (sent.Problems.Count == 0) return to;
        List<NetworkException> refusals = [.. sent.Problems.Select(Refusal)];
        throw new NetworkException(refusals[0].Code, refusals[0].Message, refusals[0].Argument) { Others = refusals[1..] };
    }

    public async Task<OrganisationEntry> SwitchAsync(SetTakesMessagesInput input, CancellationToken cancellationToken)
    {
        await current.RequiredAsync(cancellationToken);
        var own = await EntryAsync(input.Organisation, cancellationToken);
        await letterBox.SetAsync(own.Id, input.TakesMessages, cancellationToken);
        return own;
    }

    public async Task<OrganisationEntry?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await organisations.ByIdsAsync([id], OrganisationColumns.All, cancellationToken)).GetValueOrDefault(id);

    private async Task<OrganisationEntry> EntryAsync(string id, CancellationToken cancellationToken) =>
        await FindAsync(GlobalId.Required("Organisation", id, "input.organisation"), cancellationToken)
        ?? throw NetworkException.NotFound("input.organisation", "There is no organisation with this id.");

    private static NetworkException Refusal(MessageProblem problem) => problem switch
    {
        MessageProblem.NameMissing or MessageProblem.NameTooLong =>
            NetworkException.Invalid("input.name", $"A message has a sender's name of 1 to {Message.LongestName} characters."),
        MessageProblem.TextMissing or MessageProblem.TextTooLong =>
            NetworkException.Invalid("input.text", $"A message has 1 to {Message.LongestText} characters."),
        MessageProblem.TooManyLinks =>
            NetworkException.Invalid("input.text", $"A message has at most {CheckedMessage.MostLinks} links."),
        MessageProblem.TooManyMessages => new NetworkException(
            ErrorCode.LimitExceeded, "That is more messages than one may send in a day, or than this organisation gets in one."),
        MessageProblem.NotTaken =>
            NetworkException.Invalid("input.organisation", "This organisation takes no messages, or nobody of it can be reached."),
        _ => NetworkException.Invalid("input", "The account's mail address is none that mails can come from."),
    };
}

/// <summary>One request's switches, in one statement.</summary>
public sealed class MessageSwitches(DbContext context)
{
    public BatchLoader<Guid, bool> Off => field ??= new(async (ids, token) => await context.Set<MessageSettings>().AsNoTracking()
        .Where(one => ids.Contains(one.OrganisationId) && !one.TakesMessages)
        .ToDictionaryAsync(one => one.OrganisationId, _ => true, token));
}

/// <summary>What this room adds to organisations and changes.</summary>
public static class MessageMutations
{
    public static void AddTo(OrganisationType organisation) =>
        organisation.Field<NonNullGraphType<BooleanGraphType>>("takesMessages")
            .Description("Whether it can be written to through the directory, unless nobody of it can be reached.")
            .Resolve(context => context.RequestServices!.GetRequiredService<MessageSwitches>()
                .Off.Load(context.Source.Id, isOff => (object)!isOff));

    public static void AddTo(ObjectGraphType mutation)
    {
        var fields = new UseCaseFields<OrganisationPayloadType, OrganisationEntry>(mutation, OrganisationLoaders.ReferenceAsync);
        fields.Add<SendMessageInputType, SendMessageInput, MessageRequests>(
            "sendMessage",
            new((messages, input, token) => messages.SendAsync(input, token),
                (input, _) => GlobalId.KeyOf("Organisation", input.Organisation),
                (messages, _, id, token) => messages.FindAsync(id, token)),
            "Writes to an organisation through the directory; it answers by mail or by a page. The text is kept in no table of ours.");
        fields.Add<SetTakesMessagesInputType, SetTakesMessagesInput, MessageRequests>(
            "setTakesMessages",
            new((messages, input, token) => messages.SwitchAsync(input, token),
                (input, _) => GlobalId.KeyOf("Organisation", input.Organisation),
                (messages, _, id, token) => messages.FindAsync(id, token)),
            "Says whether an organisation can be written to: those who keep its entry.");
    }
}
