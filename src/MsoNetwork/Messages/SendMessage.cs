using System.Net;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Mail;
using MsoNetwork.Organisations;

namespace MsoNetwork.Messages;

/// <summary>A message as somebody typed it.</summary>
/// <param name="Organisation">To whom.</param>
/// <param name="Name">The sender's.</param>
/// <param name="Address">The sender's; of somebody who is signed in, the account's.</param>
/// <param name="Text">Plain text.</param>
/// <param name="ShowsAddress">Whether the recipient sees the address.</param>
public sealed record MessageInput(Guid Organisation, string? Name, string? Address, string? Text, bool ShowsAddress)
{
    /// <summary>The title of the partner call that it answers.</summary>
    public string? Call { get; init; }

    public string Language { get; init; } = "de";

    /// <summary>What the cookie of a browser holds in which an address was confirmed.</summary>
    public string? ConfirmedBrowser { get; init; }

    /// <summary>The person who is signed in; the address is theirs then.</summary>
    public Guid? Person { get; init; }

    public IPAddress? Network { get; init; }
}

/// <summary>The pages that mails lead to.</summary>
/// <param name="Confirm">For the secret of a link that confirms.</param>
/// <param name="Answer">For the secret of a link that answers.</param>
public sealed record MessageLinks(Func<string, Uri> Confirm, Func<string, Uri> Answer);

/// <summary>What became of a message: problems, or whether its address is to be confirmed first.</summary>
public sealed record MessageResult(IReadOnlyList<MessageProblem> Problems, bool WaitsForConfirmation = false);

/// <summary>
/// Somebody writes to an organisation, with or without an account. A sender whose address nobody has confirmed gets a mail first: nothing
/// reaches the organisation in somebody else's name.
/// </summary>
public sealed class SendMessage(
    DbContext context, MailQueue mails, MessageRecipients recipients, NetworkLimit networks, TimeProvider time)
{
    public async Task<MessageResult> RunAsync(MessageInput input, MessageLinks links, CancellationToken cancellationToken)
    {
        var person = input.Person is { } id
            ? await context.Set<Person>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancellationToken)
            : null;
        var typed = new CheckedMessage(input.Name, person?.Email ?? input.Address, input.Text);
        var recipient = await recipients.FindAsync(input.Organisation, cancellationToken);
        if (!recipient.IsReachable) typed.Problems.Add(MessageProblem.NotTaken);
        if (typed.Problems.Count > 0) return new(typed.Problems);
        var key = MailAddress.Key(typed.Address!);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // A person's program asks from anywhere: the limits of its account hold.
        var isProgram = person is not null && input.Network is null;
        if ((!isProgram && !networks.Allows(input.Network))
            || !await new MessageLimits(context, time).AllowAsync(key, input.Organisation, cancellationToken))
            return new([MessageProblem.TooManyMessages]);
        var now = time.GetUtcNow();
        var message = new Message
        {
            Id = Guid.CreateVersion7(now),
            OrganisationId = input.Organisation,
            Call = input.Call is { Length: > 200 } longer ? longer[..200] : input.Call,
            SenderName = typed.Name,
            SenderAddress = typed.Address!,
            SenderKey = key,
            Language = input.Language,
            ShowsAddress = input.ShowsAddress,
            CreatedAt = now,
        };
        context.Add(message);
        var isKnown = person is not null || await IsConfirmedAsync(key, input.ConfirmedBrowser, now, cancellationToken);
        if (isKnown)
            await new HandOnMessage(context, mails, time).RunAsync(message, typed.Text, recipient, links.Answer, cancellationToken);
        else
            await AskAsync(message, typed.Text, links.Confirm, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new([], WaitsForConfirmation: !isKnown);
    }

    private async Task AskAsync(Message message, string text, Func<string, Uri> confirm, CancellationToken cancellationToken)
    {
        var secret = Secret.New();
        (message.Text, message.ConfirmHash) = (text, Secret.HashOf(secret));
        var name = await context.Set<Organisation>().Where(one => one.Id == message.OrganisationId).Select(one => one.Name)
            .SingleAsync(cancellationToken);
        mails.Add(context, new MailDraft(message.SenderAddress, "confirm-message", message.Language, new Dictionary<string, object?>
        {
            ["recipient"] = name,
            ["link"] = confirm(secret),
        })
        {
            Purpose = MailPurpose.Confirmation,
            UsefulFor = Message.Confirmable,
        });
    }

    private Task<bool> IsConfirmedAsync(string key, string? browser, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (browser is not { Length: > 0 and <= 100 }) return Task.FromResult(false);
        var (hash, since) = (Secret.HashOf(browser), now - ConfirmedSender.Valid);
        return context.Set<ConfirmedSender>().AnyAsync(one => one.Hash == hash && one.SenderKey == key && one.ConfirmedAt > since,
            cancellationToken);
    }
}
