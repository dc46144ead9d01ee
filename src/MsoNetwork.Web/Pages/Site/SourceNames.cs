using MsoNetwork.Organisations;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>Names of sources as pages tell them: those of the directory itself in the page's language, others as they are.</summary>
internal static class SourceNames
{
    public static string Source(this Texts t, string name) => name switch
    {
        ChangeOrganisation.OwnSource => t["source.own"],
        ChangeOrganisation.EditorsSource => t["source.editors"],
        _ => name,
    };
}
