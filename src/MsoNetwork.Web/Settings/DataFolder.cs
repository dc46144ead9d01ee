namespace MsoNetwork.Web.Settings;

/// <summary>Where the program keeps what is nobody else's to see.</summary>
internal static class DataFolder
{
    /// <summary>
    /// As it is set; else where a user's programs keep such; a service without a home keeps it where deploy/run does for root.
    /// </summary>
    public static string Of(string? given, string name) => given?.Trim() is { Length: > 0 } folder
        ? Path.GetFullPath(folder)
        : Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } home ? home : "/var/lib",
            "msonet",
            name
        );
}
