using System.Text.Json;
using Npgsql;

namespace MsoNetwork.Sql;

/// <summary>Reads the columns of a row one after another, in the order of the select list.</summary>
public sealed class SqlRow(NpgsqlDataReader reader)
{
    private int _at;

    /// <summary>The row itself, for whoever reads by position.</summary>
    public NpgsqlDataReader Reader => reader;

    public T Value<T>() => reader.GetFieldValue<T>(_at++);

    public T? ValueOrNull<T>()
        where T : struct => IsNull() ? null : Value<T>();

    public string Text() => reader.GetString(_at++);

    public string? TextOrNull() => IsNull() ? null : Text();

    /// <summary>A member of an enumeration, which columns hold by its name.</summary>
    public T Member<T>()
        where T : struct, Enum => Enum.Parse<T>(Text());

    /// <summary>What a column of JSON holds.</summary>
    public T Json<T>() => JsonSerializer.Deserialize<T>(Text(), JsonSerializerOptions.Default)!;

    internal async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        _at = 0;
        return await reader.ReadAsync(cancellationToken);
    }

    // Steps over a null; a value is read by whoever asked.
    private bool IsNull()
    {
        if (!reader.IsDBNull(_at)) return false;
        _at++;
        return true;
    }
}
