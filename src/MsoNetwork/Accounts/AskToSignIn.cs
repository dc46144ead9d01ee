using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Mail;

namespace MsoNetwork.Accounts;

/// <summary>Somebody wants to sign in, or a person wants another address.</summary>
/// <param name="Email">As <see cref="MailAddress.Read"/> gives it.</param>
/// <param name="Language">Tag of the page's language.</param>
/// <param name="Link">The address of the page that proves it, for the token.</param>
public sealed record SignInQuestion(string Email, string Language, Func<string, Uri> Link)
{
    /// <summary>What the browser's cookie holds.</summary>
    public string Browser { get; init; } = "";

    public IPAddress? Network { get; init; }

    /// <summary>A path of this site to go to afterwards.</summary>
    public string? ReturnTo { get; init; }

    /// <summary>The organisation whose entry is claimed by it; the mail names it, so that nobody gives it away unawares.</summary>
    public (Guid Id, string Name)? Claimed { get; init; }

    /// <summary>Whose new address it shall be.</summary>
    public Guid? NewAddressOf { get; init; }
}

/// <summary>
/// Sends a mail with a link and a code. Whether the address belongs to a person is not asked: the same statements run for every address.
/// </summary>
public sealed class AskToSignIn(DbContext context, MailQueue mails, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <returns>Whether a mail was sent. Whoever asked is never told: it would tell how often others asked.</returns>
    public async Task<bool> RunAsync(SignInQuestion asked, CancellationToken cancellationToken)
    {
        var limits = new SignInLimits(context, time);
        var network = await limits.NetworkAsync(asked.Network, cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var request = New(asked, asked.NewAddressOf is null ? SignInKind.Mail : SignInKind.NewAddress);
        var allowed = await limits.AllowsAsync(request.NormalizedEmail, network, cancellationToken);
        if (allowed)
        {
            var (code, token) = (Secret.NewCode(), Secret.New());
            (request.NetworkHash, request.LinkHash) = (network, Secret.HashOf(token));
            if (request.Kind == SignInKind.Mail) request.CodeHash = Secret.HashOf(code, request.Id);
            context.Add(request);
            mails.Add(context, Letter(asked, request.Kind, code, token));
            await context.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return allowed;
    }

    /// <summary>A link for whoever has the server's shell; no mail.</summary>
    public async Task<Uri> LinkAsync(SignInQuestion asked, CancellationToken cancellationToken)
    {
        var (request, token) = (New(asked, SignInKind.Shell), Secret.New());
        request.LinkHash = Secret.HashOf(token);
        context.Add(request);
        await context.SaveChangesAsync(cancellationToken);
        return asked.Link(token);
    }

    private SignInRequest New(SignInQuestion asked, SignInKind kind)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Kind = kind,
            PersonId = asked.NewAddressOf,
            Email = asked.Email,
            NormalizedEmail = normalizer.NormalizeEmail(asked.Email)!,
            BrowserHash = kind == SignInKind.Shell ? [] : Secret.HashOf(asked.Browser),
            Language = asked.Language,
            ReturnTo = asked.ReturnTo,
            ClaimedId = asked.Claimed?.Id,
            CreatedAt = now,
            ExpiresAt = now + SignInRequest.Valid,
        };
    }

    private static MailDraft Letter(SignInQuestion asked, SignInKind kind, string code, string token) =>
        new(asked.Email, NameOf(asked, kind), asked.Language, new Dictionary<string, object?>
        {
            ["organisation"] = asked.Claimed?.Name,
            ["code"] = $"{code[..4]} {code[4..]}",
            ["link"] = asked.Link(token),
            ["minutes"] = (int)SignInRequest.Valid.TotalMinutes,
        })
        {
            Purpose = MailPurpose.Confirmation,
            UsefulFor = SignInRequest.Valid,
        };

    private static string NameOf(SignInQuestion asked, SignInKind kind) =>
        kind != SignInKind.Mail ? "new-address" : asked.Claimed is null ? "sign-in" : "claim-code";
}
