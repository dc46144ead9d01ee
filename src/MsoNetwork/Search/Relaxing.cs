namespace MsoNetwork.Search;

/// <summary>What of a query counts, and how much of that a hit needs.</summary>
/// <param name="Query">With the parts that somebody has, each as exactly as anybody has it.</param>
/// <param name="Needed">The parts that a hit needs.</param>
/// <param name="Matched">As typed: parts that one of the best hits has.</param>
/// <param name="Unmatched">As typed: the others.</param>
public sealed record Relaxed(ParsedQuery Query, int Needed, IReadOnlyList<string> Matched, IReadOnlyList<string> Unmatched);

/// <summary>
/// Rules 4 and 7 of <see cref="MatchRules"/>: decided once for a query, over all that is searched, before filters.
/// </summary>
internal static class Relaxing
{
    public static Relaxed Decide<T>(
        IndexQuestion<T> question,
        IReadOnlyList<LiveSegment<T>> live,
        IReadOnlyList<PartMatches> matches
    )
    {
        var scope = new Scope<T>(question, live, matches);
        var (found, unmatched) = PartsFound(question, scope);
        if (found.Count == 0) return new Relaxed(question.Query with { Parts = [] }, 1, [], unmatched);
        var (matching, best) = scope.Count(found);
        var lacking = found.Where((_, part) => (best & (1 << part)) == 0).Select(part => part.Typed).ToHashSet();
        return new Relaxed(
            question.Query with { Parts = found },
            MatchRules.Needed(matching),
            [.. found.Select(part => part.Typed).Where(typed => !lacking.Contains(typed)).Distinct()],
            [.. question.Query.Parts.Select(part => part.Typed).Where(lacking.Contains).Concat(unmatched).Distinct()]
        );
    }

    /// <summary>The parts that somebody has, with the typos that this takes, and what nobody has.</summary>
    private static (List<QueryPart> Found, List<string> Unmatched) PartsFound<T>(IndexQuestion<T> question, Scope<T> scope)
    {
        var (found, unmatched) = (new List<QueryPart>(), new List<string>());
        foreach (var part in question.Query.Parts)
        {
            // Suggestions go by what is typed, not by what is left of it.
            if (scope.Read(part) is { } read) found.Add(read);
            else if (question.TitlesOnly) found.Add(part);
            else AddPieces(part, scope, found, unmatched);
        }

        if (found.Count > 0 || question.TitlesOnly) return (found, unmatched);
        // More words never turn hits into none: what the query would find with fewer of them.
        var words = question.Query.Parts.SelectMany(PiecesOf).Concat(question.Query.LeftOut).ToList();
        foreach (var part in words)
        {
            var mayGoOn = part.MayGoOn || (words.Count > 1 && !question.Query.LeftOut.Contains(part)); // "wie" is not Wiedenbrück
            if (scope.Read(part with { MayGoOn = mayGoOn }) is { } read) found.Add(read);
        }

        var typed = found.Select(part => part.Typed).ToHashSet();
        return (found, found.Count == 0 ? unmatched : [.. words.Select(part => part.Typed).Where(word => !typed.Contains(word))]);
    }

    private static void AddPieces<T>(QueryPart part, Scope<T> scope, List<QueryPart> found, List<string> unmatched)
    {
        var pieces = part.Places.Count > 0 ? [part] : PiecesOf(part);
        if (pieces.Count == 1 && ReferenceEquals(pieces[0], part)) // "mit Kinderbetreuung" has one piece that says something
        {
            unmatched.Add(part.Typed);
            return;
        }

        var read = pieces.Select(scope.Read).ToList();
        found.AddRange(read.OfType<QueryPart>());
        if (read.TrueForAll(one => one is null)) unmatched.Add(part.Typed);
        else unmatched.AddRange(pieces.Where((_, piece) => read[piece] is null).Select(piece => piece.Typed));
    }

    // What is known as a whole has no typos in its words: Kap Verde is no Verein.
    private static IReadOnlyList<QueryPart> PiecesOf(QueryPart part) => part switch
    {
        { Pieces: null } => [part],
        { IsKnown: true } => [.. part.Pieces.Value.Select(piece => piece with { IsName = true })],
        _ => part.Pieces.Value,
    };

    private enum Found
    {
        Nobody,
        Loosely,
        Exact,
    }

    /// <summary>All that is searched, without filters.</summary>
    private sealed class Scope<T>(IndexQuestion<T> question, IReadOnlyList<LiveSegment<T>> live, IReadOnlyList<PartMatches> matches)
    {
        private readonly bool[][] _passing =
            [.. live.Select(segment => new SegmentFilter<T>(segment, question.AllConditions.Where(one => one.IsScope)).Passing())];

        /// <summary>
        /// The part with as little forgiven as somebody has it; null when nobody has it. Typos are looked for where nobody has the word
        /// itself; beginnings and pieces of compounds do not speak against them.
        /// </summary>
        public QueryPart? Read(QueryPart part)
        {
            var best = Best(part);
            if (best == Found.Exact || part.IsKnown || part.IsName) return best == Found.Nobody ? null : part;
            var typos = part with { Forgiven = Forgiveness.Typos };
            if (Best(typos) != Found.Nobody) return typos;
            var guesses = part with { Forgiven = Forgiveness.Guesses };
            return Best(guesses) == Found.Nobody ? null : guesses;
        }

        /// <summary>How many have how many of the parts, and which parts those have that have most.</summary>
        public (int[] Matching, int Best) Count(List<QueryPart> parts)
        {
            var (matching, best, most) = (new int[parts.Count + 1], 0, 1);
            for (var segment = 0; segment < live.Count; segment++)
            {
                var index = live[segment].Segment.Index;
                var of = parts.ConvertAll(part => matches[segment].Of(part, question.TitlesOnly));
                var counts = index.Rent();
                Array.Clear(counts);
                foreach (var one in of) SegmentSearch<T>.CountMatches(one, counts);
                for (var number = Next(counts, 0); number >= 0; number = Next(counts, number + 1))
                {
                    if (!_passing[segment][number]) continue;
                    var count = counts[number];
                    matching[count]++;
                    if (count < most) continue;
                    if (count > most) (most, best) = (count, 0);
                    for (var part = 0; part < of.Count; part++) best |= of[part][number] == PartMatcher.None ? 0 : 1 << part;
                }

                index.Return(counts);
            }

            return (matching, best);
        }

        private Found Best(QueryPart part)
        {
            var best = Found.Nobody;
            for (var segment = 0; segment < live.Count; segment++)
            {
                var (found, passing) = (matches[segment].Of(part, question.TitlesOnly), _passing[segment]);
                for (var number = NextMatch(found, 0); number >= 0; number = NextMatch(found, number + 1))
                {
                    if (!passing[number]) continue;
                    if (PartMatcher.IsTheWordItself(found[number])) return Found.Exact;
                    best = Found.Loosely;
                }
            }

            return best;
        }

        private static int NextMatch(byte[] found, int from)
        {
            if (from >= found.Length) return -1;
            var next = found.AsSpan(from).IndexOfAnyExcept(PartMatcher.None);
            return next < 0 ? -1 : from + next;
        }

        private static int Next(byte[] counts, int from)
        {
            if (from >= counts.Length) return -1;
            var next = counts.AsSpan(from).IndexOfAnyInRange((byte)1, byte.MaxValue);
            return next < 0 ? -1 : from + next;
        }
    }
}
