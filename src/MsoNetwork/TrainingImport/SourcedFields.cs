using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MsoNetwork.Trainings;

namespace MsoNetwork.TrainingImport;

/// <summary>
/// What a training says, field by field, so that three states can be compared: what the source said last, what stands here, and what the
/// source says now. A field that was changed here by hand stays; every other follows the source.
/// </summary>
internal static class SourcedFields
{
    private const string When = "when";
    private const string Dates = "dates";
    private const string Off = "off";

    private static readonly JsonSerializerOptions Names = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
    };

    // The days belong together: a rule says nothing without its beginning.
    private static readonly string[] OfWhen = ["startsOn", "startTime", "minutes", "rule", "exceptDays"];

    // Where the source moves to another venue, what was added here by hand is about the former one.
    private static readonly string[] OfVenue = ["municipality", "address"];
    private static readonly string[] OfPoint = ["postcode", "latitude", "longitude"];

    public static JsonObject Of(Training training)
    {
        var all = JsonSerializer.SerializeToNode(TrainingContentInput.Of(training), Names)!.AsObject();
        var when = new JsonObject();
        foreach (var field in OfWhen)
        {
            all.Remove(field, out var value);
            when[field] = value;
        }

        (all[When], all[Off]) = (when, training.State == TrainingState.Cancelled);
        var dates = new JsonObject();
        foreach (var date in training.Dates.OrderBy(date => date.Planned)) dates[Clock(date.Planned)] = ValueOf(date);
        all[Dates] = dates;
        return JsonNode.Parse(all.ToJsonString())!.AsObject(); // as it comes back from the database
    }

    public static bool AreSame(JsonObject one, JsonObject other) => JsonNode.DeepEquals(one, other);

    /// <summary>Whether the source called all of it off.</summary>
    public static bool IsOff(JsonObject facts) => facts[Off]?.GetValue<bool>() is true;

    /// <summary>What the training says after the import, and which fields stay as they were written here.</summary>
    /// <param name="last">What the source said last.</param>
    /// <param name="here">What stands here.</param>
    /// <param name="now">What the source says now.</param>
    public static (TrainingContentInput Content, List<string> Kept) Merge(JsonObject last, JsonObject here, JsonObject now)
    {
        var merged = new JsonObject();
        var kept = new List<string>();
        bool IsOurs(string field) => !JsonNode.DeepEquals(last[field], here[field]);
        var moves = OfVenue.Any(field => !IsOurs(field) && !JsonNode.DeepEquals(now[field], here[field]));
        foreach (var (field, value) in now)
        {
            if (field is Dates or Off) continue;
            var isOurs = IsOurs(field) && !(moves && OfPoint.Contains(field));
            if (isOurs && !JsonNode.DeepEquals(value, here[field])) kept.Add(field);
            var taken = isOurs ? here[field] : value;
            if (field != When) merged[field] = taken?.DeepClone();
            else foreach (var (part, of) in taken!.AsObject()) merged[part] = of?.DeepClone();
        }

        return (merged.Deserialize<TrainingContentInput>(Names)!, kept);
    }

    /// <summary>Moves and calls off single dates as the source does, except where somebody did so here.</summary>
    public static void MergeDates(Training training, Training source, JsonObject last, List<string> kept)
    {
        var known = last[Dates]?.AsObject() ?? [];
        foreach (var now in source.Dates)
        {
            if (training.Dates.Find(one => one.Planned == now.Planned) is not { } date || Same(ValueOf(date), ValueOf(now))) continue;
            if (known[Clock(date.Planned)] is { } said && !Same(said, ValueOf(date)))
            {
                if (!Same(said, ValueOf(now)) && !kept.Contains(When)) kept.Add(When);
                continue;
            }

            date.Set(now.Start, now.Minutes);
            date.Cancelled = now.Cancelled;
        }
    }

    private static bool Same(JsonNode one, JsonNode other) => JsonNode.DeepEquals(one, other);

    private static JsonValue ValueOf(TrainingDate date) => JsonValue.Create(string.Create(
        CultureInfo.InvariantCulture, $"{Clock(date.Start)} {date.Minutes}{(date.Cancelled ? " off" : "")}"));

    private static string Clock(DateTime clock) => clock.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}
