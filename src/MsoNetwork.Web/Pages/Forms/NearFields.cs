using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Forms;

/// <summary>The fields for a place and a radius.</summary>
/// <param name="Page">The page whose form has them.</param>
/// <param name="Near">The place as the field shows it.</param>
/// <param name="Km">The radius.</param>
/// <param name="IsWrong">Whether the page's problems say something about the place.</param>
internal sealed record NearFields(SitePage Page, string Near, int Km, bool IsWrong);
