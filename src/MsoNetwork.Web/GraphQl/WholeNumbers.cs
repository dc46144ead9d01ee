using GraphQL;

namespace MsoNetwork.Web.GraphQl;

/// <summary>
/// JSON has one kind of number: 1, 1.0 and 1e0 are the same, and programs in R, Lua or PHP write them as they like. What is whole becomes
/// a whole number, so that Int and ID take it.
/// </summary>
internal static class WholeNumbers
{
    private const double Most = 9_007_199_254_740_991; // beyond that a double is not exact

    public static Inputs In(Inputs variables) => new(variables.ToDictionary(one => one.Key, one => Change(one.Value)));

    private static object? Change(object? value)
    {
        switch (value)
        {
            case double number when double.IsInteger(number) && Math.Abs(number) <= Most:
                return Change((long)number);
            case decimal number when decimal.IsInteger(number) && Math.Abs(number) <= (decimal)Most:
                return Change((long)number);
            case long number when number is >= int.MinValue and <= int.MaxValue:
                return (int)number;
            case IDictionary<string, object?> fields:
                return fields.ToDictionary(field => field.Key, field => Change(field.Value));
            case IList<object?> entries:
                return entries.Select(Change).ToList();
            default:
                return value;
        }
    }
}
