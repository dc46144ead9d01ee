using System.Text.RegularExpressions;
using MimeKit;
using MsoNetwork.Mail;

namespace MsoNetwork.Tests.Mail;

/// <summary>What is put into a mail stays a value: no header, no markup, no paragraph of ours.</summary>
public sealed partial class MailTextTests
{
    private const string Evil = "</p><script>x</script>\r\nBcc: victim@example.org\r\n\r\n<b>fett</b> & \"'\u202eok\u0000";

    private static readonly MailboxAddress From = new("MSO-Netz NRW", "post@netz.example");

    public static IEnumerable<TheoryDataRow<string, string>> Templates =>
        from name in MailTemplates.Names
        from language in MailTemplates.LanguagesOf(name)
        select new TheoryDataRow<string, string>(name, language);

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Every_mail_stays_what_it_is_whatever_is_put_in(string name, string language)
    {
        var read = await ReadAsync(name, language, Evil);
        Assert.Equal(["subject@example.org"], read.To.Mailboxes.Select(one => one.Address));
        Assert.DoesNotContain(read.Headers, header => header.Field.Equals("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(read.Subject!, letter => char.IsControl(letter) || letter == '\u202e');
        Assert.DoesNotMatch("<script|<b>|\u202e|\0", read.HtmlBody);
        Assert.DoesNotMatch("(?m)^Bcc:|\u202e|\0", read.TextBody);
        if (Named(Source($"{name}.{language}")).Exists(one => !one.EndsWith("link", StringComparison.Ordinal)))
            Assert.Contains("&lt;script&gt;", read.HtmlBody, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Both_forms_say_the_same_and_nothing_of_Liquid_is_left(string name, string language)
    {
        var read = await ReadAsync(name, language, "Çelik & Söhne e.V.");
        Assert.DoesNotMatch(@"\{\{|\{%|&amp;|&quot;", read.TextBody);
        Assert.DoesNotMatch(@"\{\{|\{%|\{body\}|&amp;amp;", read.HtmlBody);
        Assert.Equal(Links(read.TextBody!), Links(read.HtmlBody!.Replace("&amp;", "&", StringComparison.Ordinal)));
        Assert.Matches(
            "<p>(Guten Tag,|Hello,|Merhaba,|مرحبًا،|Вітаємо!|Здравствуйте!|Bonjour,|Dzień dobry,|Bună ziua,|Silav,|سلام،)</p>",
            read.HtmlBody);
        Assert.DoesNotContain("&#xA;", read.HtmlBody, StringComparison.Ordinal);
        Assert.Matches($"""<html lang="{language}" dir="{(language is "ar" or "fa" ? "rtl" : "ltr")}">""", read.HtmlBody);
        Assert.DoesNotMatch("<img|src=|@import|url\\(", read.HtmlBody);
        Assert.InRange(read.Subject!.Length, 5, 200);
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_template_names_the_same_values_in_all_languages(string name, string language) =>
        Assert.Equal(Named(Source($"{name}.de")), Named(Source($"{name}.{language}")));

    /// <summary>A reader gets a mail in their own language where it is written in it, and its frame is written in as many.</summary>
    [Theory]
    [InlineData("search-digest", "kmr", "kmr")]
    [InlineData("search-digest", "ar", "ar")]
    [InlineData("sign-in", "ar", "en")]
    [InlineData("search-digest", "xx", "en")]
    [InlineData("search-digest", "../x", "en")]
    [InlineData("search-digest", null, "de")]
    public void A_mail_is_written_in_the_readers_language(string name, string? tag, string language) =>
        Assert.Equal(language, MailTemplates.Language(name, tag));

    [Fact]
    public async Task A_mail_says_that_a_machine_sends_it_and_a_digest_how_to_end_it()
    {
        var mail = Mail("confirm-message", "de", "Verein", new Uri("https://netz.example/de/abbestellen?t=1&u=2"));
        var read = await ReadAsync(mail);
        Assert.Equal("auto-generated", read.Headers["Auto-Submitted"]);
        Assert.Equal("<https://netz.example/de/abbestellen?t=1&u=2>", read.Headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", read.Headers["List-Unsubscribe-Post"]);
        Assert.Equal("de", read.Body!.Headers["Content-Language"]);
        Assert.Equal("0123@netz.example", read.MessageId);
        Assert.IsType<MultipartAlternative>(read.Body);
    }

    [Fact]
    public async Task The_same_row_gives_the_same_bytes()
    {
        var mail = Mail("confirm-message", "de", "Verein");
        Assert.Equal(await BytesAsync(mail), await BytesAsync(mail));
    }

    [Theory]
    [InlineData(null, "de")]
    [InlineData("de", "de")]
    [InlineData("de-AT", "de")]
    [InlineData("tr", "en")]
    [InlineData("ar", "en")]
    [InlineData("den", "en")]
    public void German_is_written_to_whoever_reads_it_or_said_nothing_and_English_to_others(string? tag, string language) =>
        Assert.Equal(language, MailTemplates.Language(tag));

    [Fact]
    public void A_value_that_is_missing_is_the_callers_error()
    {
        var wrong = Assert.Throws<InvalidOperationException>(() =>
            MailTemplates.Write("confirm-message", "de", new Dictionary<string, object?>()));
        Assert.Contains("recipient", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" Info@Verein.Example ", "Info@verein.example")]
    [InlineData("mailto:info@verein.example", "info@verein.example")]
    [InlineData("info@bücher.example", "info@bücher.example")]
    [InlineData("info@verein.example\r\nBcc: victim@example.org", null)]
    [InlineData("a@example.org, b@example.org", null)]
    [InlineData("Verein <info@verein.example>", null)]
    [InlineData("@relay:info@verein.example", null)]
    [InlineData("info@localhost", null)]
    [InlineData("info@127.0.0.1", null)]
    [InlineData("", null)]
    public void One_address_is_read_and_nothing_else(string typed, string? read) => Assert.Equal(read, MailAddress.Read(typed));

    private static Task<MimeMessage> ReadAsync(string name, string language, string value) => ReadAsync(Mail(name, language, value));

    private static async Task<MimeMessage> ReadAsync(OutgoingMail mail)
    {
        using var stream = new MemoryStream(await BytesAsync(mail));
        return await MimeMessage.LoadAsync(stream, TestContext.Current.CancellationToken);
    }

    private static async Task<byte[]> BytesAsync(OutgoingMail mail)
    {
        using var stream = new MemoryStream();
        await MailMessage.Of(mail, From).WriteToAsync(stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    private static OutgoingMail Mail(string name, string language, string value, Uri? unsubscribe = null)
    {
        var written = MailTemplates.Write(name, language, Named(Source($"{name}.{language}")).ToDictionary(
            one => one.Split('(')[0], object? (one) => Value(one, value)));
        var now = new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
        return new OutgoingMail
        {
            Id = Guid.CreateVersion7(now),
            Recipient = "subject@example.org",
            Purpose = MailPurpose.Notice,
            Template = name,
            Language = language,
            Subject = written.Subject,
            Text = written.Text,
            Html = written.Html,
            Unsubscribe = unsubscribe?.AbsoluteUri,
            MessageId = "0123@netz.example",
            QueuedAt = now,
            DueAt = now,
            UsefulUntil = now,
        };
    }

    private static object Value(string name, string value) => name switch
    {
        _ when name.Split('(', ')') is [_, var members, _] => new[]
        {
            (IReadOnlyDictionary<string, object?>)members.Split(',').ToDictionary(one => one, object? (one) => Value(one, value)),
        },
        _ when name.EndsWith("link", StringComparison.Ordinal) => new Uri("https://netz.example/de/weiter?a=1&b=2"),
        _ when name.EndsWith("lines", StringComparison.Ordinal) => new MailLines(value),
        _ => value,
    };

    private static string Source(string name) => File.ReadAllText(Path.Combine(Repository.Root, "src", "Texts", "mail", $"{name}.liquid"));

    private static List<string> Links(string text) =>
        [.. Link().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    // Values, and lists with the members that a loop shows of each, for example items(name,link).
    private static List<string> Named(string source)
    {
        var loops = Loop().Matches(source).ToDictionary(match => match.Groups["one"].Value, match => match.Groups["list"].Value);
        var lists = loops.Select(loop => $"{loop.Value}({string.Join(',', Regex.Matches(source, $@"\b{loop.Key}\.(\w+)")
            .Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal))})");
        return [.. Name().Matches(source).Select(match => match.Groups["name"].Value).Where(name => !loops.ContainsKey(name)).Concat(lists)
            .Distinct().Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"https?://[^\s""<]+")]
    private static partial Regex Link();

    [GeneratedRegex(@"(\{\{-?\s*|\{%-?\s*(els)?if\s+)(?<name>\w+)")]
    private static partial Regex Name();

    [GeneratedRegex(@"\{%-?\s*for\s+(?<one>\w+)\s+in\s+(?<list>\w+)")]
    private static partial Regex Loop();
}
