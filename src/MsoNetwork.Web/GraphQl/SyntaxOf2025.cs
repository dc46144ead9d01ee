using System.Buffers;
using System.Globalization;
using System.Text;

namespace MsoNetwork.Web.GraphQl;

/// <summary>
/// What the specification of September 2025 lets a document have and GraphQL-Parser does not read, written so that it does, sign for sign:
/// every place in the text stays the same, so errors point where they should.
/// <list type="number">
/// <item>Comments become blanks: the parser reads escapes in them.</item>
/// <item>Descriptions of operations, fragments and variables become blanks.</item>
/// <item>Control characters in texts become signs that no text has (U+FDD1 to U+FDEF, for U+0001 to U+001F).</item>
/// <item><c>\u{1F600}</c> becomes its character; what is left of its room is filled with U+FDD0.</item>
/// </list>
/// <see cref="Restored"/> takes the signs out of the texts that were read. A document that has such signs itself is left as it is.
/// </summary>
internal static class SyntaxOf2025
{
    private const char Filler = '\uFDD0', LastSign = '\uFDEF';

    private static readonly SearchValues<char> Reasons = SearchValues.Create("\"#");

    /// <summary>The document as GraphQL-Parser reads it.</summary>
    /// <param name="text">As it was sent.</param>
    /// <param name="hasSigns">Whether texts in it must be restored.</param>
    public static string Rewritten(string text, out bool hasSigns)
    {
        hasSigns = false;
        if (!text.AsSpan().ContainsAny(Reasons) || text.AsSpan().ContainsAnyInRange(Filler, LastSign)) return text;
        var scan = new Scan(text);
        scan.Run();
        hasSigns = scan.HasSigns;
        return new string(scan.Result);
    }

    /// <summary>A text of a rewritten document as it was meant.</summary>
    public static string Restored(ReadOnlySpan<char> text)
    {
        var restored = new StringBuilder(text.Length);
        foreach (var sign in text)
        {
            if (sign is > Filler and <= LastSign) restored.Append((char)(sign - Filler));
            else if (sign != Filler) restored.Append(sign);
        }

        return restored.ToString();
    }

    private sealed class Scan(string text)
    {
        private int _braces, _parentheses, _brackets, _at;
        private char _before; // the sign before, blanks and commas left out

        public char[] Result { get; } = text.ToCharArray();

        public bool HasSigns { get; private set; }

        public void Run()
        {
            while (_at < text.Length)
            {
                var sign = text[_at];
                if (sign == '#')
                {
                    var end = text.AsSpan(_at).IndexOfAny('\n', '\r');
                    Blank(_at, _at = end < 0 ? text.Length : _at + end);
                    continue;
                }

                if (sign == '"') Text();
                else _at++;
                _braces += sign == '{' ? 1 : sign == '}' ? -1 : 0;
                _parentheses += sign == '(' ? 1 : sign == ')' ? -1 : 0;
                _brackets += sign == '[' ? 1 : sign == ']' ? -1 : 0;
                if (!char.IsWhiteSpace(sign) && sign is not (',' or '\uFEFF')) _before = sign;
            }
        }

        private void Text()
        {
            var start = _at;
            if (text.AsSpan(start).StartsWith("\"\"\"")) InBlock();
            else InLine();
            if (IsDescription()) Blank(start, _at);
        }

        private void InBlock()
        {
            for (_at += 3; _at < text.Length; _at++)
            {
                var rest = text.AsSpan(_at);
                if (rest.StartsWith("\"\"\""))
                {
                    _at += 3;
                    return;
                }

                if (rest.StartsWith("\\\"\"\"")) _at += 3;
                else Mark(text[_at]);
            }
        }

        private void InLine()
        {
            for (_at++; _at < text.Length && text[_at] is not ('\n' or '\r'); _at++)
            {
                if (text[_at] == '"')
                {
                    _at++;
                    return;
                }

                if (text[_at] != '\\') Mark(text[_at]);
                else if (text.AsSpan(_at).StartsWith("\\u{")) Escape();
                else _at++;
            }
        }

        private void Mark(char sign)
        {
            if (sign is >= ' ' or '\0' or '\t' or '\n' or '\r') return;
            Result[_at] = (char)(Filler + sign);
            HasSigns = true;
        }

        // At the end _at stands on the closing brace.
        private void Escape()
        {
            var length = text.AsSpan(_at).IndexOf('}') + 1;
            if (length < 5) return;
            var digits = text.AsSpan(_at + 3, length - 4);
            if (
                !uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                || value == 0
                || !Rune.TryCreate(value, out var rune)
            )
                return;
            var written = value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                < ' ' and not '\t' => ((char)(Filler + value)).ToString(),
                _ => rune.ToString(),
            };
            Result.AsSpan(_at, length).Fill(Filler);
            written.CopyTo(Result.AsSpan(_at));
            HasSigns = true;
            _at += length - 1;
        }

        private bool IsDescription()
        {
            if (_braces != 0 || _brackets != 0 || _parentheses > 1) return false;
            if (_parentheses == 1 ? _before is '=' or ':' or '$' : _before is not ('\0' or '}')) return false;
            var next = _at;
            while (next < text.Length)
            {
                if (text[next] == '#') next += Math.Max(text.AsSpan(next).IndexOfAny('\n', '\r'), 0);
                else if (!char.IsWhiteSpace(text[next]) && text[next] is not (',' or '\uFEFF')) break;
                if (next < text.Length && text[next] == '#') return false; // to the end of the document
                next++;
            }

            var rest = text.AsSpan(next);
            return _parentheses == 1
                ? rest.StartsWith("$")
                : rest.StartsWith("query") || rest.StartsWith("mutation") || rest.StartsWith("subscription") || rest.StartsWith("fragment");
        }

        private void Blank(int start, int end)
        {
            for (var i = start; i < end; i++)
            {
                if (Result[i] is not ('\n' or '\r')) Result[i] = ' ';
            }
        }
    }
}
