using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;

namespace MsoNetwork.Mail;

/// <summary>The templates of src/Texts/mail: German and English, some in more languages; one frame around all.</summary>
internal static partial class MailTemplates
{
    private const string Frame = "frame";
    private static readonly ConcurrentDictionary<string, MailTemplate> Read = new(StringComparer.Ordinal);
    private static readonly string Page = Source("page");

    private static readonly HashSet<string> RightToLeft = ["ar", "fa"];

    private static readonly HashSet<string> Resources = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()];

    /// <summary>Names of all templates.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Resources.Where(name => name.StartsWith("Mail/", StringComparison.Ordinal) && name.EndsWith(".de", StringComparison.Ordinal))
            .Select(name => name[5..^3]).Where(name => name != Frame).Order(StringComparer.Ordinal),
    ];

    /// <summary>German for those who read it or said nothing, English for all others.</summary>
    public static string Language(string? tag) =>
        tag is null || tag.Split('-', '_')[0].Equals("de", StringComparison.OrdinalIgnoreCase) ? "de" : "en";

    /// <summary>The reader's own language, where the template is written in it; else as above.</summary>
    public static string Language(string name, string? tag) =>
        tag?.Split('-', '_')[0].ToLowerInvariant() is { } own && Resources.Contains($"Mail/{name}.{own}") ? own : Language(tag);

    /// <summary>The languages that a template is written in.</summary>
    public static IReadOnlyList<string> LanguagesOf(string name) =>
        [.. Resources.Where(one => one.StartsWith($"Mail/{name}.", StringComparison.Ordinal)).Select(one => one.Split('.')[^1])
            .Order(StringComparer.Ordinal)];

    /// <exception cref="InvalidOperationException">There is no such template, or a value that it names is missing.</exception>
    public static WrittenMail Write(string name, string language, IReadOnlyDictionary<string, object?> given)
    {
        var (template, frame, values) = (Get($"{name}.{language}"), Get($"{Frame}.{language}"), new MailValues(given));
        try
        {
            var subject = template.Subject(values);
            var html = Place().Replace(Page, place => place.Value switch
            {
                "{lang}" => language,
                "{dir}" => RightToLeft.Contains(language) ? "rtl" : "ltr",
                "{title}" => MailValues.Encoder.Encode(subject),
                "{body}" => template.Html(values),
                _ => frame.Html(values),
            });
            return new WrittenMail(subject, $"{template.Text(values)}\n\n-- \n{frame.Text(values)}\n", html);
        }
        catch (Fluid.FluidException missing)
        {
            throw new InvalidOperationException($"The mail {name} cannot be written: {missing.Message}", missing);
        }
    }

    private static MailTemplate Get(string name) => Read.GetOrAdd(name, key => new MailTemplate(key, Source(key)));

    private static string Source(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Mail/{name}")
            ?? throw new InvalidOperationException($"There is no template src/Texts/mail/{name}.liquid.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\{(lang|dir|title|body|foot)\}")]
    private static partial Regex Place();
}
