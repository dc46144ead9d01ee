using System.Buffers.Text;
using System.Text;
using MsoNetwork.Errors;

namespace MsoNetwork.Relay;

/// <summary>Relay's global object ids: base64url of "Type:key". Clients treat them as opaque.</summary>
public static class GlobalId
{
    public static string Encode(string type, string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{type}:{key}"));

    /// <summary>The same for keys that are Guids, 32 digits without hyphens: lists have one for each entry.</summary>
    public static string Encode(string type, Guid key)
    {
        Span<byte> bytes = stackalloc byte[128];
        var length = Encoding.UTF8.GetBytes(type, bytes);
        bytes[length++] = (byte)':';
        key.TryFormat(bytes[length..], out var digits, "N");
        return Base64Url.EncodeToString(bytes[..(length + digits)]);
    }

    /// <summary>The key of a thing of this type whose keys are Guids; null when the text is no id of one.</summary>
    public static Guid? KeyOf(string type, string id) =>
        Decode(id) is { } decoded && decoded.Type == type && Guid.TryParseExact(decoded.Key, "N", out var key) ? key : null;

    /// <summary>The same of an argument that must be one.</summary>
    public static Guid Required(string type, string id, string argument) => KeyOf(type, id) ?? throw NetworkException.Invalid(
        argument, $"{argument} is no id of {(type[0] is 'O' or 'E' ? "an" : "a")} {type}: take the field id as it is.");

    /// <summary>Null when the text is not an id that this API gave out.</summary>
    public static (string Type, string Key)? Decode(string id)
    {
        if (id.Length > 200 || !Base64Url.IsValid(id)) return null;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(id));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? (text[..colon], text[(colon + 1)..]) : null;
    }
}
