using System.Buffers.Binary;
using System.Buffers.Text;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Sql;

namespace MsoNetwork.PartnerCalls;

public enum PartnerCallOrder
{
    Newest,
    Deadline,
    Distance,
}

/// <summary>
/// A place in one order of the list: the order's value of a call and its id, so that calls that come and go do not shift it.
/// Text: base64url of order (1 byte), fingerprint of the point that distances are measured from (4 bytes), id (16), value (8).
/// </summary>
public sealed record PartnerCallCursor(PartnerCallOrder Order, uint Point, Guid Id, long Value)
{
    private const int Size = 29;

    public static PartnerCallCursor Of(PartnerCallOrder order, NearPoint? near, ListedPartnerCall call) => new(
        order,
        order == PartnerCallOrder.Distance ? OrganisationCursor.Fingerprint(near) : 0,
        call.Id,
        order switch
        {
            PartnerCallOrder.Newest => call.Since.UtcTicks,
            PartnerCallOrder.Deadline => (call.Call.OpenUntil ?? DateOnly.MaxValue).DayNumber,
            _ => BitConverter.DoubleToInt64Bits(call.Metres),
        });

    public string Text
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Size];
            bytes[0] = (byte)Order;
            BinaryPrimitives.WriteUInt32BigEndian(bytes[1..], Point);
            Id.TryWriteBytes(bytes[5..], bigEndian: true, out _);
            BinaryPrimitives.WriteInt64BigEndian(bytes[21..], Value);
            return Base64Url.EncodeToString(bytes);
        }
    }

    /// <summary>Reads a cursor for this order and point; anything else is refused.</summary>
    public static PartnerCallCursor Parse(string text, string argument, PartnerCallOrder order, NearPoint? near)
    {
        if (
            text.Length > 60
            || !Base64Url.IsValid(text)
            || Base64Url.DecodeFromChars(text) is not { Length: Size } bytes
            || bytes[0] > (byte)PartnerCallOrder.Distance
        )
            throw Broken(argument);
        var cursor = new PartnerCallCursor(
            (PartnerCallOrder)bytes[0],
            BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1)),
            new Guid(bytes.AsSpan(5, 16), bigEndian: true),
            BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(21))
        );
        if (cursor.Order != order || (order == PartnerCallOrder.Distance && cursor.Point != OrganisationCursor.Fingerprint(near)))
            throw NetworkException.Invalid(
                argument,
                $"{argument} is a cursor of another list: it goes on only with the orderBy and near that it came from."
            );
        var most = order switch
        {
            PartnerCallOrder.Newest => DateTime.MaxValue.Ticks,
            PartnerCallOrder.Deadline => DateOnly.MaxValue.DayNumber,
            _ => long.MaxValue,
        };
        return cursor.Value >= 0 && cursor.Value <= most ? cursor : throw Broken(argument);
    }

    /// <summary>Says which calls stand behind this place, on <see cref="PartnerCallSql.From"/>.</summary>
    public string Behind(PartnerCallCriteria criteria, SqlConditions conditions, bool before)
    {
        var (value, descending) = (ValueOf(criteria, Order), Order == PartnerCallOrder.Newest);
        var bound = Order switch
        {
            PartnerCallOrder.Newest => conditions.Parameter(new DateTimeOffset(Value, TimeSpan.Zero)),
            PartnerCallOrder.Deadline => conditions.Parameter(DateOnly.FromDayNumber((int)Value)),
            _ => conditions.Parameter(BitConverter.Int64BitsToDouble(Value)),
        };
        return $"({value} {(descending != before ? '<' : '>')} {bound} OR ({value} = {bound} AND c.id {(before ? '<' : '>')} {conditions.Parameter(Id)}))";
    }

    /// <summary>What an order goes by. Infinity is what .NET's last day is to PostgreSQL.</summary>
    public static string ValueOf(PartnerCallCriteria criteria, PartnerCallOrder order) => order switch
    {
        PartnerCallOrder.Newest => PartnerCallSql.Since,
        PartnerCallOrder.Deadline => "coalesce(c.open_until, 'infinity')",
        _ => $"ST_Distance({PartnerCallSql.Location}, {criteria.NearParameter})",
    };

    private static NetworkException Broken(string argument) =>
        NetworkException.Invalid(argument, $"{argument} is not a cursor of this list: take endCursor or startCursor of a page as it is.");
}
