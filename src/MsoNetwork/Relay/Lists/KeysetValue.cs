using System.Buffers.Binary;
using System.Text;
using MsoNetwork.Sql;

namespace MsoNetwork.Relay.Lists;

/// <summary>What an order goes by before the id: a value of each row, never null, as SQL and as bytes of a cursor.</summary>
public sealed class KeysetValue<TRow>
{
    private readonly Func<byte[], Func<SqlConditions, string>?> _read;

    internal KeysetValue(string sql, Func<TRow, byte[]> write, Func<byte[], Func<SqlConditions, string>?> read) =>
        (Sql, Write, _read) = (sql, write, read);

    /// <summary>The value in SQL.</summary>
    public string Sql { get; }

    internal Func<TRow, byte[]> Write { get; }

    /// <summary>What adds the value to a statement's parameters; null when the bytes are no such value.</summary>
    internal Func<SqlConditions, string>? Read(byte[] bytes) => _read(bytes);
}

/// <summary>The kinds of values that orders go by.</summary>
public static class KeysetValue
{
    /// <summary>A sort key: letters and signs of ASCII.</summary>
    public static KeysetValue<TRow> Text<TRow>(string sql, Func<TRow, string> of) => new(
        sql,
        row => Encoding.UTF8.GetBytes(of(row)),
        bytes => bytes.Length > 0 && Array.TrueForAll(bytes, letter => letter is > 31 and < 128)
            ? conditions => conditions.Parameter(Encoding.UTF8.GetString(bytes))
            : null);

    public static KeysetValue<TRow> Moment<TRow>(string sql, Func<TRow, DateTimeOffset> of) => new(
        sql,
        row => Bytes(of(row).UtcTicks),
        bytes => Whole(bytes, DateTime.MaxValue.Ticks) is { } ticks
            ? conditions => conditions.Parameter(new DateTimeOffset(ticks, TimeSpan.Zero))
            : null);

    public static KeysetValue<TRow> Day<TRow>(string sql, Func<TRow, DateOnly> of) => new(
        sql,
        row => Bytes(of(row).DayNumber),
        bytes => Whole(bytes, DateOnly.MaxValue.DayNumber) is { } day
            ? conditions => conditions.Parameter(DateOnly.FromDayNumber((int)day))
            : null);

    /// <summary>A length, 0 or more.</summary>
    public static KeysetValue<TRow> Metres<TRow>(string sql, Func<TRow, double> of) => new(
        sql,
        row => Bytes(BitConverter.DoubleToInt64Bits(of(row))),
        bytes => Whole(bytes, long.MaxValue) is { } bits && BitConverter.Int64BitsToDouble(bits) is var metres && double.IsFinite(metres)
            ? conditions => conditions.Parameter(metres)
            : null);

    private static long? Whole(byte[] bytes, long most) =>
        bytes.Length == 8 && BinaryPrimitives.ReadInt64BigEndian(bytes) is >= 0 and var number && number <= most ? number : null;

    private static byte[] Bytes(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
