using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Permissions;

namespace MsoNetwork.Inbox;

/// <summary>Something that waits until an organisation decides.</summary>
/// <param name="Kind">What it is, for example <c>proposal</c>: pages have a text <c>inbox.proposal</c> for it.</param>
/// <param name="Id">Of what waits.</param>
/// <param name="For">The organisation that decides; null where the person does.</param>
/// <param name="From">The organisation that waits; null where none does.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Since">Since when it waits.</param>
/// <param name="Path">The page where one decides, below the language.</param>
public sealed record WaitingItem(string Kind, Guid Id, Guid? For, Guid? From, string Title, DateTimeOffset Since, string Path);

/// <summary>What waits in one room; each room registers its own.</summary>
/// <param name="ListAsync">For all that the viewer may act for.</param>
public sealed record WaitingSource(Func<IServiceProvider, Viewer, CancellationToken, Task<IReadOnlyList<WaitingItem>>> ListAsync)
{
    /// <summary>More than this of one kind are not listed.</summary>
    public const int Most = 200;
}

/// <summary>One inbox of everything that waits for whoever asks, from all rooms.</summary>
public sealed class ListWaiting(IServiceProvider services, IEnumerable<WaitingSource> sources, CurrentViewer current)
{
    /// <summary>What waits longest stands first.</summary>
    public async Task<IReadOnlyList<WaitingItem>> RunAsync(CancellationToken cancellationToken)
    {
        var viewer = await current.GetAsync(cancellationToken);
        var items = new List<WaitingItem>();
        if (viewer.IsNobody) return items;
        foreach (var source in sources) items.AddRange(await source.ListAsync(services, viewer, cancellationToken));
        return [.. items.OrderBy(item => item.Since)];
    }
}

/// <summary>This room's registration.</summary>
internal static class InboxServices
{
    public static IServiceCollection AddInbox(this IServiceCollection services) =>
        services.AddScoped<ListWaiting>().AddScoped<Notices>().AddScoped<MailedPages>();
}
