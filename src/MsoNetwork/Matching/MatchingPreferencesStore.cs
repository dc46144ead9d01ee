using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Matching;

public sealed record SetMatchingPreferencesInput(bool? TakesPart, bool? ByOrigin, bool? ByReligion) : MutationInput;

/// <summary>Reads and writes what an organisation wants of the matching: only for itself.</summary>
public sealed class MatchingPreferencesStore(
    CurrentViewer current, NpgsqlDataSource database, AuthoredWrites writes, TimeProvider time)
{
    private const string Columns = "organisation_id, takes_part, by_origin, by_religion, updated_at";

    /// <summary>What is not given stays as it is; of two at once each keeps what the other does not name.</summary>
    private const string Write = $"""
        INSERT INTO matching_preferences AS old ({Columns})
        VALUES ($1, coalesce($2, true), coalesce($3, false), coalesce($4, false), $5)
        ON CONFLICT (organisation_id) DO UPDATE SET takes_part = coalesce($2, old.takes_part), by_origin = coalesce($3, old.by_origin),
            by_religion = coalesce($4, old.by_religion), updated_at = $5
        RETURNING {Columns}
        """;

    /// <summary>The preferences of the organisation that asks.</summary>
    public async Task<MatchingPreferences> GetAsync(CancellationToken cancellationToken)
    {
        var organisation = (await OwnAsync(Operation.See, cancellationToken)).Organisation!.Value;
        var values = new SqlConditions();
        var sql = $"SELECT {Columns} FROM matching_preferences WHERE organisation_id = {values.Parameter(organisation)}";
        return await values.FirstAsync(database, sql, Read, cancellationToken)
            ?? new MatchingPreferences { OrganisationId = organisation, UpdatedAt = DateTimeOffset.UnixEpoch };
    }

    public async Task<MatchingPreferences> SetAsync(SetMatchingPreferencesInput input, CancellationToken cancellationToken)
    {
        var by = await OwnAsync(Operation.Change, cancellationToken);
        var values = new SqlConditions();
        values.Parameter(by.Organisation);
        foreach (var value in (ReadOnlySpan<bool?>)[input.TakesPart, input.ByOrigin, input.ByReligion]) values.Parameter(value);
        values.Parameter(time.GetUtcNow());
        return (await writes.FirstAsync(by, by.Organisation!.Value, values, Write, Read, Refusal, cancellationToken))!;
    }

    private static NetworkException? Refusal(PostgresException error) =>
        error.ConstraintName != "matching_preferences_of_who_stays_out_ask_nothing" ? null : NetworkException.Invalid("input.takesPart",
            "Who takes no part in matching cannot ask to be matched by origin or religion: set byOrigin and byReligion to false as well.");

    private async Task<DoneBy> OwnAsync(Operation operation, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        return viewer.Organisation is { } self
            && Rights.Allows(viewer, Resource.MatchingPreferences, operation, new Facts { Owners = [self] })
            ? new DoneBy(viewer.Person, self, null)
            : throw new NetworkException(ErrorCode.Forbidden, "Only an organisation itself sees and sets its matching preferences.");
    }

    private static MatchingPreferences Read(SqlRow row) => new()
    {
        OrganisationId = row.Value<Guid>(),
        TakesPart = row.Value<bool>(),
        ByOrigin = row.Value<bool>(),
        ByReligion = row.Value<bool>(),
        UpdatedAt = row.Value<DateTimeOffset>(),
    };
}
