using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Erasure;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>/de/konto/daten: all that is stored about the person, to read and as a file.</summary>
internal sealed class StoredModel(StoredAboutMe stored) : PersonPage
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public JsonObject Stored { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Title = T["stored.title"];
        Stored = await stored.RunAsync(Aborted);
    }

    public async Task<IActionResult> OnGetFileAsync() => File(
        JsonSerializer.SerializeToUtf8Bytes(await stored.RunAsync(Aborted), Readable), "application/json", "mso-netz-nrw.json");

    /// <summary>What a row says, without what is empty.</summary>
    public static IEnumerable<(string Name, string Value)> Lines(JsonNode row) => row.AsObject()
        .Where(one => one.Value is not null)
        .Select(one => (one.Key, Value: one.Value!.GetValueKind() == JsonValueKind.String
            ? one.Value.GetValue<string>() : one.Value.ToJsonString(Readable)))
        .Where(one => one.Value.Length > 0);
}
