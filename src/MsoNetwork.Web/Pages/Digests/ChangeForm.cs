using MsoNetwork.Digests;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Digests;

/// <summary>How a saved search is changed.</summary>
/// <param name="T">The page's texts.</param>
/// <param name="Search">The search.</param>
/// <param name="Action">Where the form goes.</param>
/// <param name="Id">Which of several it is; null where the address says it.</param>
internal sealed record ChangeForm(Texts T, SavedSearch Search, string Action, Guid? Id);
