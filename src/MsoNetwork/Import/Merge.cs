using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Import;

/// <summary>What the merge needs to know of the file.</summary>
/// <param name="Columns">Known columns that the file has.</param>
/// <param name="DescriptionLanguages">Languages of its descriptions.</param>
internal sealed record ImportShape(string[] Columns, string[] DescriptionLanguages)
{
    private static readonly string[] WordColumns = ["kind", "active_in", "topics", "target_groups", "offers", "languages", "origins"];

    /// <summary>Whether the file says everything that keywords come from, so that it may also take some away.</summary>
    public bool TellsAllKeywords => Columns.Contains("keywords") || WordColumns.All(column => Columns.Contains(column));
}

/// <summary>From the staging table into the registry, in the transaction of the connection.</summary>
internal sealed class Merge(
    NpgsqlConnection connection,
    ImportShape shape,
    DateTimeOffset now,
    ReportFile remarks,
    ImportReport report,
    CancellationToken cancellationToken
)
{
    /// <summary>Rejects the rows that say the same as an earlier one.</summary>
    public async Task RejectDuplicatesAsync()
    {
        await RunAsync(MatchSql.Analyse);
        await using var command = Command(MatchSql.RejectDuplicates);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var byId = rows.GetBoolean(2);
            remarks.Add(
                new Remark(
                    rows.GetInt32(0),
                    byId ? "external_id" : "name",
                    RemarkLevel.Rejected,
                    byId
                        ? $"the same external_id as row {rows.GetInt32(1)}"
                        : $"the same name in the same municipality as row {rows.GetInt32(1)}, and no external_id"
                )
            );
            report.Rejected++;
        }
    }

    public async Task RunAsync()
    {
        await RunAsync(MatchSql.ById);
        await RunAsync(MatchSql.ByName);
        await RunAsync(MatchSql.ByFile);
        await RunAsync(MergeSql.SourceIds);
        await RunAsync(MergeSql.Sources);
        await using var waves = Command(MatchSql.Waves);
        var last = (int)(await waves.ExecuteScalarAsync(cancellationToken))!;
        await GiveSlugsAsync();
        await RunAsync(ProtectedSlugSql.Open);
        await RunAsync(MergeSql.Table);
        for (var wave = 1; wave <= last; wave++)
        {
            await RunAsync(MergeSql.Merge, wave);
            await RunAsync(MergeSql.Insert);
            if (wave == 1) await RunAsync(MergeSql.Sources);
            await RunAsync(MergeSql.Update);
            await RunAsync(MergeSql.ProtectedPlaces, wave);
            await TellUnheardAsync();
        }

        await RunAsync(ProtectedSlugSql.Mend);

        await using var count = Command(MergeSql.Count);
        await using var counts = await count.ExecuteReaderAsync(cancellationToken);
        await counts.ReadAsync(cancellationToken);
        (report.Created, report.Updated, report.Unchanged) = (counts.GetInt64(0), counts.GetInt64(1), counts.GetInt64(2));
    }

    private async Task TellUnheardAsync()
    {
        await using var command = Command(MergeSql.Unheard);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            remarks.Add(
                new Remark(
                    rows.GetInt32(0),
                    "",
                    RemarkLevel.Warning,
                    $"a source read later, or the organisation itself, says otherwise and leads; not taken: {rows.GetString(1)}"
                )
            );
    }

    private async Task GiveSlugsAsync()
    {
        await RunAsync(SlugSql.Table);
        foreach (var digits in SlugSql.Attempts)
        {
            await using var attempt = Command(SlugSql.Attempt);
            attempt.Parameters.AddWithValue("digits", digits);
            await attempt.ExecuteNonQueryAsync(cancellationToken);
            await using var missing = Command(SlugSql.Missing);
            if (await missing.ExecuteScalarAsync(cancellationToken) is false) return;
        }
    }

    private async Task RunAsync(string sql, int wave = 0)
    {
        await using var command = Command(sql);
        command.Parameters.AddWithValue("wave", wave);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // A large file may keep a statement busy for minutes.
    private NpgsqlCommand Command(string sql) => new(sql, connection)
    {
        CommandTimeout = 0,
        Parameters =
        {
            new("now", NpgsqlDbType.TimestampTz) { Value = now.UtcDateTime },
            new("present", shape.Columns), new("tags", shape.DescriptionLanguages), new("whole", shape.TellsAllKeywords),
        },
    };
}
