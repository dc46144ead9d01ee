namespace MsoNetwork.SeedFiles;

/// <summary>A text in German, and in English where somebody wrote it.</summary>
/// <param name="German">As people read it.</param>
/// <param name="English">Null where there is none.</param>
public sealed record SeedText(string German, string? English)
{
    /// <summary>In English where English is asked for, else in German.</summary>
    /// <param name="language">BCP 47 tag.</param>
    public string In(string? language) =>
        language?.Split('-')[0].Equals("en", StringComparison.OrdinalIgnoreCase) == true ? English ?? German : German;
}
