using MsoNetwork.Errors;

namespace MsoNetwork.Organisations;

/// <summary>
/// What an organisation writes elsewhere does not tell the address that its entry hides. The database decides (tells_own_address) and
/// refuses; this says it in words.
/// </summary>
public static class ProtectedAddress
{
    /// <summary>What pages call this refusal: their sentence is wrong.tellsPlace.</summary>
    public const string Reason = "tellsPlace";

    /// <summary>The same in English, for programs.</summary>
    public const string Message = "The place of this organisation is protected, and this would tell its street or postcode. Leave the "
        + "address out, or name another venue.";

    /// <param name="argument">Path of what tells it.</param>
    public static NetworkException Refusal(string argument) => new(ErrorCode.InvalidInput, Message, argument) { Reason = Reason };
}
