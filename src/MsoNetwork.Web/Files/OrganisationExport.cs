using MsoNetwork.Errors;
using MsoNetwork.Export;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Sql;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Admission;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Files;

/// <summary>
/// GET /organisations/export.csv, .xlsx and .geojson: organisations as files, of any number, with the lists of OrganisationFilter as
/// parameters. /organisations/list.xlsx is the one for people, in the language of the parameter labels.
/// </summary>
internal sealed class OrganisationExport(
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies,
    LongReads reads,
    ExportAnswer answer
)
{
    private const string List = "/organisations/list.xlsx";

    private static readonly string[] Parameters =
    [
        "regions",
        "activeIn",
        "topics",
        "targetGroups",
        "offers",
        "languages",
        "origins",
        "kinds",
        "status",
        "offices",
        "confirmedSince",
        "labels",
    ];

    public void Map(IEndpointRouteBuilder site)
    {
        Map(site, "/organisations/export.csv", "text/csv", (file, _, output, token) => file.WriteCsvAsync(output, token));
        Map(site, "/organisations/export.xlsx", MediaTypes.Workbook, (file, _, output, token) => file.WriteWorkbookAsync(output, token));
        Map(site, "/organisations/export.geojson", "application/geo+json",
            (file, _, output, token) => file.WriteGeoJsonAsync(output, token));
        Map(site, List, MediaTypes.Workbook, (file, words, output, token) => file.WriteListAsync(words, output, token));
    }

    /// <summary>A language that terms have names in; null stays null.</summary>
    public static string? CheckedLanguage(string argument, string? tag) =>
        tag is null || PageLanguage.Find(tag) is not null
            ? tag
            : throw NetworkException.Invalid(
                argument,
                $"{argument} is the language of the terms' names: {string.Join(", ", PageLanguage.All.Select(one => one.Tag))}. Without "
                    + "it the file has keys."
            );

    private void Map(
        IEndpointRouteBuilder site,
        string path,
        string mediaType,
        Func<OrganisationFile, ListWords, Stream, CancellationToken, Task> write
    ) => site.MapGet(path, context =>
        answer.WriteAsync(context, mediaType, async () =>
        {
            var asked = new ExportRequest(context.Request.Query, Parameters).Checked();
            var language = CheckedLanguage("labels", asked.One("labels")) ?? (path == List ? PageLanguage.Default.Tag : null);
            var filter = new OrganisationFilter
            {
                Regions = asked.Many("regions"),
                ActiveIn = asked.Many("activeIn"),
                Topics = asked.Many("topics"),
                TargetGroups = asked.Many("targetGroups"),
                Offers = asked.Many("offers"),
                Languages = asked.Many("languages"),
                Origins = asked.Many("origins"),
                Kinds = asked.Many("kinds"),
                Status = asked.Many("status")?.Select(name => ExportRequest.Value<OrganisationStatus>("status", name)).ToArray(),
                Offices = asked.YesOrNo("offices"),
                ConfirmedSince = asked.Day("confirmedSince"),
            };
            var words = await vocabularies.GetAsync(context.RequestAborted);
            var regions = await gazetteer.GetAsync(context.RequestAborted);
            var file = new OrganisationFile(reads.Database, new OrganisationCriteria(filter, regions, words), words, language);
            var said = FileWords.Of(PageLanguage.Find(language) ?? PageLanguage.Default, regions);
            var name = path == List ? "organisations-list" : "organisations";
            return new AskedExport(
                $"{name}{(filter.Regions is [var one] ? "-" + one : "")}{Path.GetExtension(path)}",
                new FileWriter((output, token) => write(file, said, output, token)));
        })).WithMetadata(RequestWeight.Export);
}
