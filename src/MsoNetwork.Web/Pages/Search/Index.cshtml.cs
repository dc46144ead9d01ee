using System.Net;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Search;

/// <summary>/de/organisationen: search, filters, list.</summary>
[KeptPage]
internal sealed class SearchModel(Registry registry) : SitePage
{
    /// <summary>Key of the topic that money is about.</summary>
    private const string FundingTopic = "funding";

    public List<FormProblem> Problems { get; } = [];

    public SearchForm Form { get; private set; } = new();

    public SearchResults Results { get; private set; } = null!;

    public Gazetteer Gazetteer { get; private set; } = null!;

    public VocabularySet Vocabularies { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        (Gazetteer, Vocabularies) = await registry.ReferenceAsync(Aborted);
        Form = await AskedAsync(SearchForm.Read(Request.Query, Gazetteer, Vocabularies, Problems).Ordered);
        try
        {
            Results = await SearchResults.OfAsync(registry, Form, Vocabularies, Requester, Aborted);
        }
        catch (NetworkException error) when (error is { Code: ErrorCode.InvalidInput } && Form.After is not null)
        {
            Problems.Add(new FormProblem("problem.cursor", "", "after"));
            Form = Form with { After = null };
            Results = await SearchResults.OfAsync(registry, Form, Vocabularies, Requester, Aborted);
        }

        if (Results.Total > PageSize.Default && Form.Text.Length == 0 && (Form.Sort ?? UsualOrder) == OrganisationOrder.Name)
            Letters = await registry.LettersAsync(Form.Filter, Aborted);
        if (Results.Total == 0)
        {
            Looser = await CountedAsync();
            HttpContext.Items[KeptPages.Passing] = true; // a search that finds nothing is counted
        }

        Title = Form.Text.Length > 0 ? $"{Form.Text} – {T["search.title"]}" : T["search.title"];
        Description = Form.IsEmpty ? T["site.claim"] : $"{T.Count("organisations", Results.Total)}. {string.Join(" · ", Asked)}";
        ShareImage = SearchAddress.Filters(Form) is { Length: > 0 } filters ? $"karte.png?{filters}" : "karte.png";
        Unlisted = !Form.IsEmpty || Form.After is not null;
    }

    /// <summary>How many offices the same search finds, where they are not shown.</summary>
    public int Offices { get; private set; }

    /// <summary>The letters of a list by name that is longer than a page.</summary>
    public IReadOnlyList<OrganisationLetter> Letters { get; private set; } = [];

    /// <summary>The letter that the page begins with.</summary>
    public char? Letter =>
        Results.Hits is [var first, ..] && first.Entry.SortName is [var sign, ..]
            ? char.IsAsciiDigit(sign) ? '0' : char.ToUpperInvariant(sign)
            : null;

    /// <summary>All of it on one page.</summary>
    public string Whole => SearchAddress.Whole(Form, Language);

    private OrganisationOrder UsualOrder => Form.Place is null ? OrganisationOrder.Name : OrganisationOrder.Distance;

    // Words that only offices have, or that name a kind of office, ask for them: nobody who types "KI Hagen" wants to hear of nothing.
    private async Task<SearchForm> AskedAsync(SearchForm form)
    {
        if (form.ShowsOffices) return form;
        SearchVariant[] both = [new(form.Text, form.Filter with { Offices = true }), new(form.Text, form.Filter)];
        var counts = await registry.CountAsync(form.Text.Length > 0 ? both : both[..1], Aborted);
        Offices = counts is [var count, ..] ? count : 0;
        if (form.Text.Length == 0 || form.Offices is not null) return form;
        var asked = counts is [_, 0] || (Offices > 0 && await registry.NamesOfficeAsync(form.Text, Aborted));
        return asked ? form with { Offices = true } : form;
    }

    private IPAddress? Requester => HttpContext.Connection.RemoteIpAddress;

    public override string ShownAt => Address(Form);

    public string Address(SearchForm form) => SearchAddress.Of(form, Language);

    /// <summary>The order, where another than the usual one was chosen.</summary>
    public IEnumerable<(string Name, string Value)> Order =>
        Form.Sort is { } sort ? [(T["sort.label"], T[sort == OrganisationOrder.Name ? "sort.name" : "sort.updated"])] : [];

    public string Label(FacetName facet, string key) => AskedFor.Label(facet, key, Gazetteer, Vocabularies, Language);

    /// <summary>What can be chosen in the order to show it, chosen ones first.</summary>
    public IEnumerable<(string Key, string Label, int Count, bool Chosen)> Values(FacetName facet) =>
        from value in Results.Facets.GetValueOrDefault(facet) ?? []
        let chosen = Form.IsChosen(facet, value.Key)
        orderby chosen descending
        select (value.Key, Label(facet, value.Key), value.Count, chosen);

