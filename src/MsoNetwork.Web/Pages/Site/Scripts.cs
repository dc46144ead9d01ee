namespace MsoNetwork.Web.Pages;

/// <summary>The scripts that npm builds from Assets. Without them the pages do the same, with more clicks.</summary>
internal static class Scripts
{
    private const string File = "site/site.js";

    /// <summary>The module's address, or null where it is not built.</summary>
    public static string? Of(HttpContext context)
    {
        var file = context.RequestServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider.GetFileInfo(File);
        return file.Exists ? $"/{File}?v={file.LastModified.ToUnixTimeSeconds()}" : null;
    }
}
