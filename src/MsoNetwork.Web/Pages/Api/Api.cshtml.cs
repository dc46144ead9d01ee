using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using GraphQL;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Pages.About;

namespace MsoNetwork.Web.Pages.Api;

/// <summary>/de/api: how programs ask. Its examples are answered by the API itself, in this process, each time.</summary>
internal sealed class ApiModel(DocumentCache documents, GraphQlExecution execution) : LongTextPage
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public IReadOnlyDictionary<string, string> Answers { get; private set; } = new Dictionary<string, string>();

    public async Task OnGetAsync()
    {
        Name("Daten nutzen", "Use the data");
        var answers = new Dictionary<string, string>();
        foreach (var example in ApiExample.All) answers[example.Id] = await AnswerAsync(example.Query);
        Answers = answers;
    }

    private async Task<string> AnswerAsync(string query)
    {
        var result = await execution.RunAsync(new GraphQlRequest(query, null, Inputs.Empty), await documents.GetAsync(query), HttpContext);
        var json = new ArrayBufferWriter<byte>();
        ResponseWriter.Write(json, result, result.Executed, HttpContext.TraceIdentifier);
        using var document = JsonDocument.Parse(json.WrittenMemory);
        return JsonSerializer.Serialize(document, Indented);
    }
}
