using System.Text;
using MsoNetwork.Sql;

namespace MsoNetwork.Relay.Lists;

/// <summary>One order of a list: by a value of each row, and by id where that is the same.</summary>
/// <param name="name">Of the list and the order, with all that values compare by; a cursor goes on only where it is the same.</param>
/// <param name="id">The id in SQL.</param>
/// <param name="idOf">The id of a row.</param>
public sealed class KeysetOrder<TRow>(string name, string id, Func<TRow, Guid> idOf)
{
    private readonly uint _fingerprint = Fingerprint.Of(Encoding.UTF8.GetBytes(name));

    /// <summary>The value; null where the id alone is the order.</summary>
    public KeysetValue<TRow>? Value { get; init; }

    /// <summary>Whether the largest value stands first.</summary>
    public bool Descending { get; init; }

    /// <summary>Whether the largest id stands first.</summary>
    public bool IdDescending { get; init; }

    public string Cursor(TRow row) => KeysetCursor.Write(_fingerprint, idOf(row), Value is null ? [] : Value.Write(row));

    /// <summary>The place before all rows whose value is this one or a larger one.</summary>
    public string CursorBefore(ReadOnlySpan<byte> value) => KeysetCursor.Write(_fingerprint, Guid.Empty, value);

    /// <summary>Reads a cursor of this order; anything else is refused.</summary>
    internal KeysetPlace Place(string cursor, string argument)
    {
        var (found, bytes) = KeysetCursor.Read(cursor, argument, _fingerprint);
        if (Value is null) return bytes.Length == 0 ? new(found, null) : throw KeysetCursor.Broken(argument);
        return new(found, Value.Read(bytes) ?? throw KeysetCursor.Broken(argument));
    }

    /// <summary>The terms of ORDER BY.</summary>
    internal string Terms(bool backward)
    {
        var last = id + (IdDescending != backward ? " DESC" : "");
        return Value is null ? last : $"{Value.Sql}{(Descending != backward ? " DESC" : "")}, {last}";
    }

    /// <summary>Says which rows stand behind a place or, looking back, before it.</summary>
    internal string Beyond(SqlConditions conditions, KeysetPlace place, bool forward, bool orEqual = false)
    {
        var (sign, own, equal) = (Sign(Descending, forward), Sign(IdDescending, forward), orEqual ? "=" : "");
        var key = conditions.Parameter(place.Id);
        if (Value is null) return $"{id} {own}{equal} {key}";
        var value = place.Value!(conditions);
        return sign == own
            ? $"({Value.Sql}, {id}) {sign}{equal} ({value}, {key})" // a comparison of rows is what an index answers
            : $"({Value.Sql} {sign} {value} OR ({Value.Sql} = {value} AND {id} {own}{equal} {key}))";
    }

    private static char Sign(bool descending, bool forward) => descending != forward ? '>' : '<';
}

/// <summary>A place in an order: a row's id, and what adds its value to the parameters of a statement.</summary>
internal sealed record KeysetPlace(Guid Id, Func<SqlConditions, string>? Value);
