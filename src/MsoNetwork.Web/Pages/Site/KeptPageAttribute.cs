using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Pages.Profile;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>
/// Of a page that says nothing but what <see cref="EntityTag"/> tells the state of, and the same to all who are not signed in.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class KeptPageAttribute : Attribute
{
    /// <summary>Whether it also says what <see cref="ProfileState"/> tells the state of, for the organisation in its address.</summary>
    public bool OfOrganisation { get; init; }
}
