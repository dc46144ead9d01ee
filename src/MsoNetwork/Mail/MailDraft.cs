using System.Globalization;

namespace MsoNetwork.Mail;

/// <summary>A mail before it is written: to whom, which template, and what is put in.</summary>
/// <param name="To">One address, as <see cref="MailAddress.Read"/> gives it.</param>
/// <param name="Template">Name of src/Texts/mail/NAME.de.liquid.</param>
/// <param name="Language">
/// The recipient's language, where the template is written in it; else German where nobody knows, and English for every other.
/// </param>
/// <param name="Values">
/// What the template names: a string (becomes one line), an <see cref="Uri"/>, <see cref="MailLines"/>, a number, a bool, or a list of
/// dictionaries of these.
/// </param>
public sealed record MailDraft(string To, string Template, string? Language, IReadOnlyDictionary<string, object?> Values)
{
    public MailPurpose Purpose { get; init; } = MailPurpose.Notice;

    /// <summary>An address for answers; without it they come to the sender's own.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>
    /// For digests and only for them: where the reader ends them. Must take a POST without anything more (RFC 8058); a GET shows a button.
    /// </summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>So long it is tried; for a code, as long as the code is valid.</summary>
    public TimeSpan UsefulFor { get; init; } = TimeSpan.FromDays(5);
}

/// <summary>A text of several lines that somebody wrote. A template sets it off from our words: <c>{{ name | quote }}</c>.</summary>
public sealed record MailLines(string Text)
{
    /// <summary>As one line, where a template does not quote it.</summary>
    public override string ToString() => OneLine(Text);

    /// <summary>The lines, without what could hide or turn round what is written.</summary>
    internal IEnumerable<string> Lines => Text.ReplaceLineEndings("\n").Split('\n').Select(Visible);

    /// <summary>A value as one line: it can neither begin a header nor look like a paragraph of ours.</summary>
    internal static string OneLine(string text) =>
        string.Join(' ', Visible(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // The two joiners belong to the spelling of Persian words; other signs of this kind only deceive.
    private static string Visible(string text) => string.Concat(
        text.Where(letter => letter is '\u200c' or '\u200d' || char.GetUnicodeCategory(letter) != UnicodeCategory.Format)
            .Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter));
}
