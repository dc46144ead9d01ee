using MsoNetwork.Networks;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Matching;

/// <summary>
/// Everything that suggestions are made of, immutable, in memory: members in the order of their ids, their terms, and who works with whom.
/// Who opted out is not in it, neither as a member nor as a partner of others.
/// </summary>
public sealed class MatchNetwork
{
    private const double Radius = 6371.0088;
    private static readonly double FarthestChord = Math.Pow(2 * Math.Sin(MatchWeights.ReachKm / (2 * Radius)), 2);
    private readonly Dictionary<Guid, int> _places;
    private readonly (double X, double Y, double Z)[] _points;
    private readonly int[] _cooperations;
    private readonly DateOnly?[] _firstStart, _lastStart;
    private readonly bool[] _experienced;
    private readonly double[] _activity, _logPartners;

    /// <param name="members">In ascending order of their ids: ties in a score go by it.</param>
    /// <param name="ties">All there are or were.</param>
    /// <param name="vocabularies">For the hierarchies of terms.</param>
    /// <param name="today">The day, in Berlin.</param>
    /// <param name="calls">Open on that day, in the order of their ids.</param>
    public MatchNetwork(
        IReadOnlyList<MatchMember> members,
        IReadOnlyCollection<MatchTie> ties,
        VocabularySet vocabularies,
        DateOnly today,
        IReadOnlyList<MatchCall>? calls = null
    )
    {
        (Members, Today) = (members, today);
        _places = members.Select((member, place) => (member.Id, place)).ToDictionary();
        Graph = new NetworkGraph(members.Count, ties.Where(tie => tie.GoesOn).Select(tie => (tie.From, tie.To, 1.0)));
        Topics = new(vocabularies[VocabularyName.Topics], members, member => member.Topics);
        TargetGroups = new(vocabularies[VocabularyName.TargetGroups], members, member => member.TargetGroups);
        Offers = new(vocabularies[VocabularyName.Offers], members, member => member.Offers);
        Languages = new(vocabularies[VocabularyName.Languages], members, member => member.Languages);
        Origins = new(vocabularies[VocabularyName.Origins], members, member => member.Origins);
        Calls = new(this, calls ?? []);
        _points = [.. members.Select(member => Point(member.Latitude, member.Longitude))];
        (_cooperations, _firstStart, _lastStart) = (new int[members.Count], new DateOnly?[members.Count], new DateOnly?[members.Count]);
        foreach (var tie in ties)
        {
            foreach (var place in (ReadOnlySpan<int>)[tie.From, tie.To])
            {
                _cooperations[place]++;
                if (tie.Start is not { } start || start > today) continue;
                if (!(_firstStart[place] <= start)) _firstStart[place] = start;
                if (!(_lastStart[place] >= start)) _lastStart[place] = start;
            }
        }

        _activity =
        [
            .. members.Select(
                (_, place) =>
                    LastSign(place) is { } day ? double.Exp2(-Math.Max(0, today.DayNumber - day.DayNumber) / MatchWeights.HalfLifeDays) : 0
            ),
        ];
        _logPartners = [.. members.Select((_, place) => Math.Log(1 + Graph.Degree(place)))];
        _experienced =
        [
            .. members.Select(
                (member, place) =>
                    Cooperations(place) >= MatchWeights.ExperiencedFromCooperations && Years(place) >= MatchWeights.ExperiencedAfterYears
            ),
        ];
    }

    public IReadOnlyList<MatchMember> Members { get; }
    public DateOnly Today { get; }

    /// <summary>Who works with whom today.</summary>
    public NetworkGraph Graph { get; }
    public MatchTerms Topics { get; }
    public MatchTerms TargetGroups { get; }
    public MatchTerms Offers { get; }
    public MatchTerms Languages { get; }

    /// <summary>Only of those who asked to be matched by them.</summary>
    public MatchTerms Origins { get; }

    /// <summary>Open calls of members.</summary>
    public MatchCalls Calls { get; }

    public int Count => Members.Count;

    public int? PlaceOf(Guid id) => _places.TryGetValue(id, out var place) ? place : null;

    /// <summary>
    /// Kilometres on a sphere (mean radius of the Earth), at most 0.4 % off the geodesic; for scores, where speed counts.
    /// </summary>
    public double Kilometres(int one, int other) => 2 * Radius * Math.Asin(Math.Min(1, Math.Sqrt(Chord(one, other)) / 2));

    /// <summary>
    /// Whether two are farther apart than <see cref="MatchWeights.ReachKm"/>; without roots and angles, because most pairs are.
    /// </summary>
    public bool AreOutOfReach(int one, int other) => Chord(one, other) > FarthestChord;

    /// <summary>Cooperations and memberships, those that have ended included.</summary>
    public int Cooperations(int place) => _cooperations[place];

    /// <summary>Years since the foundation, or since the first cooperation when that is longer ago; 0 when neither is known.</summary>
    public int Years(int place) =>
        Math.Max(
            Members[place].FoundedYear is { } founded ? Math.Max(0, Today.Year - founded) : 0,
            _firstStart[place] is { } start ? Today.Year - start.Year : 0
        );

    /// <summary>Old enough and with cooperations enough to lead others; see <see cref="MatchWeights"/>.</summary>
    public bool IsExperienced(int place) => _experienced[place];

    /// <summary>Experience to compare by: grows with cooperations and years, each further one adds less.</summary>
    public double Experience(int place) =>
        Math.Log(1 + Cooperations(place)) + Math.Log(1 + (Years(place) / (double)MatchWeights.ExperiencedAfterYears));

    /// <summary>
    /// The last day on which something is known to have happened: a confirmation of the entry, or the begin of a cooperation.
    /// </summary>
    public DateOnly? LastSign(int place) => (Members[place].ConfirmedOn, _lastStart[place]) switch
    {
        ({ } confirmed, { } start) => confirmed > start ? confirmed : start,
        var (confirmed, start) => confirmed ?? start,
    };

    /// <summary>1 for a sign of life today, half of it after <see cref="MatchWeights.HalfLifeDays"/>, 0 without any.</summary>
    public double Activity(int place) => _activity[place];

    /// <summary>ln(1 + partners of today).</summary>
    public double LogPartners(int place) => _logPartners[place];

    // The square of the straight line between two points of the unit sphere.
    private double Chord(int one, int other)
    {
        var ((x1, y1, z1), (x2, y2, z2)) = (_points[one], _points[other]);
        var (dx, dy, dz) = (x1 - x2, y1 - y2, z1 - z2);
        return (dx * dx) + (dy * dy) + (dz * dz);
    }

    private static (double, double, double) Point(double latitude, double longitude)
    {
        var (sinLatitude, cosLatitude) = Math.SinCos(double.DegreesToRadians(latitude));
        var (sinLongitude, cosLongitude) = Math.SinCos(double.DegreesToRadians(longitude));
        return (cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude);
    }
}
