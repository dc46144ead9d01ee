using MsoNetwork.Organisations.Values;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Organisations.Fields;

/// <summary>A column of the staging table.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Definition">Type and constraint, as CREATE TABLE takes them.</param>
/// <param name="WriteAsync">Writes the value of a row into the COPY.</param>
internal sealed record StagedColumn(
    string Name,
    string Definition,
    Func<NpgsqlBinaryImporter, ToldOrganisation, CancellationToken, Task> WriteAsync
)
{
    public static StagedColumn Of<T>(string name, string definition, NpgsqlDbType type, Func<ToldOrganisation, object?> value)
        where T : notnull =>
        new(name, definition, (copy, row, token) =>
            value(row) is { } told ? copy.WriteAsync((T)told, type, token) : copy.WriteNullAsync(token));

    public static StagedColumn Text(string name, Func<ToldOrganisation, object?> value, string constraint = "") =>
        Of<string>(name, "text" + constraint, NpgsqlDbType.Text, value);
}
