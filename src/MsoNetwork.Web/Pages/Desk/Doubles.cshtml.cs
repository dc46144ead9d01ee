using MsoNetwork.Duplicates;
using MsoNetwork.Text;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>/de/schreibtisch/listen/doppelt: pairs of the desk's area that are likely one organisation, the likeliest first.</summary>
internal sealed class DoublesModel(LikelyDuplicates duplicates) : DeskPage
{
    public const int OnPage = 25;

    public IReadOnlyList<DuplicatePair> Pairs { get; private set; } = [];

    public int Total { get; private set; }

    public int Number { get; private set; }

    /// <summary>What names or towns must have in them.</summary>
    public string Words { get; private set; } = "";

    public async Task OnGetAsync(string? q)
    {
        Title = T["desk.list.Doubles"];
        Words = q?.Trim() is { Length: <= 100 } words ? words : "";
        Number = int.TryParse(Request.Query["seite"], out var page) ? Math.Clamp(page, 1, 10_000) : 1;
        var centre = Centre;
        var all = await duplicates.PairsAsync(IsAdministrator || centre is null ? null : centre.Covers, Aborted);
        if (Words.Length > 0) all = [.. all.Where(pair => Has(pair.One) || Has(pair.Other))];
        Total = all.Count;
        Pairs = [.. all.OrderByDescending(pair => pair.Score).ThenBy(pair => pair.One.Slug, StringComparer.Ordinal)
            .Skip((Number - 1) * OnPage).Take(OnPage)];
    }

    public string Next => Path("schreibtisch/listen/doppelt") + QueryString.Create("seite", $"{Number + 1}").Add("q", Words);

    // Each word, wherever it stands, as people spell it.
    private bool Has(LikelyDuplicate one) => Folding.MatchKey(Words).Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .All(word => Folding.MatchKey($"{one.Name} {one.Town}").Contains(word, StringComparison.Ordinal));
}
