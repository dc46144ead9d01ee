using MsoNetwork.Organisations;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Networks;

/// <summary>
/// What joins two organisations in a network: a cooperation of a kind, or the membership of the first in the second, whoever wrote it down.
/// </summary>
public enum NetworkTieKind
{
    JointProject,
    Mentoring,
    Sharing,
    Event,
    FundingConsortium,
    Other,
    UmbrellaMembership,
}

/// <summary>An organisation as networks need it.</summary>
public sealed record NetworkMember(
    Guid Id,
    string Slug,
    string Name,
    string? Kind,
    string Municipality,
    string[] Topics,
    OrganisationStatus Status
)
{
    /// <summary>What drawings call it.</summary>
    public string Label { get; init; } = Name;

    public bool IsActive => Status == OrganisationStatus.Active;

    public bool IsDissolved => Status == OrganisationStatus.Dissolved;

    public string District => Municipality[..5];
}

/// <summary>Who says that a tie is there: a source, or the two themselves.</summary>
/// <param name="Name">Publisher or title; null when both organisations confirmed it here.</param>
/// <param name="Url">Where.</param>
/// <param name="ReadOn">The day it was read.</param>
public sealed record TieSource(string? Name, string? Url, DateOnly? ReadOn)
{
    public static TieSource Both { get; } = new(null, null, null);
}

/// <summary>One cooperation or membership.</summary>
/// <param name="From">Place of the one among the members.</param>
/// <param name="To">Place of the other.</param>
/// <param name="Kind">What joins them.</param>
/// <param name="Title">A cooperation's.</param>
/// <param name="Start">The day it began, or was proposed here; null when no source says it.</param>
/// <param name="Known">The first day of which it is known: its beginning, else the day its source was read, else ever since.</param>
/// <param name="End">Its last day; null when open.</param>
/// <param name="Topics">Keys.</param>
/// <param name="IsEnded">Whether somebody said that it is over; networks show it to its last day all the same.</param>
/// <param name="Source">Who says so; null when nobody is named.</param>
public sealed record NetworkTie(
    int From,
    int To,
    NetworkTieKind Kind,
    string Title,
    DateOnly? Start,
    DateOnly Known,
    DateOnly? End,
    string[] Topics,
    bool IsEnded = false,
    TieSource? Source = null
)
{
    /// <summary>What nobody knows the beginning of goes on at every day until its end: it says nothing about when a network grew.</summary>
    public bool GoesOnAt(DateOnly day) => (Start is not { } start || start <= day) && (End is not { } end || end >= day);
}

/// <summary>Everything that networks are cut out of, as of one version of the registry.</summary>
public sealed record NetworkSnapshot(long Version, IReadOnlyList<NetworkMember> Members, IReadOnlyList<NetworkTie> Ties)
{
    private Dictionary<Guid, int>? _places;

    /// <summary>The place of an organisation among the members; null where it is not there.</summary>
    public int? Place(Guid id) =>
        (_places ??= Members.Select((member, place) => (member.Id, place)).ToDictionary()).TryGetValue(id, out var place) ? place : null;

    private const string MembersSql = """
        SELECT id, slug, name, kind, municipality_key, topics, status, alternate_names FROM organisations
        ORDER BY slug
        """;

    private const string TiesSql = """
        SELECT from_id, to_id, kind, title, coalesce(starts_on, CASE WHEN retrieved_on IS NULL THEN proposed_at::date END),
        coalesce(starts_on, retrieved_on, proposed_at::date), ends_on, topics,
            state = 'Ended', proposed_by IS NOT NULL AND confirmed_by IS NOT NULL, source_name, source_url, retrieved_on FROM cooperations
            WHERE state IN ('Confirmed', 'Ended')
        UNION ALL SELECT member_id, umbrella_id, 'UmbrellaMembership', '', since, coalesce(since, retrieved_on, '0001-01-01'), NULL, '{}',
        false, false, source_name, source_url, retrieved_on FROM memberships AS m
        WHERE NOT EXISTS (SELECT FROM cooperations AS c
        WHERE c.kind = 'UmbrellaMembership' AND c.state = 'Confirmed' AND c.from_id = m.member_id AND c.to_id = m.umbrella_id)
        ORDER BY 1, 2, 3, 4, 6, 5
        """;

    public static async Task<NetworkSnapshot> LoadAsync(NpgsqlDataSource database, long version, CancellationToken cancellationToken)
    {
        var (members, places, ties, sources) = (
            new List<NetworkMember>(),
            new Dictionary<Guid, int>(),
            new List<NetworkTie>(),
            new Dictionary<TieSource, TieSource>()
        );
        await using var snapshot = await Snapshot.OpenAsync(database, cancellationToken);
        await using (var command = snapshot.Command(MembersSql))
        {
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                places.Add(rows.GetGuid(0), members.Count);
                members.Add(
                    new(
                        rows.GetGuid(0),
                        rows.GetString(1),
                        rows.GetString(2),
                        rows.IsDBNull(3) ? null : rows.GetString(3),
                        rows.GetString(4),
                        rows.GetFieldValue<string[]>(5),
                        Enum.Parse<OrganisationStatus>(rows.GetString(6))
                    )
                    {
                        Label = ShortName.Of(rows.GetString(2), rows.GetFieldValue<string[]>(7)),
                    }
                );
            }
        }

        await using (var command = snapshot.Command(TiesSql))
        {
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                var (from, to) = (places[rows.GetGuid(0)], places[rows.GetGuid(1)]);
                ties.Add(
                    new(
                        from,
                        to,
                        Enum.Parse<NetworkTieKind>(rows.GetString(2)),
                        rows.GetString(3),
                        Day(4),
                        rows.GetFieldValue<DateOnly>(5),
                        Day(6),
                        rows.GetFieldValue<string[]>(7),
                        rows.GetBoolean(8),
                        Source()
                    )
                );

                DateOnly? Day(int column) => rows.IsDBNull(column) ? null : rows.GetFieldValue<DateOnly>(column);

                // Many ties have one source: kept once.
                TieSource? Source()
                {
                    if (rows.GetBoolean(9)) return TieSource.Both;
                    if (rows.IsDBNull(10)) return null;
                    var source = new TieSource(rows.GetString(10), rows.IsDBNull(11) ? null : rows.GetString(11), Day(12));
                    return sources.TryGetValue(source, out var known) ? known : sources[source] = source;
                }
            }
        }

        return new(version, members, ties);
    }
}
