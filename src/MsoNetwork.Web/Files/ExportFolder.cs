namespace MsoNetwork.Web.Files;

/// <summary>
/// A folder of this process below MSONET_EXPORTS, held by a lock: what ended processes left there is deleted at the start, what others use
/// stays. Where nobody may write there, it is a temporary one.
/// </summary>
internal sealed class ExportFolder : IDisposable
{
    private const string Ending = ".lock";

    private readonly FileStream? _lock;

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public ExportFolder(string above)
    {
        try
        {
            Private(above);
            Clean(above);
            Path = System.IO.Path.Combine(above, Guid.NewGuid().ToString("N"));
            _lock = Hold(Path + Ending, FileMode.CreateNew); // before there is anything to delete
            Private(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Path = Directory.CreateTempSubdirectory("msonet-exports-").FullName;
        }
    }

    public void Dispose()
    {
        Delete(Path);
        _lock?.Dispose();
        File.Delete(Path + Ending);
    }

    private static void Private(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static FileStream Hold(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.None);

    private static void Clean(string above)
    {
        foreach (var path in Directory.EnumerateFiles(above, "*" + Ending))
        {
            try
            {
                using var held = Hold(path, FileMode.Open);
                Delete(path[..^Ending.Length]);
                File.Delete(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Another process works there.
            }
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next start tries again.
        }
    }
}
