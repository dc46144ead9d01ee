namespace MsoNetwork.Import;

/// <summary>A path without any link on the way: two paths lead to one file when their real paths are the same.</summary>
internal static class RealPath
{
    private const int MostLinks = 40; // as in Linux

    /// <exception cref="IOException">Links that lead in a circle.</exception>
    public static string Of(string path)
    {
        var links = 0;
        return Of(Path.GetFullPath(path), ref links);
    }

    private static string Of(string path, ref int links)
    {
        if (Path.GetDirectoryName(path) is not { } folder) return path;
        var here = Path.Combine(Of(folder, ref links), Path.GetFileName(path));
        if (new FileInfo(here).LinkTarget is not { } target) return here;
        if (++links > MostLinks) throw new IOException($"{path} is a link that leads in a circle.");
        return Of(Path.GetFullPath(target, Path.GetDirectoryName(here)!), ref links);
    }
}
