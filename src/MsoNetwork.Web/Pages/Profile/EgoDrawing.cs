using System.Globalization;

namespace MsoNetwork.Web.Pages.Profile;

/// <summary>
/// An organisation in the middle and those it is tied to around it, as the profile draws them; the lists beside it say the same.
/// </summary>
internal sealed record EgoDrawing(string Alternative, string Name, IReadOnlyList<string> Partners)
{
    public const int Width = 420;
    private const int MostPartners = 14;
    private const int LongestLabel = 17;

    public IReadOnlyList<string> Shown => [.. Partners.Take(MostPartners)];

    public int Height => 200 + (Shown.Count * 14);

    /// <summary>Around an ellipse, from the top, with the side on which there is room for the name.</summary>
    public (string X, string Y, string LabelX, string Anchor) Place(int partner)
    {
        var angle = (2 * Math.PI * partner / Shown.Count) - (Math.PI / 2);
        var (x, y) = ((Width / 2) + (60 * Math.Cos(angle)), (Height / 2) + (((Height / 2) - 30) * Math.Sin(angle)));
        var right = Math.Cos(angle) >= -1e-9;
        return (Text(x), Text(y), Text(right ? x + 12 : x - 12), right ? "start" : "end");
    }

    public static string Cut(string name) => name.Length <= LongestLabel ? name : name[..(LongestLabel - 1)].TrimEnd() + "…";

    private static string Text(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
