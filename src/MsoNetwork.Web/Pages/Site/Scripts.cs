using System.Text.Json;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>The scripts that npm builds from Assets/site. Without them the pages do the same, with more clicks.</summary>
internal sealed class Scripts(IWebHostEnvironment environment)
{
    private const string Folder = "site";
    private readonly Lazy<string?> _entry = new(() => Read(environment));

    /// <summary>The address of the module that loads the others, or null where it is not built.</summary>
    public static string? Of(HttpContext context) => context.RequestServices.GetRequiredService<Scripts>()._entry.Value;

    // Vite's manifest says under which name, with a hash, it wrote each source.
    private static string? Read(IWebHostEnvironment environment)
    {
        var file = environment.WebRootFileProvider.GetFileInfo($"{Folder}/manifest.json");
        if (!file.Exists) return null;
        using var stream = file.CreateReadStream();
        using var manifest = JsonDocument.Parse(stream);
        return $"/{Folder}/{manifest.RootElement.GetProperty("site/main.ts").GetProperty("file").GetString()}";
    }
}
