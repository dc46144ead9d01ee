using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Text;
using Npgsql;

namespace MsoNetwork.Duplicates;

/// <summary>
/// Which entries are likely the same as one that is told, or as each other, and why. Only public rows are compared: the exact place of a
/// protected organisation cannot be found out by asking for it. docs/decisions.md, 241.
/// </summary>
public sealed class LikelyDuplicates : IDisposable
{
    private const string Entries = """
        SELECT o.id, o.slug, o.name, o.alternate_names, o.town, o.municipality_key, o.street, o.postcode, o.email, o.phone,
            o.website, o.status, o.descriptions::text, ST_X(o.location::geometry), ST_Y(o.location::geometry), o.precision
        FROM organisations AS o
        """;

    // Whoever shares none of these is in no block with it. Spellings of contacts differ, so these are the parts that do not.
    private const string Conceivable = $"""
        {Entries}
        WHERE o.municipality_key = $1 OR o.sort_name = $2 OR lower(o.email) = $3
           OR right(regexp_replace(o.phone, '[^0-9]', '', 'g'), 6) = $4 OR strpos(lower(o.website), $5) > 0
           OR strpos(lower(o.website), $6) > 0 OR right(lower(o.email), length($6) + 1) = '@' || $6
        ORDER BY o.created_at, o.id
        """;

    private readonly NpgsqlDataSource _database;
    private readonly ReferenceSnapshot<Gazetteer> _gazetteer;
    private readonly ReferenceSnapshot<NameFrequencies> _frequencies;

    public LikelyDuplicates(NpgsqlDataSource database, ReferenceSnapshot<Gazetteer> gazetteer)
    {
        (_database, _gazetteer) = (database, gazetteer);
        _frequencies = new(token => NameFrequencies.LoadAsync(database, token), TimeSpan.FromMinutes(10));
    }

    public void Dispose() => _frequencies.Dispose();

    /// <summary>The entries that are likely the same organisation, the likeliest first.</summary>
    public async Task<IReadOnlyList<LikelyDuplicate>> OfAsync(DuplicateQuestion question, CancellationToken cancellationToken)
    {
        var regions = await _gazetteer.GetAsync(cancellationToken);
        var asked = ComparedEntry.Of(question, Name(regions, question.MunicipalityKey));
        await using var command = _database.CreateCommand(Conceivable);
        foreach (var value in Conceived(question, asked)) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        var entries = await ReadAsync(command, regions, cancellationToken);
        return new DuplicateIndex(entries, await _frequencies.GetAsync(cancellationToken)).Find(asked);
    }

    /// <summary>All pairs in the directory of which at least one has its seat in these regions; none: everywhere.</summary>
    /// <param name="isSeatAsked">Whether entries of a municipality are asked about.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="least">How likely they must be.</param>
    public async Task<IReadOnlyList<DuplicatePair>> PairsAsync(
        Func<string, bool>? isSeatAsked, CancellationToken cancellationToken, double least = DuplicateWeights.Likely)
    {
        var regions = await _gazetteer.GetAsync(cancellationToken);
        var seats = new Dictionary<Guid, string>();
        var index = await IndexAsync(regions, seats, cancellationToken);
        return [.. index.Pairs(least).Where(pair =>
            isSeatAsked is null || isSeatAsked(seats[pair.One.Organisation]) || isSeatAsked(seats[pair.Other.Organisation]))];
    }

    /// <summary>For many questions at once: everything is read once.</summary>
    internal async Task<Func<DuplicateQuestion, IReadOnlyList<LikelyDuplicate>>> ForManyAsync(CancellationToken cancellationToken)
    {
        var regions = await _gazetteer.GetAsync(cancellationToken);
        var index = await IndexAsync(regions, [], cancellationToken);
        return question => index.Find(ComparedEntry.Of(question, Name(regions, question.MunicipalityKey)));
    }

    private async Task<DuplicateIndex> IndexAsync(Gazetteer regions, Dictionary<Guid, string> seats, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand($"{Entries} ORDER BY o.created_at, o.id");
        command.CommandTimeout = 60;
        var entries = await ReadAsync(command, regions, cancellationToken);
        foreach (var entry in entries) seats[entry.Id!.Value] = entry.MunicipalityKey!;
        return new DuplicateIndex(entries, NameFrequencies.Of(entries.Select(entry => entry.Name)));
    }

    private static string[] Conceived(DuplicateQuestion question, ComparedEntry asked)
    {
        var phone = asked.Values.GetValueOrDefault(DuplicateReason.SamePhone);
        var website = asked.Values.GetValueOrDefault(DuplicateReason.SameWebsite)?.Split('/')[0];
        return
        [
            question.MunicipalityKey ?? "",
            Folding.SortKey(question.Name),
            asked.Values.GetValueOrDefault(DuplicateReason.SameEmail) ?? "",
            phone?[^6..] ?? "-",
            website ?? Nowhere,
            asked.Values.GetValueOrDefault(DuplicateReason.SameDomain) ?? Nowhere,
        ];
    }

    // Stands in no address.
    private const string Nowhere = "\u0001";

    private static string? Name(Gazetteer regions, string? municipality) =>
        municipality is null ? null : regions.ByKey(municipality)?.Name;

    private static async Task<List<ComparedEntry>> ReadAsync(
        NpgsqlCommand command, Gazetteer regions, CancellationToken cancellationToken)
    {
        var entries = new List<ComparedEntry>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) entries.Add(Entry(rows, regions));
        return entries;
    }

    private static ComparedEntry Entry(NpgsqlDataReader row, Gazetteer regions)
    {
        string? Text(int at) => row.IsDBNull(at) ? null : row.GetString(at);
        var (name, municipality) = (row.GetString(2), row.GetString(5));
        return new ComparedEntry
        {
            Id = row.GetGuid(0),
            Slug = row.GetString(1),
            Name = name,
            Town = row.GetString(4),
            MunicipalityKey = municipality,
            Status = Enum.Parse<OrganisationStatus>(row.GetString(11)),
            FullName = NameWords.Of(name, null),
            Names = ComparedEntry.NamesOf(name, row.GetFieldValue<string[]>(3), Name(regions, municipality)),
            Values = ComparedEntry.ValuesOf(Text(10), Text(8), Text(9), Text(6), Text(7),
                ContactKeys.Register($"{name} {Text(12)}", municipality)),
            Place = row.GetString(15) == nameof(LocationPrecision.Municipality) ? null
                : new GeoPosition(row.GetDouble(14), row.GetDouble(13)),
        };
    }
}
