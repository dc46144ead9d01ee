using System.Text.Json.Nodes;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;

namespace MsoNetwork.History;

/// <summary>What an entry hides: the log has no values of it, though they stand in the entry.</summary>
internal static class HiddenFields
{
    private const string Protected = "location_protected";
    private const string Audience = "contact_visible_to";

    /// <summary>Whether an entry hides a field.</summary>
    /// <param name="field">Which.</param>
    /// <param name="entry">The entry's columns, as they are logged.</param>
    public static bool IsHidden(OrganisationField field, JsonObject entry) => field.Sensitivity switch
    {
        FieldSensitivity.Place => IsProtected(entry[Protected]),
        FieldSensitivity.Contact => IsPrivate(entry[Audience]),
        _ => false,
    };

    /// <summary>
    /// Whether a field cannot get back what stood there. What is hidden now stays hidden. What was hidden then had no value in the public
    /// row: there is none to put back.
    /// </summary>
    public static bool StaysHidden(OrganisationField field, EntryState then, JsonObject now)
    {
        JsonNode? Then(string column) => then.Values.TryGetValue(column, out var value) ? value : now[column];
        return field switch
        {
            { Column: Protected } => IsProtected(now[Protected]),
            { Column: Audience } => IsPrivate(now[Audience]),
            { Sensitivity: FieldSensitivity.Place } => IsProtected(now[Protected]) || IsProtected(Then(Protected)),
            { Sensitivity: FieldSensitivity.Contact } => IsPrivate(now[Audience]) || IsPrivate(Then(Audience)),
            _ => false,
        };
    }

    private static bool IsProtected(JsonNode? value) => value?.GetValue<bool>() == true;

    private static bool IsPrivate(JsonNode? value) => (string?)value is { } audience && audience != nameof(ContactAudience.Public);
}
