using System.Text.RegularExpressions;
using Fluid;

namespace MsoNetwork.Mail;

/// <summary>A mail with its values put in.</summary>
internal sealed record WrittenMail(string Subject, string Text, string Html);

/// <summary>
/// One file of src/Texts/mail: the first line is the subject, the rest is plain text with Liquid in it. Both forms of the mail come from
/// it: the plain text as it stands, and HTML whose paragraphs it is.
/// </summary>
internal sealed partial class MailTemplate
{
    private readonly IFluidTemplate _subject;
    private readonly IFluidTemplate _text;
    private readonly IFluidTemplate _html;

    public MailTemplate(string name, string source)
    {
        var parts = source.ReplaceLineEndings("\n").Split('\n', 2);
        _subject = Parse(name, parts[0]);
        _text = Parse(name, parts[1]);
        _html = Parse(name, Escaped(parts[1]));
    }

    public string Subject(MailValues values) => MailLines.OneLine(_subject.Render(values.ForText()));

    public string Text(MailValues values) => Blank().Replace(_text.Render(values.ForText()), "\n\n").Trim('\n');

    public string Html(MailValues values) => MailHtml.Paragraphs(_html.Render(values.ForHtml(), MailValues.Encoder));

    private static IFluidTemplate Parse(string name, string source) => MailValues.Parser.TryParse(source, out var template, out var error)
        ? template : throw new InvalidOperationException($"src/Texts/mail/{name}.liquid: {error}");

    // What translators write is text in both forms; only values and filters of Liquid are left to it. Line by line: ends of lines would be
    // escaped too, and they divide paragraphs.
    private static string Escaped(string source) =>
        string.Concat(Liquid().Split(source).Select((part, at) => at % 2 == 1 ? part
            : string.Join('\n', part.Split('\n').Select(MailValues.Encoder.Encode))));

    [GeneratedRegex(@"(\{\{.*?\}\}|\{%.*?%\})", RegexOptions.Singleline)]
    private static partial Regex Liquid();

    [GeneratedRegex(@"\n[ \t]*\n\s*")]
    private static partial Regex Blank();
}
