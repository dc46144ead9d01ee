using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Errors;
using MsoNetwork.Import;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Forms;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>/de/schreibtisch/import/{id}/zeilen: what an import would do, row by row, before it does; and what somebody decides.</summary>
internal sealed class ImportRowsModel(
    ImportDesk desk,
    ImportRun run,
    DecideRows deciding,
    ApplyImport applying,
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies
) : ImportPage(desk)
{
    public const int OnOnePage = 50;

    /// <summary>Values and rows of a fault that stand as examples above the rows.</summary>
    public const int Examples = 3;

    private Gazetteer _regions = null!;
    private VocabularySet _words = null!;

    public ImportPreview Preview { get; private set; } = new([]);

    /// <summary>The only verdict that is shown; null: all.</summary>
    public VerdictKind? Only { get; private set; }

    public int At { get; private set; } = 1;

    public IReadOnlyList<RowVerdict> Found { get; private set; } = [];

    public IEnumerable<RowVerdict> Shown => Found.Skip((At - 1) * OnOnePage).Take(OnOnePage);

    public bool IsSaved => Request.Query["ok"] == "1";

    public async Task<IActionResult> OnGetAsync(string id) => await FindAsync(id) ?? await ShowAsync();

    /// <summary>Keeps the decisions of the page that was shown, and comes back to it or goes on.</summary>
    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (await FindAsync(id) is { } missing) return missing;
        await DecideAsync();
        return To(PathOf(Upload!.Id, "zeilen"), Query(Read(Request.Form["only"]), Number(Request.Form["page"])) + "&ok=1");
    }

    public async Task<IActionResult> OnPostApplyAsync(string id)
    {
        if (await FindAsync(id) is { } missing) return To(PathOf(), "?weg=1");
        await DecideAsync();
        try
        {
            return await applying.RunAsync(Upload!, Viewer, Aborted) is null
                ? To(PathOf(), "?weg=1")
                : To(PathOf(Upload!.Id));
        }
        catch (NetworkException busy) when (busy.Code == ErrorCode.Unavailable)
        {
            Problems.Add(new FormProblem("import.busy", "", ""));
            return await ShowAsync();
        }
    }

    public static string Query(VerdictKind? only, int page) =>
        QueryString.Create("nur", only?.ToString() ?? "").Add("seite", page.ToString(CultureInfo.InvariantCulture)).Value!;

    /// <summary>A value in words, as pages say it.</summary>
    public string Value(string column, JsonNode? value)
    {
        var field = OrganisationFields.All.FirstOrDefault(field => field.Column == column);
        return value switch
        {
            null => T["import.nothing"],
            JsonArray list => list.Count == 0 ? T["import.nothing"]
                : string.Join(", ", list.Select(one => Word(field, one!.ToString()))),
            JsonObject texts => texts.Count == 0 ? T["import.nothing"]
                : string.Join(" · ", texts.Select(text => $"{text.Key}: {FormProblem.Short(text.Value!.ToString())}")),
            JsonValue yes when yes.TryGetValue(out bool isSo) => T[isSo ? "import.yes" : "import.no"],
            _ when column == "status" => T["status." + value],
            _ => Word(field, value.ToString()),
        };
    }

    /// <summary>Towns that may have been meant.</summary>
    public IEnumerable<string> Near(string town) =>
        town.Length is 0 or > 200 ? [] : _regions.Places.Find(town, 3).Select(place => place.Name).Distinct(StringComparer.Ordinal);

    /// <summary>What somebody should know of a remark, and what would be right.</summary>
    public string Said(CellRemark remark) => remark.Topic switch
    {
        RemarkTopic.Value or RemarkTopic.NoHeading => Right(remark.Column),
        RemarkTopic.NearRow or RemarkTopic.SameContact => T["import.said." + remark.Topic, T.Plain(remark.OtherRow)],
        _ => T["import.said." + remark.Topic],
    };

    /// <summary>What stands there; of a row that somebody else leads, which fields it is about.</summary>
    public string Told(CellRemark remark) => remark.Topic != RemarkTopic.Led ? remark.Value
        : string.Join(", ", remark.Value.Split(", ").Select(Label));

    /// <summary>
    /// The faults of the file's columns, the commonest first; none where no fault comes twice. What names another row stands there.
    /// </summary>
    public IReadOnlyList<FaultOfRows> Faults
    {
        get
        {
            var faults =
                (from row in Preview.Rows
                 from remark in row.Remarks
                 where remark.OtherRow == 0
                 group (row.Row, remark) by (remark.Column, remark.Topic, remark.IsFatal, remark.Fault) into same
                 orderby same.Count() descending
                 select new FaultOfRows(
                     same.First().remark,
                     [.. same.Select(one => one.Row).Distinct()],
                     [.. same.Select(one => Told(one.remark)).Where(value => value.Length > 0).Distinct(StringComparer.Ordinal)])).ToList();
            return faults.Exists(fault => fault.Rows.Count > 1) ? faults : [];
        }
    }

    private string Right(string column) => T["import.right." + (column is "name" or "town" or "postcode" or "email" or "phone" or "website"
        or "founded" or "retrieved_on" or "protect_location" or "status" or "external_id" or "" ? column
        : column is "latitude" or "longitude" ? "latitude" : "other")];

    private string Word(OrganisationField? field, string key) => field?.Vocabulary is { } vocabulary
        ? _words[vocabulary].ByKey(key)?.Label(Language.Tag) ?? key
        : field?.Column == "active_in" ? _regions.ByKey(key)?.Name ?? key : key;

    private async Task<IActionResult> ShowAsync()
    {
        if (!Upload!.IsMatched) return To(PathOf(Upload.Id, "spalten"));
        Title = T["import.rows"];
        (_regions, _words) = (await gazetteer.GetAsync(Aborted), await vocabularies.GetAsync(Aborted));
        try
        {
            Preview = await run.PreviewAsync(Upload, Viewer, Aborted);
        }
        catch (NetworkException busy) when (busy.Code == ErrorCode.Unavailable)
        {
            if (Problems.Count == 0) Problems.Add(new FormProblem("import.busy", "", ""));
        }

        Only = Read(Request.Query["nur"]);
        // What somebody must look at stands first; the rest as in the list.
        Found =
        [
            .. Preview.Rows.Where(row => Only is null || row.Kind == Only).OrderBy(row => row.Kind switch
            {
                VerdictKind.LikelyDuplicate => 0,
                VerdictKind.Invalid => 1,
                VerdictKind.Elsewhere => 2,
                _ => 3,
            }),
        ];
        At = Math.Clamp(Number(Request.Query["seite"]), 1, Math.Max(1, (Found.Count + OnOnePage - 1) / OnOnePage));
        return Page();
    }

    private Task DecideAsync() => deciding.RunAsync(
        Upload!,
        Request.Form.Where(field => field.Key.StartsWith('r') && int.TryParse(field.Key.AsSpan(1), out _))
            .ToDictionary(field => Number(field.Key[1..]), field => (string?)field.Value.ToString()),
        Aborted);

    private static VerdictKind? Read(string? text) =>
        Enum.TryParse<VerdictKind>(text, out var kind) && Enum.IsDefined(kind) ? kind : null;

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
}

/// <summary>A fault that rows have in common.</summary>
/// <param name="First">The first row's remark.</param>
/// <param name="Rows">Which rows.</param>
/// <param name="Values">The different values in them.</param>
internal sealed record FaultOfRows(CellRemark First, IReadOnlyList<int> Rows, IReadOnlyList<string> Values);
