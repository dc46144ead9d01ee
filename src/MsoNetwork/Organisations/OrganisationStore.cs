using System.Collections.Concurrent;
using Npgsql;

namespace MsoNetwork.Organisations;

/// <summary>An organisation in a list.</summary>
/// <param name="Entry">The organisation.</param>
/// <param name="Metres">On the ellipsoid from the point asked for; NaN when none was.</param>
public readonly record struct ListedOrganisation(OrganisationEntry Entry, double Metres);

/// <summary>
/// Reads lists of organisations. Which ones stand in a list, how far away and in which version of their rows, PostgreSQL says each time;
/// what else is in a row is taken from memory when it was read before in that very version (xmin), so it can never be older than the list.
/// </summary>
public sealed class OrganisationStore(NpgsqlDataSource database, ReferenceSnapshot<TermFrequencies> frequencies)
{
    /// <summary>Of a larger registry nothing is kept: most pages would have an entry that is not in memory, and be read twice.</summary>
    public int Most { get; init; } = 50_000;

    private ConcurrentDictionary<Guid, OrganisationEntry> _kept = new();
    private int _count;
    private int _columns;

    public NpgsqlDataSource Database => database;

    /// <summary>How many are in memory.</summary>
    public int Count => _kept.Count;

    /// <summary>The rows of one statement.</summary>
    /// <param name="conditions">Its parameters.</param>
    /// <param name="sql">The statement with this select list; behind it stands a distance, if any.</param>
    /// <param name="columns">What entries must have; those from memory may have more.</param>
    /// <param name="distance">Whether a distance stands behind the select list.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<List<ListedOrganisation>> ListAsync(
        SqlConditions conditions, Func<SqlConditions, string, string> sql, OrganisationColumns columns, bool distance, CancellationToken cancellationToken)
    {
        if ((await frequencies.GetAsync(cancellationToken)).Organisations > Most) return await ReadAsync(conditions, sql, columns, distance, cancellationToken);
        var known = await KnownAsync(conditions.Copy(), sql, columns, distance, cancellationToken);
        if (known is not null) return known;
        // All of the page anew, not only what is missing: its rows belong to one moment.
        var found = await ReadAsync(conditions, sql, columns | (OrganisationColumns)Interlocked.Or(ref _columns, (int)columns), distance, cancellationToken);
        foreach (var (entry, _) in found) Keep(entry);
        return found;
    }

    /// <summary>Those that there are, in no order.</summary>
    public async Task<List<OrganisationEntry>> ByIdsAsync(IEnumerable<Guid> ids, OrganisationColumns columns, CancellationToken cancellationToken)
    {
        var conditions = new SqlConditions();
        conditions.Add($"o.id = ANY({conditions.Parameter(ids.ToArray())})");
        var found = await ListAsync(conditions, (given, list) => $"SELECT {list} FROM organisations AS o WHERE {given.Where}", columns, distance: false, cancellationToken);
        return found.ConvertAll(listed => listed.Entry);
    }

    /// <summary>Lets everything go, for example when the database may be another one.</summary>
    public void Forget()
    {
        _kept = new();
        _count = 0;
    }

    /// <summary>Null when one of them is not in memory.</summary>
    private async Task<List<ListedOrganisation>?> KnownAsync(
        SqlConditions conditions, Func<SqlConditions, string, string> sql, OrganisationColumns columns, bool distance, CancellationToken cancellationToken)
    {
        var kept = _kept;
        await using var command = conditions.Command(database, sql(conditions, OrganisationEntry.Version));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<ListedOrganisation>();
        while (await rows.ReadAsync(cancellationToken))
        {
            if (!kept.TryGetValue(rows.GetGuid(0), out var entry) || entry.RowVersion != rows.GetFieldValue<uint>(1) || !entry.Columns.HasFlag(columns)) return null;
            found.Add(new(entry, distance ? rows.GetDouble(2) : double.NaN));
        }

        return found;
    }

    private async Task<List<ListedOrganisation>> ReadAsync(
        SqlConditions conditions, Func<SqlConditions, string, string> sql, OrganisationColumns columns, bool distance, CancellationToken cancellationToken)
    {
        await using var command = conditions.Command(database, sql(conditions, OrganisationEntry.Select(columns)));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<ListedOrganisation>();
        while (await rows.ReadAsync(cancellationToken)) found.Add(OrganisationEntry.ReadListed(rows, columns, distance));
        return found;
    }

    private void Keep(OrganisationEntry entry)
    {
        entry.IsKept = true;
        if (_kept.ContainsKey(entry.Id)) _kept[entry.Id] = entry;
        else if (Interlocked.Increment(ref _count) > Most) Forget();
        else _kept[entry.Id] = entry;
    }
}
