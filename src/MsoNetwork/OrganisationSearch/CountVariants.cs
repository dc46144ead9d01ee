using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;

namespace MsoNetwork.OrganisationSearch;

/// <summary>Another search that might find more.</summary>
public sealed record SearchVariant(string Text, OrganisationFilter Filter);

/// <summary>
/// How many organisations are found by each of a few searches like one that found none: for help on an empty page. All are counted in one
/// pass over our own index, whichever engine answers searches: parts of the text that they share are looked for once, nothing is ranked.
/// </summary>
public sealed class CountVariants(PhraseBook phrases, BuiltInEngine engine, TimeProvider time)
{
    /// <summary>More are not counted.</summary>
    public const int Most = 12;

    /// <summary>What is not counted in this time is left out: help that comes late is none.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <returns>One count for each variant from the first on, for as many as there was time for.</returns>
    public async Task<IReadOnlyList<int>> RunAsync(IEnumerable<SearchVariant> variants, CancellationToken cancellationToken)
    {
        var known = await phrases.GetAsync(cancellationToken);
        var started = time.GetTimestamp();
        return await engine.CountEachAsync(
            variants
                .Take(Most)
                .Select(variant => SearchOrganisations.Question(new SearchInput(variant.Text, variant.Filter, 1), known)),
            () => time.GetElapsedTime(started) < Patience,
            cancellationToken
        );
    }
}
