using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.DirectorySearch;

/// <summary>One thing that was typed, with what it means in this directory.</summary>
/// <param name="Parsed">As the engine takes it.</param>
/// <param name="Terms">What it means in the vocabularies; who has a term below it matches as well.</param>
/// <param name="Regions">The places it names, the most likely first; who has the seat or works there matches.</param>
public sealed record UnderstoodPart(QueryPart Parsed, IReadOnlyList<Term> Terms, IReadOnlyList<RegionEntry> Regions)
{
    /// <summary>As typed.</summary>
    public string Typed => Parsed.Typed;

    /// <summary>Its words, folded.</summary>
    public IReadOnlyList<string> Words => Parsed.Words;

    /// <summary>True for a last word that is still being typed: beginnings of words match.</summary>
    public bool MayGoOn => Parsed.MayGoOn;
}

/// <summary>A circle that the text asks for ("Aachen 20 km").</summary>
/// <param name="Place">The place named.</param>
/// <param name="Centre">WGS 84.</param>
/// <param name="RadiusKm">1 to 500.</param>
public sealed record AroundPlace(RegionEntry Place, Position Centre, double RadiusKm);

/// <summary>What a search text was understood as.</summary>
/// <param name="Parsed">As the engine takes it.</param>
/// <param name="Parts">What is looked for, in the order typed; empty for an empty query.</param>
/// <param name="Around">A circle, when a place was given with a radius; then the place is none of the parts.</param>
public sealed record UnderstoodQuery(ParsedQuery Parsed, IReadOnlyList<UnderstoodPart> Parts, AroundPlace? Around)
{
    /// <summary>As typed, cleaned of control characters.</summary>
    public string Text => Parsed.Text;

    /// <summary>
    /// True when something was typed that holds no word (signs, emoji): then nothing is found, while an empty text lists all.
    /// </summary>
    public bool SaysNothing => Parsed.SaysNothing;

    /// <summary>Reads what was typed (<see cref="QueryParser"/>).</summary>
    public static UnderstoodQuery Read(string text, DirectoryPhrases known) =>
        Of(known.LastRead.Of(text, typed => QueryParser.Parse(typed, known.Known)), known);

    internal static UnderstoodQuery Of(ParsedQuery parsed, DirectoryPhrases known) =>
        new(
            parsed,
            [.. parsed.Parts.Select(part => new UnderstoodPart(part, known.Of(part.Terms), known.Of(part.Places)))],
            parsed.Around is { } around
                ? new AroundPlace(known.Of(around.Place), new Position(around.Centre.Latitude, around.Centre.Longitude), around.RadiusKm)
                : null
        );

    /// <summary>Whether something typed means this term, or one above it.</summary>
    public bool Means(Term term) => Parts.Any(part => part.Terms.Any(meant => IsOrBelow(term, meant)));

    private static bool IsOrBelow(Term term, Term meant)
    {
        for (var above = term; above is not null; above = above.Broader)
        {
            if (above == meant) return true;
        }

        return false;
    }
}
