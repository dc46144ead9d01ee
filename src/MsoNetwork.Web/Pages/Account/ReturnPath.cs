using MsoNetwork.Accounts;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>
/// Where somebody goes after signing in: a page of ours, which begins with a language. Nothing that a browser could read as another host,
/// or a header as a line of its own, however it is written.
/// </summary>
internal static class ReturnPath
{
    private const int MostLayers = 4;

    /// <summary>The path with its query as given; null for whatever else it is.</summary>
    public static string? Of(string? given)
    {
        if (given is not { Length: > 1 and <= SignInRequest.LongestReturn }) return null;
        if (!Uri.IsWellFormedUriString(given, UriKind.Relative)) return null;
        var path = given.Split('?', '#')[0];
        if (PageLanguage.Find(path.Split('/') is ["", var language, ..] ? language : null) is null) return null;
        for (var layer = 0; layer < MostLayers; layer++)
        {
            if (path.Any(letter => letter is '\\' || char.IsControl(letter)) || path.Contains("//", StringComparison.Ordinal)
                || path.Split('/').Contains("..")) return null;
            if (Uri.UnescapeDataString(path) is var plain && plain == path) return given.Split('#')[0];
            path = plain;
        }

        return null;
    }
}
