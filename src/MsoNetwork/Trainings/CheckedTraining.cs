using System.Globalization;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Postings;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Trainings;

/// <summary>Reads what a training says, checked against the reference data, and writes it into the row with its dates.</summary>
internal static class CheckedTraining
{
    public const int LongestTitle = 200;
    public const int LongestText = 5_000;
    public const int MostMaterials = 10;

    /// <param name="input">As given.</param>
    /// <param name="training">Gets it.</param>
    /// <param name="seat">Where its provider is, for what names no place.</param>
    /// <param name="gazetteer">The regions.</param>
    /// <param name="vocabularies">The terms.</param>
    /// <exception cref="NetworkException">With all that is wrong; then nothing is written.</exception>
    public static void Write(
        TrainingContentInput input, Training training, string seat, Gazetteer gazetteer, VocabularySet vocabularies)
    {
        var reader = new ContentReader();
        var (title, text) = (
            reader.Text("title", input.Title, LongestTitle), reader.Text("text", input.Text, LongestText, lines: true));
        var language = string.IsNullOrWhiteSpace(input.Language) ? "de" : reader.Language("language", input.Language);
        var (topics, groups, languages) = (
            reader.Terms("topics", input.Topics, 10, vocabularies[VocabularyName.Topics]),
            reader.Terms("targetGroups", input.TargetGroups, 10, vocabularies[VocabularyName.TargetGroups]),
            reader.Terms("languages", input.Languages, 20, vocabularies[VocabularyName.Languages]));
        var start = reader.Read(() => ContentReader.Day(input.StartsOn, "startsOn").ToDateTime(Clock(input.StartTime, "startTime")));
        var minutes = reader.Number("minutes", input.Minutes, 5, 1440) ?? 0;
        var rule = reader.Read(() => Recurrence.Checked(input.Rule));
        var except = reader.Read(() => input.ExceptDays?.Length > 100
            ? throw reader.Wrong("exceptDays", "At most 100 days can be left out.")
            : (input.ExceptDays ?? []).Select(day => ContentReader.Day(day, "exceptDays")).Distinct().Order().ToArray());
        var place = reader.Read(() => CheckedPlace.Town(input, seat, gazetteer));
        var postcode = place is null ? null : reader.Read(() => CheckedPlace.Postcode(input, place, gazetteer));
        var point = place is null ? null : reader.Read(() => CheckedPlace.Point(input, place, gazetteer));
        var (address, costNote, accessibility, registration) = (
            reader.TextOrNull("address", input.Address, 200), reader.TextOrNull("costNote", input.CostNote, 200),
            reader.TextOrNull("accessibility", input.Accessibility, 500), reader.TextOrNull("registration", input.Registration, 500));
        var (seats, cost) = (
            reader.Number("seats", input.Seats, 1, 100_000), reader.Number("costCents", input.CostCents, 0, 10_000_000));
        var until = reader.Day("registerUntil", input.RegisterUntil);
        var link = reader.Read(() => Address(input.Link, "link"));
        var materials = reader.Read(() => Materials(input.Materials ?? []));
        var dates = reader.IsRight ? reader.Read(() => Recurrence.Expand(start, rule, except)) : null;
        reader.Done();

        (training.Kind, training.Level, training.Language) = (input.Kind, input.Level ?? TrainingLevel.Any, language);
        (training.Title, training.Text) = (title, text);
        (training.Topics, training.TargetGroups, training.Languages) = (topics, groups, languages);
        (training.Online, training.PlaceKey, training.Address) = (input.Online ?? false, place!, address);
        (training.Postcode, training.Point) = (postcode, point);
        (training.Seats, training.CostCents, training.CostNote) = (seats, cost, costNote);
        (training.ChildCare, training.Certificate, training.Accessibility) = (input.ChildCare, input.Certificate, accessibility);
        (training.Registration, training.RegisterUntil, training.Link) = (registration, until, link);
        training.MaterialTitles = Array.ConvertAll(materials!, material => material.Title);
        training.MaterialLinks = Array.ConvertAll(materials!, material => material.Link);
        Plan(training, start, minutes, rule, except, dates!);
    }

    public static TimeOnly Clock(string time, string field) =>
        TimeOnly.TryParseExact(time.Trim(), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
            ? read
            : throw Wrong(field, $"{field} is \"{Shown.Short(time)}\"; it takes hours and minutes, for example 18:00.");

    // A date that the new rule has too stays as it is: moved, or called off.
    private static void Plan(
        Training training, DateTime start, int minutes, string? rule, DateOnly[] except, IReadOnlyList<DateTime> dates)
    {
        var former = training.Dates.ToDictionary(date => date.Planned);
        foreach (var planned in dates)
        {
            if (!former.Remove(planned, out var date))
            {
                date = new TrainingDate { TrainingId = training.Id, Planned = planned };
                date.Set(planned, minutes);
                training.Dates.Add(date);
            }
            else if (!date.IsMoved(training))
            {
                date.Set(planned, minutes);
            }
        }

        training.Dates.RemoveAll(date => former.ContainsKey(date.Planned));
        (training.FirstStart, training.Minutes, training.Rule, training.ExceptDays) = (start, minutes, rule, except);
    }

    private static string? Address(string? link, string field)
    {
        if (string.IsNullOrWhiteSpace(link)) return null;
        return link.Length <= 500 && Uri.TryCreate(link.Trim(), UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" && address.UserInfo.Length == 0
            ? address.AbsoluteUri
            : throw Wrong(field, $"{field} takes a whole address that begins with https:// or http://, up to 500 characters.");
    }

    private static TrainingMaterial[] Materials(TrainingMaterial[] given)
    {
        if (given.Length > MostMaterials)
            throw Wrong("materials", $"materials has {given.Length} values; at most {MostMaterials} are allowed.");
        return Array.ConvertAll(given, material =>
        {
            var title = ContentReader.Plain(material.Title ?? "", "materials", 200, lines: false);
            return Address(material.Link, "materials") is { } link && link.StartsWith("https://", StringComparison.Ordinal)
                ? new TrainingMaterial(title, link)
                : throw Wrong("materials", $"The address of \"{Shown.Short(title)}\" begins with https://, up to 500 characters.");
        });
    }

    private static NetworkException Wrong(string field, string message) => NetworkException.Invalid(field, message);
}
