using MsoNetwork.Errors;

namespace MsoNetwork.Relay;

/// <summary>How many entries a list gives: 20 unless told, at most 100.</summary>
public static class PageSize
{
    public const int Default = 20;
    public const int Most = 100;

    public static int Check(int? asked, string argument) => asked switch
    {
        null => Default,
        < 1 or > Most => throw new NetworkException(
            ErrorCode.InvalidInput, $"{argument} is {asked}; it takes a whole number from 1 to {Most}.", argument)
        {
            Limit = asked > Most ? (Most, asked.Value) : null,
        },
        _ => asked.Value,
    };
}
