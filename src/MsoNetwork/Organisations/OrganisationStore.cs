using System.Collections.Concurrent;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Reference;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Organisations;

/// <summary>
/// Reads lists of organisations. Which ones stand in a list, how far away and in which version of their rows, PostgreSQL says each time;
/// what else is in a row is taken from memory when it was read before in that very version (xmin), so it can never be older than the list.
/// </summary>
public sealed class OrganisationStore(NpgsqlDataSource database, ReferenceSnapshot<TermFrequencies> frequencies)
{
    private volatile Memory _memory = new(OrganisationColumns.Core);

    /// <summary>Of a larger registry nothing is kept: most pages would have an entry that is not in memory, and be read twice.</summary>
    public int Most { get; init; } = 50_000;

    public NpgsqlDataSource Database => database;

    /// <summary>How many are in memory.</summary>
    public int Count => _memory.Entries.Count;

    /// <summary>How many organisations there are, and how often their terms; for choosing a way to read them.</summary>
    public ValueTask<TermFrequencies> FrequenciesAsync(CancellationToken cancellationToken) => frequencies.GetAsync(cancellationToken);

    /// <summary>The rows of one statement.</summary>
    /// <param name="conditions">Its conditions; they stay as they are.</param>
    /// <param name="sql">Writes the statement for a select list, behind which a distance may stand; gets conditions that it may add
    /// to.</param>
    /// <param name="columns">What entries must have; those from memory may have more.</param>
    /// <param name="distance">Whether a distance stands behind the select list.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<List<ListedOrganisation>> ListAsync(
        SqlConditions conditions,
        Func<SqlConditions, string, string> sql,
        OrganisationColumns columns,
        bool distance,
        CancellationToken cancellationToken
    )
    {
        if ((await FrequenciesAsync(cancellationToken)).Organisations > Most)
            return await ReadAsync(conditions, sql, columns, distance, cancellationToken);
        var memory = _memory;
        if (!memory.Columns.HasFlag(columns)) _memory = memory = new(memory.Columns | columns);
        else if (await KnownAsync(memory, conditions, sql, distance, cancellationToken) is { } known) return known;
        // All of the page anew, not only what is missing: its rows belong to one moment.
        var found = await ReadAsync(conditions, sql, memory.Columns, distance, cancellationToken);
        if (!found.TrueForAll(listed => memory.Keep(listed.Entry, Most))) Forget();
        return found;
    }

    /// <summary>Those that there are, by id.</summary>
    public async Task<Dictionary<Guid, OrganisationEntry>> ByIdsAsync(
        IEnumerable<Guid> ids,
        OrganisationColumns columns,
        CancellationToken cancellationToken
    )
    {
        var conditions = new SqlConditions();
        conditions.Add($"o.id = ANY({conditions.Parameter(ids.ToArray())})");
        var found = await ListAsync(
            conditions,
            (given, list) => $"SELECT {list} FROM organisations AS o WHERE {given.Where}",
            columns,
            distance: false,
            cancellationToken
        );
        return found.ToDictionary(listed => listed.Entry.Id, listed => listed.Entry);
    }

    /// <summary>Lets everything go, for example when the database may be another one.</summary>
    public void Forget() => _memory = new(_memory.Columns);

    /// <summary>Null when one of them is not in memory.</summary>
    private async Task<List<ListedOrganisation>?> KnownAsync(
        Memory memory,
        SqlConditions conditions,
        Func<SqlConditions, string, string> sql,
        bool distance,
        CancellationToken cancellationToken
    )
    {
        var listed = new List<(Guid Id, uint Version, double Metres)>();
        await using (var command = Command(conditions, sql, EntryShape.Identity))
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
                listed.Add((rows.GetGuid(0), rows.GetFieldValue<uint>(1), distance ? rows.GetDouble(2) : double.NaN));
        }

        // In a loop of its own: the processor then waits for several entries, which lie all over the memory, at once.
        var found = new List<ListedOrganisation>(listed.Count);
        foreach (var (id, version, metres) in listed)
        {
            if (!memory.Entries.TryGetValue(id, out var entry) || entry.Version != version) return null;
            found.Add(new(entry, metres));
        }

        return found;
    }

    private async Task<List<ListedOrganisation>> ReadAsync(
        SqlConditions conditions,
        Func<SqlConditions, string, string> sql,
        OrganisationColumns columns,
        bool distance,
        CancellationToken cancellationToken
    )
    {
        var shape = EntryShape.Of(columns);
        await using var command = Command(conditions, sql, shape.Select);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<ListedOrganisation>();
        while (await rows.ReadAsync(cancellationToken)) found.Add(shape.ReadListed(rows, distance));
        return found;
    }

    private NpgsqlCommand Command(SqlConditions conditions, Func<SqlConditions, string, string> sql, string list)
    {
        var own = conditions.Copy();
        return own.Command(database, sql(own, list));
    }

    /// <summary>What is kept, and which groups of columns each of its entries has: all that were ever asked for together.</summary>
    private sealed class Memory(OrganisationColumns columns)
    {
        private int _count;

        public OrganisationColumns Columns => columns;

        public ConcurrentDictionary<Guid, OrganisationEntry> Entries { get; } = new();

        /// <summary>False when it is full.</summary>
        public bool Keep(OrganisationEntry entry, int most)
        {
            if (!Entries.ContainsKey(entry.Id) && Interlocked.Increment(ref _count) > most) return false;
            Entries[entry.Id] = entry;
            return true;
        }
    }
}
