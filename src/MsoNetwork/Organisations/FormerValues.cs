using System.Text.Json;
using System.Text.Json.Nodes;
using MsoNetwork.Changes;
using MsoNetwork.Organisations.Fields;

namespace MsoNetwork.Organisations;

/// <summary>What a set of the log has overwritten in an entry, as values of a draft.</summary>
/// <param name="Values">What can be put back.</param>
/// <param name="Changed">Inputs that somebody has changed since: they stay.</param>
internal sealed record FormerValues(Dictionary<string, object?> Values, IReadOnlyList<string> Changed)
{
    private static readonly string[] Place = ["town", "postcode"];

    public static FormerValues Of(IReadOnlyDictionary<string, FieldChange> did, JsonObject now)
    {
        var (values, changed) = (new Dictionary<string, object?>(), new List<string>());
        foreach (var (input, field, _) in OrganisationDraft.Inputs)
        {
            // A place that came from the postcode comes from it again.
            if (field.Input == FieldInput.Degrees || !did.TryGetValue(field.Column, out var change)) continue;
            if (field.Merge == FieldMerge.Texts) TakeTexts(input, change, now[field.Column] as JsonObject ?? []);
            else if (JsonNode.DeepEquals(now[field.Column], change.After)) values[input] = Value(change.Before);
            else changed.Add(input);
        }

        // Town and postcode are read together.
        if (Place.Any(values.ContainsKey))
        {
            foreach (var input in Place) values.TryAdd(input, Value(now[input]));
        }

        return new(values, changed);

        void TakeTexts(string input, FieldChange change, JsonObject stands)
        {
            var (before, after) = (change.Before as JsonObject ?? [], change.After as JsonObject ?? []);
            var texts = new List<object?>();
            foreach (var language in before.Concat(after).Select(text => text.Key).Distinct())
            {
                if (JsonNode.DeepEquals(before[language], after[language])) continue;
                if (JsonNode.DeepEquals(stands[language], after[language]))
                    texts.Add(new Dictionary<string, object?> { ["language"] = language, ["text"] = (string?)before[language] });
                else if (!changed.Contains(input))
                    changed.Add(input);
            }

            if (texts.Count > 0) values[input] = texts;
        }
    }

    private static object? Value(JsonNode? stored) => stored switch
    {
        null => null,
        JsonArray list => list.Select(one => (object?)(string?)one).ToList(),
        _ => stored.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => stored.GetValue<int>(),
            _ => stored.GetValue<string>(),
        },
    };
}
