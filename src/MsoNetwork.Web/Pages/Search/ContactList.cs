using MsoNetwork.Organisations;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Search;

/// <summary>Organisations with their town and what is public of how to reach them, close together, as paper needs it.</summary>
internal sealed record ContactList(SitePage Page, IEnumerable<OrganisationEntry> Entries);
