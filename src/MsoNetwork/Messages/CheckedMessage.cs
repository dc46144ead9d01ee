using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MsoNetwork.Mail;
using MsoNetwork.Text;

namespace MsoNetwork.Messages;

/// <summary>What is wrong with a message that somebody wrote.</summary>
public enum MessageProblem
{
    NameMissing,
    NameTooLong,
    AddressWrong,
    TextMissing,
    TextTooLong,
    TooManyLinks,

    /// <summary>Too many from this address, from this network, or to this organisation.</summary>
    TooManyMessages,

    /// <summary>The organisation takes none, or nobody can be reached.</summary>
    NotTaken,
}

/// <summary>A message as it was typed, read: all that is wrong with it is found at once.</summary>
internal sealed partial class CheckedMessage
{
    /// <summary>Who writes to be answered needs no more.</summary>
    public const int MostLinks = 2;

    public CheckedMessage(string? name, string? address, string? text)
    {
        Name = MailLines.OneLine(name ?? "");
        Address = MailAddress.Read(address);
        Text = Tidy(text);
        if (Name.Length == 0) Problems.Add(MessageProblem.NameMissing);
        if (Name.Length > Message.LongestName) Problems.Add(MessageProblem.NameTooLong);
        if (Address is null) Problems.Add(MessageProblem.AddressWrong);
        Problems.AddRange(OfText(Text));
    }

    public List<MessageProblem> Problems { get; } = [];

    public string Name { get; }

    public string? Address { get; }

    public string Text { get; }

    public static IEnumerable<MessageProblem> OfText(string text)
    {
        if (text.Length == 0) yield return MessageProblem.TextMissing;
        if (text.Length > Message.LongestText) yield return MessageProblem.TextTooLong;
        if (Link().Count(text) > MostLinks) yield return MessageProblem.TooManyLinks;
    }

    /// <summary>Lines as typed, without signs that are no letters and without more than one empty line.</summary>
    public static string Tidy(string? text) => Blank().Replace(
        string.Concat(InvisibleSigns.WithoutTurns(text ?? "").ReplaceLineEndings("\n").EnumerateRunes()
            .Where(letter => letter.Value is '\n' or '\t' || Rune.GetUnicodeCategory(letter) != UnicodeCategory.Control)),
        "\n\n").Trim();

    [GeneratedRegex(@"https?://|www\.", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"\n[ \t]*\n\s*")]
    private static partial Regex Blank();
}
