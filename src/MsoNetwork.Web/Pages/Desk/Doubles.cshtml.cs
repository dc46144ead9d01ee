using MsoNetwork.Duplicates;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>/de/schreibtisch/listen/doppelt: pairs of the desk's area that are likely one organisation, the likeliest first.</summary>
internal sealed class DoublesModel(LikelyDuplicates duplicates) : DeskPage
{
    public const int OnPage = 25;

    public IReadOnlyList<DuplicatePair> Pairs { get; private set; } = [];

    public int Total { get; private set; }

    public int Number { get; private set; }

    public async Task OnGetAsync()
    {
        Title = T["desk.list.Doubles"];
        Number = int.TryParse(Request.Query["seite"], out var page) ? Math.Clamp(page, 1, 10_000) : 1;
        var centre = Centre;
        var all = await duplicates.PairsAsync(IsAdministrator || centre is null ? null : centre.Covers, Aborted);
        Total = all.Count;
        Pairs = [.. all.OrderByDescending(pair => pair.Score).ThenBy(pair => pair.One.Slug, StringComparer.Ordinal)
            .Skip((Number - 1) * OnPage).Take(OnPage)];
    }
}
