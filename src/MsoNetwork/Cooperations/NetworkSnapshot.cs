using Npgsql;

namespace MsoNetwork.Cooperations;

/// <summary>What joins two organisations in a network: a cooperation of a kind, or the membership of the first in the second, whoever wrote it down.</summary>
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
public sealed record NetworkMember(Guid Id, string Slug, string Name, string? Kind, string Municipality, string[] Topics, bool IsActive)
{
    public string District => Municipality[..5];
}

/// <summary>One cooperation or membership. A beginning that nobody states is the day its source was read or it was proposed, else ever since.</summary>
public readonly record struct NetworkTie(int From, int To, NetworkTieKind Kind, string Title, DateOnly Start, DateOnly? End, string[] Topics)
{
    public bool GoesOnAt(DateOnly day) => Start <= day && (End is not { } end || end >= day);
}

/// <summary>Everything that networks are cut out of, as of one version of the registry.</summary>
public sealed record NetworkSnapshot(long Version, IReadOnlyList<NetworkMember> Members, IReadOnlyList<NetworkTie> Ties)
{
    private const string MembersSql = """
        SELECT id, slug, name, kind, municipality_key, topics, status = 'Active' FROM organisations
        ORDER BY slug
        """;

    private const string TiesSql = """
        SELECT from_id, to_id, kind, title, coalesce(starts_on, retrieved_on, proposed_at::date), ends_on, topics FROM cooperations WHERE state IN ('Confirmed', 'Ended')
        UNION ALL SELECT member_id, umbrella_id, 'UmbrellaMembership', '', coalesce(since, retrieved_on, '0001-01-01'), NULL, '{}' FROM memberships AS m
        WHERE NOT EXISTS (SELECT FROM cooperations AS c WHERE c.kind = 'UmbrellaMembership' AND c.state = 'Confirmed' AND c.from_id = m.member_id AND c.to_id = m.umbrella_id)
        ORDER BY 1, 2, 3, 4, 5
        """;

    public static async Task<NetworkSnapshot> LoadAsync(NpgsqlDataSource database, long version, CancellationToken cancellationToken)
    {
        var (members, places, ties) = (new List<NetworkMember>(), new Dictionary<Guid, int>(), new List<NetworkTie>());
        await using (var command = database.CreateCommand(MembersSql))
        {
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                places.Add(rows.GetGuid(0), members.Count);
                members.Add(new(rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.IsDBNull(3) ? null : rows.GetString(3), rows.GetString(4), rows.GetFieldValue<string[]>(5), rows.GetBoolean(6)));
            }
        }

        await using (var command = database.CreateCommand(TiesSql))
        {
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                // What was written between the two statements belongs to the next version.
                if (!places.TryGetValue(rows.GetGuid(0), out var from) || !places.TryGetValue(rows.GetGuid(1), out var to)) continue;
                ties.Add(new(from, to, Enum.Parse<NetworkTieKind>(rows.GetString(2)), rows.GetString(3), rows.GetFieldValue<DateOnly>(4),
                    rows.IsDBNull(5) ? null : rows.GetFieldValue<DateOnly>(5), rows.GetFieldValue<string[]>(6)));
            }
        }

        return new(version, members, ties);
    }
}
