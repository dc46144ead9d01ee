using MsoNetwork.Accounts;
using MsoNetwork.Sql;

namespace MsoNetwork.Cooperations;

/// <summary>Reads cooperations as the API shows them.</summary>
internal static class CooperationRow
{
    private static readonly StoredRow<Cooperation> Stored = new(DoneByColumns.Several);

    public static readonly string Columns = Stored.Select("c");

    public static Cooperation Read(SqlRow row) => Stored.Read(row);
}
