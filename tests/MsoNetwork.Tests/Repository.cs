namespace MsoNetwork.Tests;

/// <summary>The checkout that these tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "MsoNetwork.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
