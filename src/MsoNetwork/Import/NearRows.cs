using MsoNetwork.Duplicates;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.Import;

/// <summary>
/// Tells which new organisations of a file are likely another row's once more, by the rules of <see cref="DuplicateIndex"/>. They are
/// made all the same: only people know. One municipality at a time, so that memory holds no more.
/// </summary>
internal static class NearRows
{
    // Where nothing is new, nobody makes anything twice.
    private const string Staged = """
        SELECT row, id, municipality_key, name, alternate_names, street, postcode, email, phone, website, coalesce(protect, false),
            organisation_id IS NULL, external_id <> ''
        FROM import_rows WHERE municipality_key IN (SELECT municipality_key FROM import_rows WHERE organisation_id IS NULL)
        ORDER BY municipality_key, row
        """;

    private sealed record StagedRow(int Number, bool IsNew, bool HasId);

    public static async Task TellAsync(
        NpgsqlConnection connection, Gazetteer regions, Action<Remark> tell, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Staged, connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var (entries, staged, town) = (new List<ComparedEntry>(), new Dictionary<Guid, StagedRow>(), Array.Empty<string>());
        while (await rows.ReadAsync(cancellationToken))
        {
            var municipality = rows.GetString(2);
            if (entries.Count > 0 && entries[0].MunicipalityKey != municipality) TellPairs();
            if (entries.Count == 0) town = NameWords.PlaceWords(regions.ByKey(municipality)?.Name);
            entries.Add(Entry(rows, town));
            staged.Add(rows.GetGuid(1), new(rows.GetInt32(0), rows.GetBoolean(11), rows.GetBoolean(12)));
        }

        TellPairs();

        void TellPairs()
        {
            // Whoever shares neither name nor contact with another is told of in no case, and most share nothing.
            var sharing = entries.SelectMany(entry => Keys(entry).Select(key => (Key: key, Entry: entry)))
                .GroupBy(one => one.Key, StringComparer.Ordinal).Where(same => same.Skip(1).Any())
                .SelectMany(same => same.Select(one => one.Entry)).Distinct().ToList();
            if (sharing.Count > 1)
            {
                var index = new DuplicateIndex(sharing, NameFrequencies.Of(entries.Select(entry => entry.Name)));
                TellContacts(sharing, staged, Tell(index, staged, tell), tell);
            }

            entries = [];
            staged.Clear();
        }
    }

    private static IEnumerable<string> Keys(ComparedEntry entry) =>
        entry.Names.Select(name => name.Joined).Append(entry.FullName.Joined).Distinct(StringComparer.Ordinal)
            .Concat(entry.Values.Select(value => $"{value.Key} {value.Value}"));

    // The likeliest pair of each later row. A name that is only near ("Kita 1", "Kita 2") tells nothing alone, nor does the same one where
    // the source tells them apart by ids: then they must share more.
    private static HashSet<int> Tell(DuplicateIndex index, Dictionary<Guid, StagedRow> staged, Action<Remark> tell)
    {
        var told = new HashSet<int>();
        foreach (var pair in index.Pairs())
        {
            var (one, other) = (staged[pair.One.Organisation], staged[pair.Other.Organisation]);
            var (first, later) = one.Number < other.Number ? (one, other) : (other, one);
            var isSameName = pair.Reasons.Contains(DuplicateReason.SameName) && !(first.HasId && later.HasId);
            if (!(first.IsNew || later.IsNew) || (!isSameName && pair.Reasons.Count < 2)) continue;
            if (!told.Add(later.Number)) continue;
            var reasons = string.Join(", ", pair.Reasons.Select(Word));
            tell(new Remark(
                later.Number,
                "name",
                RemarkLevel.Warning,
                $"is likely the same organisation as row {first.Number} ({reasons}); both were taken",
                RemarkTopic.NearRow)
            {
                OtherRow = first.Number,
                Fault = "is likely the same organisation as an earlier row; both were taken",
                Value = $"row {later.Number} as row {first.Number}",
            });
        }

        return told;
    }

    // Another name with the same site or telephone: two offices of one house, or one organisation by two names. The earlier row is named.
    private static void TellContacts(
        List<ComparedEntry> sharing, Dictionary<Guid, StagedRow> staged, HashSet<int> told, Action<Remark> tell)
    {
        foreach (var kind in (DuplicateReason[])[DuplicateReason.SameWebsite, DuplicateReason.SamePhone])
        {
            foreach (var same in sharing.Where(entry => entry.Values.ContainsKey(kind)).GroupBy(entry => entry.Values[kind]))
            {
                var rows = same.Select(entry => staged[entry.Id!.Value]).OrderBy(row => row.Number).ToList();
                foreach (var later in rows.Skip(1))
                {
                    if (!(rows[0].IsNew || later.IsNew) || (rows[0].HasId && later.HasId) || !told.Add(later.Number)) continue;
                    tell(new Remark(
                        later.Number,
                        kind == DuplicateReason.SamePhone ? "phone" : "website",
                        RemarkLevel.Warning,
                        $"{Word(kind)} as row {rows[0].Number}, under another name; both were taken",
                        RemarkTopic.SameContact)
                    {
                        OtherRow = rows[0].Number,
                        Fault = $"{Word(kind)} as an earlier row, under another name; both were taken",
                        Value = $"row {later.Number} as row {rows[0].Number}",
                    });
                }
            }
        }
    }

    private static string Word(DuplicateReason reason) => reason switch
    {
        DuplicateReason.SameName => "same name but for spelling or legal form",
        DuplicateReason.SameWebsite => "same website",
        DuplicateReason.SameEmail => "same e-mail address",
        DuplicateReason.SamePhone => "same telephone number",
        DuplicateReason.SameAddress => "same address",
        DuplicateReason.SameDomain => "same domain",
        DuplicateReason.SameRegister => "same register number",
        DuplicateReason.NearPlace => "places are close together",
        _ => "nearly the same name",
    };

    // A name is folded once: that is most of the work of a file of 50,000.
    private static ComparedEntry Entry(NpgsqlDataReader row, string[] town)
    {
        string? Text(int at) => row.IsDBNull(at) ? null : row.GetString(at);
        var (name, isHidden) = (row.GetString(3), row.GetBoolean(10));
        var full = NameWords.Of(name);
        var others = row.IsDBNull(4) ? [] : row.GetFieldValue<string[]>(4);
        return new ComparedEntry
        {
            Id = row.GetGuid(1),
            Name = name,
            MunicipalityKey = row.GetString(2),
            FullName = full,
            Names = [.. others.Select(NameWords.Of).Prepend(full).Select(one => one.Without(town)).Where(one => one.Joined.Length > 0)],
            Values = ComparedEntry.ValuesOf(Text(9), Text(7), Text(8), isHidden ? null : Text(5), isHidden ? null : Text(6)),
        };
    }
}
