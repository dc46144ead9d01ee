using MsoNetwork.Changes;
using MsoNetwork.Duplicates;
using MsoNetwork.Organisations.Values;
using Npgsql;

namespace MsoNetwork.Import;

/// <summary>Collects what becomes of each row while a file is read and merged.</summary>
internal sealed class ImportVerdicts(RowDecisions decisions)
{
    // What the log says of the transaction that is open: only rows of this file, as nobody else writes in it.
    private const string Written = """
        SELECT r.row, r.is_new, o.id, o.slug, o.name, c.before::text, c.after::text
        FROM import_rows AS r JOIN organisations AS o ON o.id = r.organisation_id
        LEFT JOIN (change_sets AS s JOIN changes AS c ON c.change_set = s.number)
            ON s.transaction = pg_current_xact_id() AND s.subject = 'Organisation' AND c.operation = 'update' AND c.key = o.id::text
        ORDER BY r.row, c.seq
        """;

    // Made of others, or none of people's business.
    private static readonly HashSet<string> Inner = new(StringComparer.Ordinal)
    {
        "sort_name", "location", "precision", "slug", "municipality_key",
    };

    private readonly SortedDictionary<int, RowVerdict> _verdicts = [];
    private readonly Dictionary<int, ToldOrganisation> _told = [];
    private Func<string, string> _cells = _ => "";
    private int _row;

    public IReadOnlyDictionary<int, Guid> Same => decisions.Same;

    public bool IsTaken(int row) => decisions.IsTaken(row);

    public bool IsLeft(int row) => decisions.IsLeft(row);

    public void Begin(int row, Func<string, string> cells)
    {
        (_row, _cells) = (row, cells);
        _verdicts[row] = new RowVerdict(row, VerdictKind.Invalid, cells("name"), $"{cells("postcode")} {cells("town")}".Trim())
        {
            Decision = decisions.Of(row),
        };
    }

    /// <summary>A remark, also one of the merge on an earlier row.</summary>
    public void Remark(Remark remark)
    {
        var verdict = _verdicts[remark.Row];
        var value = remark.Row == _row && remark.Column.Length > 0 ? _cells(remark.Column) : "";
        var said = new CellRemark(remark.Column, value, remark.Level == RemarkLevel.Rejected, remark.Reason, remark.Topic)
        {
            Fault = remark.Fault,
            OtherRow = remark.OtherRow,
        };
        _verdicts[remark.Row] = verdict with
        {
            Remarks = [.. verdict.Remarks, said],
            Kind = said.IsFatal ? VerdictKind.Invalid : verdict.Kind,
        };
    }

    public void Set(int row, VerdictKind kind) => _verdicts[row] = _verdicts[row] with { Kind = kind };

    public void Stage(ToldOrganisation row)
    {
        _told[row.Number] = row;
        Set(row.Number, VerdictKind.New);
    }

    public void Doubt(int row, IReadOnlyList<LikelyDuplicate> likely) => _verdicts[row] = _verdicts[row] with
    {
        Duplicates = likely,
        Kind = IsTaken(row) ? VerdictKind.New : VerdictKind.LikelyDuplicate,
    };

    public DuplicateQuestion QuestionOf(int row)
    {
        var told = _told[row];
        var isHidden = told["location_protected"] is true;
        return new DuplicateQuestion(told.Name, told.Place.MunicipalityKey)
        {
            AlternateNames = told["alternate_names"] as string[] ?? [],
            Street = isHidden ? null : told["street"] as string,
            Postcode = isHidden ? null : told.Place.Postcode,
            Email = told["email"] as string,
            Phone = told["phone"] as string,
            Website = told["website"] as string,
        };
    }

    /// <summary>What the merge has written, before it is committed or taken back.</summary>
    public async Task ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Written, connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var row = rows.GetInt32(0);
            var fields = new Dictionary<string, FieldChange>(_verdicts[row].Fields);
            if (!rows.IsDBNull(5))
            {
                var after = ImportPreview.Parse(rows.GetString(6));
                foreach (var (name, value) in ImportPreview.Parse(rows.GetString(5)).Where(field => !Inner.Contains(field.Key)))
                    fields[name] = new FieldChange(
                        fields.TryGetValue(name, out var earlier) ? earlier.Before : value?.DeepClone(), after[name]?.DeepClone());
            }

            _verdicts[row] = _verdicts[row] with
            {
                Organisation = rows.GetGuid(2),
                Slug = rows.GetString(3),
                Known = rows.GetString(4),
                Fields = fields,
                Kind = rows.GetBoolean(1) ? VerdictKind.New : fields.Count > 0 ? VerdictKind.Changed : VerdictKind.Same,
            };
        }
    }

    public ImportPreview Preview() => new([.. _verdicts.Values]);
}
