using MsoNetwork.Permissions;

namespace MsoNetwork.News;

/// <summary>What the permission table needs to know of news.</summary>
public static class NewsPermissions
{
    public static Facts Facts(NewsEntry entry) => new() { Centre = entry.Centre };
}
