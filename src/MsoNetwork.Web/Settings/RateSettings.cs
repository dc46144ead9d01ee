using System.Globalization;
using MsoNetwork.RateLimits;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Web.Settings;

/// <summary>
/// MSONET_LIMITS (on, off), MSONET_LIMIT_NETWORK and MSONET_LIMIT_KEY (cost a second; a minute's worth may be spent at once), and
/// MSONET_CLIENT_REQUESTS, MSONET_MAX_REQUESTS and MSONET_MAX_CONNECTIONS.
/// </summary>
internal static class RateSettings
{
    private const int Most = 100_000_000;

    public static RatePolicies Policies(IConfiguration settings)
    {
        var isOn = settings["LIMITS"]?.Trim() switch
        {
            null or "" or "on" => true,
            "off" => false,
            var other => throw new WrongSettingException($"MSONET_LIMITS is \"{other}\"; it takes on or off."),
        };
        // Less would never let the dearest request pass.
        const int least = Limits.Cost / (int)RatePolicies.BurstSeconds + 1;
        return RatePolicies.Of(isOn, Number(settings, "LIMIT_NETWORK", (int)RatePolicies.UsualNetwork, least),
            Number(settings, "LIMIT_KEY", (int)RatePolicies.UsualKey, least));
    }

    public static int Number(IConfiguration settings, string name, int usual, int least, int most = Most) =>
        settings[name]?.Trim() is not { Length: > 0 } text ? usual
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
                && number <= most ? number
            : throw new WrongSettingException(string.Create(CultureInfo.InvariantCulture,
                $"MSONET_{name} is \"{text}\"; it takes a whole number from {least} {(most == Most ? "on" : $"to {most}")}."));
}
