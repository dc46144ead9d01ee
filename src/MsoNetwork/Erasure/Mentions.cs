using System.Text;
using System.Text.RegularExpressions;
using MsoNetwork.Duplicates;

namespace MsoNetwork.Erasure;

/// <summary>
/// How texts of others name whom we erase: by a name that says enough, a mail address, or a telephone number, however they are spaced and
/// in capital or small letters. docs/erasure.md.
/// </summary>
/// <param name="Patterns">
/// Regular expressions that PostgreSQL and .NET read alike; case is ignored, and the text is in Unicode's normal form C.
/// </param>
/// <param name="Numbers">Digits of telephone numbers without country code, as they stand in the digits of a text.</param>
internal sealed record Mentions(string[] Patterns, string[] Numbers)
{
    /// <summary>Shorter ones are found in any row of digits.</summary>
    private const int LeastDigits = 8;

    private const string GermanCode = "+49";

    /// <summary>What goes on is another host; a full stop may be a sentence's.</summary>
    private const string Host = @"[\w-]|\.\w";

    /// <param name="names">As they are written; those that say too little are left out.</param>
    /// <param name="mails">Addresses that are nobody else's.</param>
    /// <param name="phones">Numbers that are nobody else's, as entries have them.</param>
    /// <param name="websites">Hosts, with a path where the host is others' too; nobody else's.</param>
    public static Mentions Of(
        IEnumerable<string> names, IEnumerable<string> mails, IEnumerable<string> phones, IEnumerable<string> websites) => new(
        [
            .. names.Where(TombstoneFacts.IsTelling).Select(name => $@"(?<![\w-]){Written(name)}(?![\w-])"),
            .. mails.Select(mail => $@"(?<![\w.+-]){Written(mail)}(?!{Host})"),
            .. websites.Select(site => $@"(?<![\w-]){Written(site)}(?!{Host})"),
        ],
        [
            .. phones.Select(ContactKeys.Phone).OfType<string>()
                .Select(phone => phone.StartsWith(GermanCode, StringComparison.Ordinal) ? phone[GermanCode.Length..] : phone.TrimStart('+'))
                .Where(digits => digits.Length >= LeastDigits).Distinct(StringComparer.Ordinal),
        ]);

    /// <summary>How one person's address is named.</summary>
    public static Mentions OfMail(string mail) => Of([], [mail], [], []);

    /// <summary>A website as texts name it: its own host, or host and path on a platform; null where that is everybody's.</summary>
    public static string? Site(string website) => ContactKeys.Domain(website, null) ?? ContactKeys.Website(website);

    /// <summary>The shortest beginning of a name that is the same name: without its legal form.</summary>
    public static string Bare(string name)
    {
        var (words, whole) = (name.Split(' '), NameWords.Of(name).Joined);
        for (var count = 1; count < words.Length; count++)
        {
            var bare = string.Join(' ', words[..count]).TrimEnd(',', ' ');
            if (NameWords.Of(bare).Joined == whole) return bare;
        }

        return name;
    }

    /// <summary>The twin of <c>tells_of</c> in Migrations/Sql/tombstones.sql.</summary>
    public bool AreIn(string text)
    {
        var (normal, digits) = (text.Normalize(NormalizationForm.FormC), string.Concat(text.Where(char.IsAsciiDigit)));
        return Array.Exists(Patterns, one => Regex.IsMatch(normal, one, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant))
            || Array.Exists(Numbers, one => digits.Contains(one, StringComparison.Ordinal));
    }

    // Quotes are doubled in a CSV file and have a backslash in JSON; an ampersand is &amp; in HTML.
    private static string Written(string text)
    {
        var pattern = new StringBuilder();
        foreach (var sign in text.Normalize(NormalizationForm.FormC))
        {
            pattern.Append(sign switch
            {
                '"' => "\\\\?\"{1,2}",
                '&' => "&(?:amp;)?",
                _ when char.IsWhiteSpace(sign) => @"\s+",
                _ when char.IsAscii(sign) && !char.IsAsciiLetterOrDigit(sign) => $@"\{sign}",
                _ => $"{sign}",
            });
        }

        return pattern.ToString();
    }
}
