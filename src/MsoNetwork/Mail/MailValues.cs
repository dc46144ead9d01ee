using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using Fluid.Values;

namespace MsoNetwork.Mail;

/// <summary>The values of one mail, and how Liquid shows them: what is no link, no number and no quotation is one line.</summary>
internal sealed class MailValues(IReadOnlyDictionary<string, object?> values)
{
    private const string IsHtml = "html";
    private static readonly TemplateOptions Options = Configure();

    public static FluidParser Parser { get; } = new();

    /// <summary>Letters of every script as they are; what HTML needs is escaped.</summary>
    public static HtmlEncoder Encoder { get; } = HtmlEncoder.Create(UnicodeRanges.All);

    public TemplateContext ForText() => Context(html: false);

    public TemplateContext ForHtml() => Context(html: true);

    private TemplateContext Context(bool html)
    {
        var context = new TemplateContext(Options);
        context.AmbientValues[IsHtml] = html;
        foreach (var (name, value) in values) context.SetValue(name, Of(value));
        return context;
    }

    private static FluidValue Of(object? value) => value switch
    {
        null => NilValue.Instance,
        string text => new StringValue(MailLines.OneLine(text)),
        Uri address => new StringValue(Address(address)),
        MailLines lines => new ObjectValue(lines),
        bool yes => BooleanValue.Create(yes),
        int number => NumberValue.Create(number),
        IReadOnlyDictionary<string, object?> one => new DictionaryValue(
            new FluidValueDictionaryFluidIndexable(one.ToDictionary(pair => pair.Key, pair => Of(pair.Value)))),
        IEnumerable list => new ArrayValue([.. list.Cast<object?>().Select(Of)]),
        _ => throw new ArgumentException($"A mail has no place for a {value.GetType().Name}."),
    };

    private static string Address(Uri address) => address is { IsAbsoluteUri: true, Scheme: "http" or "https" or "mailto" }
        ? address.AbsoluteUri : throw new ArgumentException("A link in a mail is a whole address.");

    private static TemplateOptions Configure()
    {
        var options = new TemplateOptions
        {
            StrictVariables = true, // a value that is missing fails where the mail is queued
            StrictFilters = true,
            CultureInfo = CultureInfo.InvariantCulture,
        };
        options.Filters.AddFilter("button", (link, arguments, context) => Shown(context,
            $"{arguments.At(0).ToStringValue()}:\n{link.ToStringValue()}",
            () => $"""
                <p><a class="button" href="{Escaped(link)}">{Escaped(arguments.At(0))}</a></p>
                <p class="small"><a href="{Escaped(link)}">{Escaped(link)}</a></p>
                """));
        options.Filters.AddFilter("link", (link, arguments, context) => Shown(context,
            $"{MailLines.OneLine(arguments.At(0).ToStringValue())}, {link.ToStringValue()}",
            () => $"""<a href="{Escaped(link)}" dir="auto">{Escaped(arguments.At(0))}</a>"""));
        options.Filters.AddFilter("code", (code, _, context) => Shown(context,
            $"    {code.ToStringValue()}", () => $"""<p class="code">{Escaped(code)}</p>"""));
        options.Filters.AddFilter("quote", (text, _, context) =>
        {
            var lines = (text.ToObjectValue() as MailLines ?? new MailLines(text.ToStringValue())).Lines.ToList();
            return Shown(context, string.Join('\n', lines.Select(line => $"> {line}".TrimEnd())),
                () => $"""<blockquote dir="auto">{string.Join("<br>\n", lines.Select(Encoder.Encode))}</blockquote>""");
        });
        return options;
    }

    private static ValueTask<FluidValue> Shown(TemplateContext context, string text, Func<string> html) =>
        new(new StringValue(context.AmbientValues[IsHtml] is true ? html() : text, encode: false));

    private static string Escaped(FluidValue value) => Encoder.Encode(value.ToStringValue());
}
