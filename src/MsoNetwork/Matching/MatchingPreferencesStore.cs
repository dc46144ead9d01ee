using MsoNetwork.Changes;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Matching;

public sealed record SetMatchingPreferencesInput(bool? TakesPart, bool? ByOrigin, bool? ByReligion);

/// <summary>Reads and writes what an organisation wants of the matching: only for itself.</summary>
public sealed class MatchingPreferencesStore(CurrentViewer current, NpgsqlDataSource database, TimeProvider time)
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
        var organisation = await OwnAsync(Operation.See, cancellationToken);
        await using var command = database.CreateCommand($"SELECT {Columns} FROM matching_preferences WHERE organisation_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organisation });
        return (await command.ListAsync(Read, cancellationToken)).FirstOrDefault()
            ?? new MatchingPreferences { OrganisationId = organisation, UpdatedAt = DateTimeOffset.UnixEpoch };
    }

    public async Task<MatchingPreferences> SetAsync(SetMatchingPreferencesInput input, CancellationToken cancellationToken)
    {
        var organisation = await OwnAsync(Operation.Change, cancellationToken);
        await using var command = database.CreateCommand(Write);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organisation });
        foreach (var value in (ReadOnlySpan<bool?>)[input.TakesPart, input.ByOrigin, input.ByReligion])
            command.Parameters.Add(
                new NpgsqlParameter { Value = value is { } given ? given : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Boolean }
            );
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = time.GetUtcNow() });
        try
        {
            return await WriteAsync(organisation, command, cancellationToken);
        }
        catch (PostgresException error) when (error.ConstraintName == "matching_preferences_of_who_stays_out_ask_nothing")
        {
            throw NetworkException.Invalid(
                "input.takesPart",
                "Who takes no part in matching cannot ask to be matched by origin or religion: set byOrigin and byReligion to false as "
                    + "well."
            );
        }
    }

    private async Task<Guid> OwnAsync(Operation operation, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        return viewer.Organisation is { } self
            && Rights.Allows(viewer, Resource.MatchingPreferences, operation, new Facts { Owners = [self] })
            ? self
            : throw new NetworkException(ErrorCode.Forbidden, "Only an organisation itself sees and sets its matching preferences.");
    }

    private async Task<MatchingPreferences> WriteAsync(Guid organisation, NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var author = new ChangeAuthor(ChangeAuthorKind.Organisation, organisation.ToString());
        return (await author.ListAsync(database, command, Read, cancellationToken))[0];
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
