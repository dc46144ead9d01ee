using System.Data;
using System.Text.Json;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Text;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Matching;

/// <summary>
/// Reads what the matcher knows. Origins and religion stay in the database, unless an organisation asked to be matched by them.
/// </summary>
internal static class MatchLoader
{
    public const string ReligiousKind = "religious-association";

    /// <summary>Above the kinds that support such organisations without being one.</summary>
    private const string SupportKind = "support-body";

    private const string Members = """
        SELECT o.id, o.name, o.municipality_key, ST_Y(o.location::geometry), ST_X(o.location::geometry), o.active_in, o.topics,
            o.target_groups, o.offers, o.languages, CASE WHEN p.by_origin THEN o.origins ELSE '{}' END,
            coalesce(p.by_religion AND (o.kind = $2 OR $1 = ANY(o.topics)), false),
            coalesce(o.kind = ANY($3), false), o.founded_year, o.verified_on, o.precision = 'Municipality'
        FROM organisations AS o LEFT JOIN matching_preferences AS p ON p.organisation_id = o.id
        WHERE o.status = 'Active' AND coalesce(p.takes_part, true)
        """;

    private const string Ties = """
        SELECT from_id, to_id, state = 'Confirmed' AND coalesce(starts_on <= $1, true) AND coalesce(ends_on >= $1, true), starts_on
        FROM cooperations WHERE state = 'Ended' OR (state = 'Confirmed' AND kind <> 'UmbrellaMembership')
        UNION ALL SELECT member_id, umbrella_id, coalesce(since <= $1, true), since FROM memberships
        """;

    // As open as on that day in Berlin: calls end at its midnights only, so this holds until the next (docs/decisions.md, 70).
    private static readonly string Calls = $"""
        SELECT c.id, c.organisation_id, c.direction, c.subject, c.areas, c.titles, c.funding_line, c.topics, c.languages, c.slug
        FROM partner_calls AS c WHERE {PartnerCallSql.IsOpenOn("$1")} ORDER BY c.id
        """;

    private static readonly string OfCalls = $"SELECT coalesce(md5(string_agg(open::text, '#')), '') FROM ({Calls}) AS open";

    /// <summary>A text that changes with what the matcher knows of open calls.</summary>
    public static async Task<string> CallsFingerprintAsync(NpgsqlDataSource database, DateOnly today, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OfCalls);
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = today });
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public static async Task<MatchNetwork> LoadAsync(
        NpgsqlDataSource database,
        VocabularySet vocabularies,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var members = await MembersAsync(connection, vocabularies, cancellationToken);
        members.Sort((one, other) => one.Id.CompareTo(other.Id));
        var places = members.Select((member, place) => (member.Id, place)).ToDictionary();
        var ties = await TiesAsync(connection, places, today, cancellationToken);
        var calls = await CallsAsync(connection, places, vocabularies, today, cancellationToken);
        return new MatchNetwork(members, ties, vocabularies, today, calls);
    }

    private static async Task<List<MatchMember>> MembersAsync(
        NpgsqlConnection connection,
        VocabularySet vocabularies,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Members, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = MatchMember.ReligiousTopic });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ReligiousKind });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = SupportKinds(vocabularies[VocabularyName.OrganisationKinds]) });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var members = new List<MatchMember>();
        while (await rows.ReadAsync(cancellationToken))
        {
            members.Add(new MatchMember
            {
                Id = rows.GetGuid(0),
                Name = rows.GetString(1),
                Municipality = rows.GetString(2),
                Latitude = rows.GetDouble(3),
                Longitude = rows.GetDouble(4),
                ActiveIn = rows.GetFieldValue<string[]>(5),
                Topics = MatchMember.WithoutReligion(rows.GetFieldValue<string[]>(6)),
                TargetGroups = rows.GetFieldValue<string[]>(7),
                Offers = rows.GetFieldValue<string[]>(8),
                Languages = rows.GetFieldValue<string[]>(9),
                Origins = rows.GetFieldValue<string[]>(10),
                SeeksReligion = rows.GetBoolean(11),
                Supports = rows.GetBoolean(12),
                FoundedYear = rows.IsDBNull(13) ? null : rows.GetInt32(13),
                ConfirmedOn = rows.IsDBNull(14) ? null : rows.GetFieldValue<DateOnly>(14),
                IsTownOnly = rows.GetBoolean(15),
            });
        }

        return members;
    }

    private static async Task<List<MatchTie>> TiesAsync(
        NpgsqlConnection connection,
        Dictionary<Guid, int> places,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Ties, connection);
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = today });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var ties = new List<MatchTie>();
        while (await rows.ReadAsync(cancellationToken))
        {
            // A tie to somebody who opted out says nothing here, as if it were not known.
            if (!places.TryGetValue(rows.GetGuid(0), out var from) || !places.TryGetValue(rows.GetGuid(1), out var to)) continue;
            ties.Add(new MatchTie(from, to, rows.GetBoolean(2), rows.IsDBNull(3) ? null : rows.GetFieldValue<DateOnly>(3)));
        }

        return ties;
    }

    private static async Task<List<MatchCall>> CallsAsync(
        NpgsqlConnection connection,
        Dictionary<Guid, int> places,
        VocabularySet vocabularies,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Calls, connection);
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = today });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var calls = new List<MatchCall>();
        while (await rows.ReadAsync(cancellationToken))
        {
            if (!places.TryGetValue(rows.GetGuid(1), out var caller))
                continue; // opted out, or no longer active
            calls.Add(
                new MatchCall(
                    rows.GetGuid(0),
                    rows.GetString(9),
                    caller,
                    Enum.Parse<PartnerCallDirection>(rows.GetString(2)),
                    Enum.Parse<PartnerCallSubject>(rows.GetString(3)),
                    new MatchArea(rows.GetFieldValue<string[]>(4))
                )
                {
                    Titles = JsonSerializer.Deserialize<Dictionary<string, string>>(rows.GetString(5), JsonSerializerOptions.Default)!,
                    FundingLine = rows.IsDBNull(6) ? null : Folding.MatchKey(rows.GetString(6)),
                    Topics = [.. vocabularies[VocabularyName.Topics].ByKeys(MatchMember.WithoutReligion(rows.GetFieldValue<string[]>(7)))],
                    Languages = [.. vocabularies[VocabularyName.Languages].ByKeys(rows.GetFieldValue<string[]>(8))],
                }
            );
        }

        return calls;
    }

    private static string[] SupportKinds(Vocabulary kinds) =>
        [.. kinds.Terms.Where(term => term.Key == SupportKind || term.Broader?.Key == SupportKind).Select(term => term.Key)];
}
