using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Pages.Map;

/// <summary>
/// A background map from elsewhere, only where an operator has set one: MSONET_BACKGROUND_MAP is the address of a MapLibre style, or of
/// raster tiles with {z}, {x} and {y}; MSONET_BACKGROUND_MAP_ATTRIBUTION who made it; MSONET_BACKGROUND_MAP_HOSTS further origins that a
/// style takes its tiles from.
/// </summary>
internal sealed class BackgroundMap
{
    public BackgroundMap(IConfiguration configuration)
    {
        Address = configuration["BACKGROUND_MAP"] is { Length: > 0 } address ? address : null; // an empty variable is none
        if (Address is null) return;
        Attribution = configuration["BACKGROUND_MAP_ATTRIBUTION"];
        var hosts = (configuration["BACKGROUND_MAP_HOSTS"] ?? "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Prepend(Address)
            .Select(Origin);
        Policy = string.Concat(hosts.Distinct().Select(host => " " + host));
    }

    public string? Address { get; }

    public string? Attribution { get; }

    /// <summary>
    /// The origins that pages may ask beside their own, each behind a blank, for the policy on content; null without a background map.
    /// </summary>
    public string? Policy { get; }

    private static string Origin(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri.GetLeftPart(UriPartial.Authority)
            : throw new WrongSettingException(
                $"MSONET_BACKGROUND_MAP and MSONET_BACKGROUND_MAP_HOSTS take addresses that begin with http:// or https://, not "
                    + $"\"{address}\"."
            );
}
