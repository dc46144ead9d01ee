using System.Text.Json;
using MsoNetwork.Accounts;
using MsoNetwork.Changes;
using MsoNetwork.Sql;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.PartnerCalls;

/// <summary>Reads and changes single calls for the mutations.</summary>
public sealed class PartnerCallStore(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>The day in Berlin, by PostgreSQL's calendar: not every machine has .NET's time zones.</summary>
    internal async Task<DateOnly> TodayAsync(CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        var today = $"SELECT ({values.Parameter(time.GetUtcNow())} AT TIME ZONE 'Europe/Berlin')::date";
        return (await values.ListAsync(database, today, row => row.Value<DateOnly>(), cancellationToken))[0];
    }

    /// <summary>The municipality of an organisation's seat; null when it is gone.</summary>
    internal async Task<string?> SeatAsync(Guid organisation, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT municipality_key FROM organisations WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organisation });
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    /// <summary>The call as it is, whoever asks.</summary>
    internal async Task<ListedPartnerCall?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        return await values.FirstAsync(
            database,
            $"SELECT {PartnerCallSql.Columns(values.Parameter(time.GetUtcNow()))} FROM {PartnerCallSql.From} WHERE c.id = "
                + $"{values.Parameter(id)}",
            PartnerCallSql.Read,
            cancellationToken
        );
    }

    internal async Task InsertAsync(Guid id, string slug, Guid organisation, CheckedContent content, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        var (columns, now) = (Content(content, values), values.Parameter(time.GetUtcNow()));
        await using var command = values.Command(database, $"""
            INSERT INTO partner_calls (id, slug, organisation_id, created_at, updated_at, state,
            {string.Join(", ", columns.Select(column => column.Name))})
            VALUES ({values.Parameter(id)}, {values.Parameter(slug)}, {values.Parameter(organisation)}, {now}, {now}, 'Draft',
            {string.Join(", ", columns.Select(column => column.Value))})
            """);
        await RunAsync(new ChangeAuthor(ChangeAuthorKind.Organisation, organisation.ToString()), command, cancellationToken);
    }

    /// <summary>Writes a call's whole content, if nobody has changed it since that version. False when somebody has.</summary>
    internal Task<bool> ChangeAsync(Guid id, int version, CheckedContent content, DoneBy by, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        var step = string.Join(", ", Content(content, values).Select(column => $"{column.Name} = {column.Value}"));
        return StepAsync(id, $"c.version = {values.Parameter(version)}", step, values, by, cancellationToken);
    }

    /// <summary>
    /// Changes a call where a condition still holds. Of two at the same moment the row's lock lets one through; the other then finds
    /// another version or state, and gets false.
    /// </summary>
    /// <param name="id">The call.</param>
    /// <param name="condition">With parameters of <paramref name="values"/>, on <c>partner_calls AS c</c>.</param>
    /// <param name="step">Assignments.</param>
    /// <param name="values">The parameters.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    internal async Task<bool> StepAsync(
        Guid id,
        string condition,
        string step,
        SqlConditions values,
        DoneBy by,
        CancellationToken cancellationToken
    )
    {
        await using var command = values.Command(
            database,
            $"UPDATE partner_calls AS c SET {step}, updated_at = {values.Parameter(time.GetUtcNow())} WHERE c.id = {values.Parameter(id)} "
                + $"AND {condition}"
        );
        return await RunAsync(by.Author, command, cancellationToken) == 1;
    }

    /// <summary>Removes a call with all its responses, for good.</summary>
    internal async Task EraseAsync(Guid id, DoneBy by, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("DELETE FROM partner_calls WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await by.Author.ExecuteAsync(database, command, cancellationToken);
    }

    private static List<(string Name, string Value)> Content(CheckedContent content, SqlConditions values) =>
    [
        ("direction", values.Parameter(content.Given.Direction.ToString())),
        ("subject", values.Parameter(content.Given.Subject.ToString())),
        ("funding_line", values.Parameter(content.FundingLine, NpgsqlDbType.Text)),
        ("titles", values.Parameter(JsonSerializer.Serialize(content.Titles, JsonSerializerOptions.Default), NpgsqlDbType.Jsonb)),
        ("texts", values.Parameter(JsonSerializer.Serialize(content.Texts, JsonSerializerOptions.Default), NpgsqlDbType.Jsonb)),
        ("topics", values.Parameter(content.Topics)),
        ("target_groups", values.Parameter(content.TargetGroups)),
        ("languages", values.Parameter(content.Languages)),
        ("regions", values.Parameter(content.Regions)),
        ("place_key", values.Parameter(content.Place?.Key, NpgsqlDbType.Text)),
        ("radius_km", values.Parameter(content.Given.Place?.RadiusKm)),
        ("starts_on", values.Parameter(content.StartsOn)),
        ("ends_on", values.Parameter(content.EndsOn)),
        ("deadline", values.Parameter(content.Deadline)),
        ("partners", values.Parameter(content.Given.Partners)),
        ("contact_way", values.Parameter((content.Given.ContactWay ?? ContactWay.Platform).ToString())),
    ];

    private async Task<int> RunAsync(ChangeAuthor author, NpgsqlCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return await author.ExecuteAsync(database, command, cancellationToken);
        }
        catch (PostgresException error) when (PartnerCallErrors.Of(error) is { } known)
        {
            throw known;
        }
    }
}
