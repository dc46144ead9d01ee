using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Inbox;

/// <summary>Addresses of pages that mails lead to, for use cases that a program asks for.</summary>
public sealed class MailedPages(IServiceProvider services)
{
    /// <summary>Scheme and host.</summary>
    public Uri Site => new(Of("de", ""), "/");

    /// <summary>A page by its path below the language.</summary>
    public Uri Of(string language, string path) =>
        (services.GetService<PageAddress>() ?? throw new InvalidOperationException("This process serves no pages that a mail could name."))(
            language, path);
}
