using MsoNetwork.Organisations.Fields;
using MsoNetwork.Organisations.Values;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Organisations.Merging;

/// <summary>Which columns are told: what the others say stays.</summary>
/// <param name="Columns">Known columns of the file.</param>
internal sealed record ToldColumns(string[] Columns)
{
    private static readonly string[] WordColumns =
        [.. OrganisationFields.All.Where(field => field.GivesKeywords).Select(field => field.Files[0].Header)];

    /// <summary>Whether everything is told that keywords come from, so that some may also be taken away.</summary>
    public bool TellsAllKeywords => Columns.Contains("keywords") || WordColumns.All(column => Columns.Contains(column));

    /// <summary>In which languages a text is told.</summary>
    public string[] Languages(OrganisationField text)
    {
        var header = text.Files[0].Header + "_";
        return [.. Columns.Where(column => column.StartsWith(header, StringComparison.Ordinal)).Select(column => column[header.Length..])];
    }
}

/// <summary>How many organisations a merge has written.</summary>
internal readonly record struct MergeCounts(long Created, long Updated, long Unchanged);

/// <summary>From the staging table into the registry, in the transaction of the connection.</summary>
internal sealed class Merge(
    NpgsqlConnection connection,
    ToldColumns columns,
    DateTimeOffset now,
    Action<Remark> tell,
    CancellationToken cancellationToken
)
{
    /// <summary>Whether the organisation itself or its centre tells it: what they say stands, whatever sources said.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Rows that somebody has said whom they are about: row, organisation.</summary>
    public IReadOnlyDictionary<int, Guid> Same { get; init; } = new Dictionary<int, Guid>();

    /// <summary>Rows about nobody who is here, but about somebody who was erased; called before any is taken for a new one.</summary>
    public Func<Task<IReadOnlyList<int>>>? FindErased { get; init; }

    /// <summary>Called when it is known whom each row is about, before anything is written; may delete rows.</summary>
    public Func<Task>? Matched { get; init; }

    /// <summary>Rejects the rows that say the same as an earlier one; tells how many.</summary>
    public async Task<int> RejectDuplicatesAsync()
    {
        var rejected = 0;
        await RunAsync(MatchSql.Analyse);
        await using var command = Command(MatchSql.RejectDuplicates);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var byId = rows.GetBoolean(2);
            tell(
                new Remark(
                    rows.GetInt32(0),
                    byId ? "external_id" : "name",
                    RemarkLevel.Rejected,
                    byId
                        ? $"the same external_id as row {rows.GetInt32(1)}"
                        : $"the same name in the same municipality as row {rows.GetInt32(1)}, and no external_id"
                )
                {
                    Fault = byId
                        ? "the same external_id as an earlier row"
                        : "the same name in the same municipality as an earlier row, and no external_id",
                }
            );
            rejected++;
        }

        return rejected;
    }

    /// <summary>Warns of points in another municipality than their rows name, and leaves out those outside the state.</summary>
    /// <param name="strict">Rows with such a one are rejected.</param>
    /// <returns>How many rows were rejected.</returns>
    public async Task<int> CheckPointsAsync(bool strict)
    {
        var outside = new List<int>();
        await using (var command = Command(PointSql.Elsewhere))
        {
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                var (row, own, there) = (rows.GetInt32(0), rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetString(2));
                if (there is null) outside.Add(row);
                tell(new Remark(
                    row,
                    "latitude",
                    there is null && strict ? RemarkLevel.Rejected : RemarkLevel.Warning,
                    there is null
                        ? $"the point is outside North Rhine-Westphalia, and not in {own}{(strict ? "" : "; left out")}"
                        : $"the point is in {there}, not in {own}; both were taken as they stand",
                    RemarkTopic.PointElsewhere)
                {
                    Fault = there is null
                        ? $"the point is outside North Rhine-Westphalia{(strict ? "" : "; left out")}"
                        : "the point is in another municipality; both were taken as they stand",
                    Value = there is null ? own : $"{there}, not {own}",
                });
            }
        }

        if (outside.Count == 0) return 0;
        await using var leave = Command(strict ? MatchSql.Leave : PointSql.LeaveOut);
        leave.Parameters.AddWithValue("rows", outside.ToArray());
        await leave.ExecuteNonQueryAsync(cancellationToken);
        return strict ? outside.Count : 0;
    }

    /// <summary>How many rows were left because they are about an organisation that was erased; docs/decisions.md, 461.</summary>
    public int Erased { get; private set; }

    public async Task<MergeCounts> RunAsync()
    {
        await RunAsync(MatchSql.ById);
        if (Same.Count > 0) await TakeSameAsync();
        await RunAsync(MatchSql.ByName);
        await LeaveErasedAsync();
        await RunAsync(MatchSql.ByFile);
        if (Matched is not null) await Matched();
        await RunAsync(MergeSql.SourceIds);
        await RunAsync(MergeSql.Sources);
        await using var waves = Command(MatchSql.Waves);
        var last = (int)(await waves.ExecuteScalarAsync(cancellationToken))!;
        await WriteAsync(last);
        return await CountAsync();
    }

    /// <summary>The only row, about an organisation that is known or new; tells whether that left anything other than before.</summary>
    public async Task<bool> RunForAsync(Guid organisation, bool isNew)
    {
        await using (var meant = Command(MatchSql.Meant))
        {
            meant.Parameters.AddWithValue("id", organisation);
            meant.Parameters.AddWithValue("new", isNew);
            await meant.ExecuteNonQueryAsync(cancellationToken);
        }

        await WriteAsync(1);
        if (await CountAsync() is { Created: 0, Updated: 0 }) return false;
        await RunAsync(MergeSql.Sources); // behind the facts: who has changed nothing tells nothing
        return true;
    }

    private async Task LeaveErasedAsync()
    {
        if (FindErased is null || await FindErased() is not { Count: > 0 } erased) return;
        await using var leave = Command(MatchSql.Leave);
        leave.Parameters.AddWithValue("rows", erased.ToArray());
        await leave.ExecuteNonQueryAsync(cancellationToken);
        foreach (var row in erased)
            tell(new Remark(row, "name", RemarkLevel.Rejected, "this organisation was erased", RemarkTopic.Erased));
        Erased = erased.Count;
    }

    private async Task TakeSameAsync()
    {
        await using var same = Command(MatchSql.Same);
        same.Parameters.AddWithValue("rows", Same.Keys.ToArray());
        same.Parameters.AddWithValue("organisations", Same.Values.ToArray());
        await same.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task WriteAsync(int waves)
    {
        await GiveSlugsAsync();
        await RunAsync(ProtectedSlugSql.Open);
        await RunAsync(MergeSql.Table);
        for (var wave = 1; wave <= waves; wave++)
        {
            await RunAsync(MergeSql.Merge, wave);
            await RunAsync(MergeSql.Hide);
            var created = await RunAsync(MergeSql.Insert);
            if (wave == 1 && created > 0 && !IsOwn) await RunAsync(MergeSql.Sources); // of the new ones
            await RunAsync(MergeSql.ProtectedPlaces, wave); // before the rows, whose versions must tell of hidden places too
            await RunAsync(MergeSql.HiddenContacts, wave);
            await RunAsync(MergeSql.Update);
            await TellUnheardAsync();
            await TellTellingAsync();
        }

        await RunAsync(ProtectedSlugSql.Mend);
    }

    private async Task<MergeCounts> CountAsync()
    {
        await using var count = Command(MergeSql.Count);
        await using var counts = await count.ExecuteReaderAsync(cancellationToken);
        await counts.ReadAsync(cancellationToken);
        return new(counts.GetInt64(0), counts.GetInt64(1), counts.GetInt64(2));
    }

    private async Task TellUnheardAsync()
    {
        await using var command = Command(MergeSql.Unheard);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            tell(
                new Remark(
                    rows.GetInt32(0),
                    "",
                    RemarkLevel.Warning,
                    $"a source read later, or the organisation itself, says otherwise and leads; not taken: {rows.GetString(1)}",
                    RemarkTopic.Led
                )
                {
                    Fault = "a source read later, or the organisation itself, says otherwise and leads; not taken",
                    Value = rows.GetString(1),
                }
            );
    }

    private async Task TellTellingAsync()
    {
        await using var command = Command(MergeSql.Telling);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            tell(new Remark(
                rows.GetInt32(0),
                rows.GetString(1),
                RemarkLevel.Warning,
                "tells where the protected place is" + (rows.GetBoolean(2) ? ", and is shown all the same" : "; not shown"),
                rows.GetBoolean(2) ? RemarkTopic.TellsPlace : RemarkTopic.ToldPlace));
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

    private async Task<int> RunAsync(string sql, int wave = 0)
    {
        await using var command = Command(sql);
        command.Parameters.AddWithValue("wave", wave);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // A large file may keep a statement busy for minutes.
    private NpgsqlCommand Command(string sql)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new("now", NpgsqlDbType.TimestampTz) { Value = now.UtcDateTime });
        command.Parameters.AddWithValue("present", columns.Columns);
        command.Parameters.AddWithValue("whole", columns.TellsAllKeywords);
        command.Parameters.AddWithValue("own", IsOwn);
        foreach (var text in OrganisationFields.ByLanguage) command.Parameters.AddWithValue(text.Column + "_tags", columns.Languages(text));
        return command;
    }
}
