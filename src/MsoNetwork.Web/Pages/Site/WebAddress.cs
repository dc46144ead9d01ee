namespace MsoNetwork.Web.Pages.Site;

/// <summary>Addresses that others gave us: only those that lead to a page are shown as links.</summary>
internal static class WebAddress
{
    public static string? Of(string? text) =>
        text is not null && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? text : null;
}
