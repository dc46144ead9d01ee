using Npgsql;

namespace MsoNetwork.Organisations.Fields;

/// <summary>
/// Some of an organisation's fields: the select list on <c>organisations AS o</c>, and how its rows are read, by ordinals.
/// </summary>
public sealed class EntryShape
{
    /// <summary>The select list for id and version (PostgreSQL's xmin) alone; every shape of groups begins so.</summary>
    public const string Identity = "o.id, o.xmin AS version";

    private static readonly EntryShape?[] ByColumns = new EntryShape?[(int)OrganisationColumns.Protection << 1];

    private readonly OrganisationField[] _fields;

    public EntryShape(IEnumerable<OrganisationField> fields)
    {
        _fields = [.. fields];
        Select = string.Join(", ", _fields.Select(field => field.Sql));
    }

    public string Select { get; }

    /// <summary>The shape for these groups of columns.</summary>
    public static EntryShape Of(OrganisationColumns columns) =>
        ByColumns[(int)columns] ??= new(OrganisationFields.All.Where(field => columns.HasFlag(field.ReadWith)));

    public OrganisationEntry Read(NpgsqlDataReader row)
    {
        var at = 0;
        return Read(row, ref at);
    }

    /// <summary>Reads a row with a distance behind it where a point was asked for.</summary>
    public ListedOrganisation ReadListed(NpgsqlDataReader row, bool distance)
    {
        var at = 0;
        return new(Read(row, ref at), distance ? row.GetDouble(at) : double.NaN);
    }

    private OrganisationEntry Read(NpgsqlDataReader row, ref int at)
    {
        var entry = new OrganisationEntry();
        foreach (var field in _fields) at = field.Read(entry, row, at);
        return entry;
    }
}
