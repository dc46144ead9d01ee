using MsoNetwork.DirectorySearch;
using MsoNetwork.Printing;
using MsoNetwork.Regions;
using MsoNetwork.Sql;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Pages.Search;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Map;

/// <summary>
/// GET /de/karte.png with the search page's parameters, and GET /de/organisationen/{slug}/karte.png: what links show where they are shared
/// (<see cref="SharePicture"/>). One is made at a time: it takes a tenth of a second of a processor.
/// </summary>
internal sealed class ShareImages(EntityTag entityTag, MapQuestions questions, MapPictures pictures, KeptFiles files) : IDisposable
{
    private readonly SemaphoreSlim _drawing = new(1);

    public void Dispose() => _drawing.Dispose();

    public void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/{language:language}/karte.png", (HttpContext context, string language) =>
            KeptFiles.AnswerAsync(context, () => SearchAsync(context, PageLanguage.Find(language)!))
        );
        site.MapGet("/{language:language}/organisationen/{slug}/karte.png", (HttpContext context, string language, string slug) =>
            KeptFiles.AnswerAsync(context, () => EntryAsync(context, PageLanguage.Find(language)!, slug))
        );
    }

    private async Task SearchAsync(HttpContext context, PageLanguage language)
    {
        var version = await entityTag.GetAsync(context.RequestAborted);
        var question = await questions.ReadAsync(context.Request.Query, version, context.RequestAborted);
        var (gazetteer, vocabularies) = await ReferenceAsync(context);
        await WriteAsync(context, version, $"share {language.Tag} {question.Name}", language, gazetteer, question, map =>
            Of(SearchForm.Read(context.Request.Query, gazetteer, vocabularies, []), map?.Points.Sum(point => point.Count))
        );

        SharePicture Of(SearchForm form, int? count)
        {
            var t = Texts.Of(language);
            var chosen = AskedFor.Chosen(form, gazetteer, vocabularies, t).ToList();
            var region = form.Chosen.GetValueOrDefault(FacetName.Regions) is [var key] && chosen.Count == 1 ? gazetteer.ByKey(key) : null;
            IEnumerable<string> counted = count is { } number ? [t.Count("organisations", number)] : [];
            return region is not null ? new SharePicture(t["region.title", region.Name], counted)
                : form.IsEmpty ? new SharePicture(t["site.claim"], counted)
                : new SharePicture(t["search.title"], counted.Concat(chosen));
        }
    }

    private async Task EntryAsync(HttpContext context, PageLanguage language, string slug)
    {
        var version = await entityTag.GetAsync(context.RequestAborted);
        var registry = context.RequestServices.GetRequiredService<Registry>();
        if (await registry.Loaders.BySlug.Load(slug, found => found).GetResultAsync(context.RequestAborted) is not { } entry)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (gazetteer, vocabularies) = await ReferenceAsync(context);
        var conditions = new SqlConditions();
        conditions.Add($"o.id = {conditions.Parameter(entry.Id)}");
        var question = new MapQuestion(conditions, entry.Slug);
        string?[] lines =
        [
            entry.Kind is { } kind ? vocabularies[VocabularyName.OrganisationKinds].ByKey(kind)?.Label(language.Tag) : null,
            entry.Town,
            string.Join(" · ", vocabularies[VocabularyName.Topics].ByKeys(entry.Topics).Take(3).Select(term => term.Label(language.Tag))),
        ];
        await WriteAsync(context, version, $"share {language.Tag} /{entry.Slug}", language, gazetteer, question, _ =>
            new SharePicture(entry.Name, lines.OfType<string>().Where(line => line.Length > 0))
        );
    }

    private Task WriteAsync(
        HttpContext context,
        string version,
        string name,
        PageLanguage language,
        Gazetteer gazetteer,
        MapQuestion question,
        Func<MapPicture?, SharePicture> share
    ) => files.WriteAsync(context, version, name, "image/png", async () =>
        {
            await _drawing.WaitAsync(context.RequestAborted);
            try
            {
                var map = await pictures.OfAsync(question, gazetteer, SharePicture.MapShape, context.RequestAborted);
                return PictureCanvas.Png(share(map).Of(map, language), 1);
            }
            finally
            {
                _drawing.Release();
            }
        });

    private static Task<(Gazetteer Gazetteer, VocabularySet Vocabularies)> ReferenceAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<Registry>().ReferenceAsync(context.RequestAborted);
}
