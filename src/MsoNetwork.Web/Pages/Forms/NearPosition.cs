using MsoNetwork.Regions;

namespace MsoNetwork.Web.Pages.Forms;

/// <summary>
/// A place given by coordinates: latitude,longitude in degrees, somewhere around Germany (a distance from elsewhere finds nobody).
/// </summary>
internal static class NearPosition
{
    public static Position? Parse(string text) =>
        Degrees.Read(text) is [>= 46 and <= 56 and var latitude, >= 4 and <= 16 and var longitude]
            ? new Position(latitude, longitude)
            : null;
}
