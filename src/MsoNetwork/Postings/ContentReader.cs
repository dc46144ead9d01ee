using System.Text;
using System.Text.RegularExpressions;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Text;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Postings;

/// <summary>Reads what somebody posts, field by field, and keeps what is wrong: see <see cref="InputReader"/>.</summary>
/// <param name="path">What stands before a field's name in errors, for example "input.content."; empty for the name alone.</param>
internal sealed partial class ContentReader(string path = "") : InputReader
{
    /// <summary>A text that must be there.</summary>
    public string Text(string field, string text, int longest, bool lines = false) => Read(() => Plain(text, field, longest, lines, path));

    /// <summary>A text that may be left out; a long one may have several lines.</summary>
    public string? TextOrNull(string field, string? text, int longest) =>
        string.IsNullOrWhiteSpace(text) ? null : Text(field, text, longest, lines: longest > 200);

    public int? Number(string field, int? value, int least, int most) => Read(() =>
        value is null || (value >= least && value <= most) ? value
            : throw Wrong(field, $"{field} is {value}; it takes {least} to {most}."));

    public DateOnly? Day(string field, DateTime? day) => Read(() => day is { } given ? Day(given, field, path) : (DateOnly?)null);

    /// <summary>Keys of a vocabulary, each once.</summary>
    public string[] Terms(string field, string[]? keys, int most, Vocabulary vocabulary) => Known(field, keys, most, key =>
    {
        if (vocabulary.ByKey(key) is { } term) return term.Key;
        var near = key.Length <= 100 && vocabulary.Nearest(key) is { } meant ? $" Did you mean \"{meant}\"?" : "";
        throw Wrong(field, $"{field} has no term \"{Shown.Short(key)}\".{near}");
    });

    /// <summary>Keys that something knows, each once.</summary>
    public string[] Known(string field, string[]? keys, int most, Func<string, string> known) => Read<string[]>(() =>
        keys?.Length > most
            ? throw NetworkException.TooMany(path + field, keys.Length, most)
            : [.. (keys ?? []).Select(known).Distinct(StringComparer.Ordinal)]);

    /// <summary>A tag of BCP 47 as the directory writes it.</summary>
    public string Language(string field, string language) => Read(() =>
    {
        var tag = string.IsNullOrWhiteSpace(language) ? "" : Languages.Normalise(language);
        if (!Bcp47().IsMatch(tag))
            throw Wrong(field, $"\"{Shown.Short(language)}\" is no language tag of BCP 47; it takes for example de, en or kmr.");
        var dash = tag.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? tag.ToLowerInvariant() : tag[..dash].ToLowerInvariant() + tag[dash..];
    });

    public void Refuse(string field, string message) => Refuse(Wrong(field, message));

    public NetworkException Wrong(string field, string message) => NetworkException.Invalid(path + field, message);

    /// <summary>Trimmed text that says something, without control characters other than line ends.</summary>
    public static string Plain(string text, string field, int longest, bool lines, string path = "")
    {
        var trimmed = text.Trim().ReplaceLineEndings("\n");
        if (trimmed.Length == 0 || trimmed.Length > longest || !trimmed.EnumerateRunes().Any(Rune.IsLetterOrDigit))
        {
            throw NetworkException.Invalid(
                path + field, $"{field} has {trimmed.Length} characters; it takes 1 to {longest}, with at least one letter or digit.");
        }

        // A lone surrogate is read as U+FFFD.
        bool IsNoText(Rune rune) => rune == Rune.ReplacementChar || (Rune.IsControl(rune) && !(lines && rune.Value is '\n' or '\t'));
        return trimmed.Any(InvisibleSigns.Turns) || trimmed.EnumerateRunes().Any(IsNoText)
            ? throw NetworkException.Invalid(path + field, $"{field} has a character that is no text.")
            : trimmed;
    }

    /// <summary>A day of this century.</summary>
    public static DateOnly Day(DateTime day, string field, string path = "") => day.Year is >= 2000 and < 2100
        ? DateOnly.FromDateTime(day)
        : throw NetworkException.Invalid(path + field, $"{field} lies in the year {day.Year}; it takes a day from 2000 to 2099.");

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$", RegexOptions.CultureInvariant)]
    private static partial Regex Bcp47();
}