    /// <summary>The parts of the text with what they were taken for, and the search without each.</summary>
    public IEnumerable<(string Sentence, string Typed, string Without)> Understood()
    {
        var query = Results.Understood;
        foreach (var part in query.Parts)
        {
            var meanings = part
                .Terms.Take(2)
                .Select(term => term.Label(Language.Tag))
                .Concat(part.Parsed.Places is [{ IsWhole: true }, ..] ? [] : part.Regions.Take(1).Select(region => region.Name))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .ToList();
            if (meanings.Count == 0 && query.Parts.Count == 1 && query.Around is null)
                continue;
            var sentence =
                meanings is [var only] && only.Equals(part.Typed, StringComparison.OrdinalIgnoreCase) ? only
                : meanings.Count == 0 ? T["understood.word", part.Typed]
                : T["understood.meaning", part.Typed, string.Join(" / ", meanings)];
            yield return (
                sentence,
                part.Typed,
                Address(Form with { Text = TextOf(query.Parts.Where(other => other != part), query.Around), After = null })
            );
        }

        if (query.Around is { } around)
        {
            var circle = T["understood.around", T.Plain((int)around.RadiusKm), around.Place.Name];
            yield return (circle, circle, Address(Form with { Text = TextOf(query.Parts, null), After = null }));
        }
    }

    /// <summary>
    /// Who types what somebody wants to do or get looks for more than organisations: the same in trainings, advice and funding.
    /// </summary>
    public IEnumerable<(string Name, string Address)> Elsewhere()
    {
        var terms = Results.Understood.Parts.SelectMany(part => part.Terms).Select(term => term.Key).ToHashSet(StringComparer.Ordinal);
        if (terms.Count == 0) yield break;
        if (terms.Contains(FundingTopic)) yield return ("money", Path("foerderung"));
        var (text, place) = (Uri.EscapeDataString(Form.Text),
            NearPosition.Parse(Form.Near) is null ? Uri.EscapeDataString(Form.Near) : ""); // where somebody stands goes no further
        yield return ("learn", $"{Path("termine")}?q={text}&near={place}");
        yield return ("advice", $"{Path("beratung")}?topic={text}&place={place}");
    }

    /// <summary>What was asked for, in a line: words, place, choices.</summary>
    public IEnumerable<string> Asked =>
        [.. Form.Text.Length > 0 ? [Form.Text] : Array.Empty<string>(), .. AskedFor.Chosen(Form, Gazetteer, Vocabularies, T)];

    /// <summary>What finds more, the least change first, with how many.</summary>
    public IReadOnlyList<(string Text, string Address, int Count)> Looser { get; private set; } = [];

    /// <summary>The place in the form, as somebody would say it.</summary>
    public string AskedPlaceInWords => Form.PlaceInWords(Gazetteer, T);

    private string PlaceName => Form.PlaceName(Gazetteer, T);

    /// <summary>
    /// What the middle of the circle on the map is called; null without a circle. The map cannot turn brackets round for letters that run
    /// from right to left.
    /// </summary>
    public string? AskedPlace =>
        Form.Place is null ? Results.Understood.Around?.Place.Name
        : NearPosition.Parse(Form.Near) is not { } here ? PlaceName
        : Language.IsRightToLeft ? Gazetteer.NearestMunicipality(here).Name
        : OwnPlace.Shown(Form.Near, Gazetteer, T);

    private async Task<IReadOnlyList<(string, string, int)>> CountedAsync()
    {
        var changes = Changes().ToList();
        var found = await registry.CountAsync(changes.Select(change => new SearchVariant(change.Form.Text, change.Form.Filter)), Aborted);
        return
        [
            .. changes
                .Zip(found, (change, count) => (change.Text, Address(change.Form with { After = null }), count))
                .Where(change => change.count > 0),
        ];
    }

    private IEnumerable<(string Text, SearchForm Form)> Changes()
    {
        if (Form.Place is not null)
        {
            foreach (var km in SearchForm.Radii.Where(km => km > Form.Km).Take(2))
                yield return (T["empty.radius", T.Plain(km)], Form.Within(km));
        }

        if (Form.HasPlace) yield return (T["empty.everywhere"], Form.WithoutPlace);
        if (Form.Box is not null) yield return (T["empty.filter", T["map.box"]], Form with { Box = null });
        if (Form.IsFresh) yield return (T["empty.filter", T["fresh.chosen"]], Form with { IsFresh = false });
        foreach (var (facet, keys) in Form.Chosen)
        {
            foreach (var key in keys) yield return (T["empty.filter", Label(facet, key)], Form.Toggle(facet, key));
        }

        if (Results.Understood.Parts.Count > 1)
        {
            foreach (var part in Results.Understood.Parts)
                yield return (
                    T["empty.without", part.Typed],
                    Form with
                    {
                        Text = TextOf(Results.Understood.Parts.Where(other => other != part), Results.Understood.Around),
                    }
                );
        }

        if (Form.IsNarrowed && Form.Text.Length > 0) yield return (T["filters.clear"], new SearchForm { Text = Form.Text });
    }

    private static string TextOf(IEnumerable<UnderstoodPart> parts, AroundPlace? around) =>
        string.Join(
                ' ',
                parts
                    .Select(part => part.Typed)
                    .Append(
                        around is null
                            ? ""
                            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{around.Place.Name} {around.RadiusKm} km")
                    )
            )
            .Trim();
}
