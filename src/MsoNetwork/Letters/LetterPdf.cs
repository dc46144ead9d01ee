using System.Globalization;
using MsoNetwork.Printing;

namespace MsoNetwork.Letters;

/// <summary>An invitation as it is printed.</summary>
/// <param name="To">Name and address, line by line.</param>
/// <param name="Organisation">The name.</param>
/// <param name="Centre">Who invites; null for those who run the directory.</param>
/// <param name="Link">The personal link.</param>
/// <param name="ValidUntil">The last day.</param>
public sealed record InvitationLetter(
    IReadOnlyList<string> To, string Organisation, string? Centre, Uri Link, DateOnly ValidUntil);

/// <summary>Letters as PDF. They go to German offices and associations, so they are in German, whatever the page's language.</summary>
public static class LetterPdf
{
    private const string Directory = "MSO-Netz NRW";
    private static readonly CultureInfo German = CultureInfo.InvariantCulture;

    /// <summary>A confirmation.</summary>
    /// <param name="letter">What was confirmed.</param>
    /// <param name="check">Where it can be checked.</param>
    /// <param name="output">Gets the file.</param>
    public static void Write(Letter letter, Uri check, Stream output)
    {
        using var sheet = new PrintSheet(
            output, $"Bestätigung {letter.Number}", letter.CentreName, letter.IssuedOn.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc));
        sheet.Begin();
        sheet.Write(letter.CentreName, 15, bold: true, after: 2);
        sheet.Write("Kommunales Integrationszentrum nach dem Teilhabe- und Integrationsgesetz Nordrhein-Westfalen", 9, after: 0);
        sheet.Rule();
        sheet.Y += 30;
        sheet.WriteRight(Day(letter.IssuedOn));
        sheet.WriteRight($"Nummer {letter.Number}");
        sheet.Y += 30;
        sheet.Write("Bestätigung", 18, bold: true, after: 18);
        sheet.Write("Wir bestätigen, dass uns die folgende Organisation bekannt ist:", after: 14);
        sheet.Write(letter.OrganisationName, 14, bold: true, after: 2);
        sheet.Write(letter.OrganisationTown, after: 16);
        if (letter.Purpose.Length > 0)
        {
            sheet.Write("Die Bestätigung dient diesem Zweck:", after: 2);
            sheet.Write(letter.Purpose, after: 16);
        }

        sheet.Write(
            "Die Bestätigung sagt nichts darüber, ob eine Förderung bewilligt wird, und ersetzt keine Prüfung der Gemeinnützigkeit.",
            after: 24);
        sheet.Write("Diese Bestätigung wurde elektronisch ausgestellt und ist ohne Unterschrift gültig.", after: 40);
        sheet.Rule();
        sheet.Write("Ob diese Bestätigung gilt, steht unter dieser Adresse:", 9, after: 0);
        sheet.Write(check.AbsoluteUri, 9, after: 8);
        sheet.Code(check);
        sheet.End();
    }

    /// <summary>Invitations, one on each page.</summary>
    public static void Write(IReadOnlyList<InvitationLetter> invitations, DateOnly today, Stream output)
    {
        using var sheet = new PrintSheet(
            output, "Einladung in das Verzeichnis", Directory, today.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc));
        foreach (var invitation in invitations)
        {
            sheet.Begin();
            sheet.Write(invitation.Centre ?? Directory, 15, bold: true, after: 0);
            sheet.Rule();
            sheet.Y += 30;
            foreach (var line in invitation.To) sheet.Write(line, after: 0);
            sheet.Y += 30;
            sheet.WriteRight(Day(today));
            sheet.Y += 20;
            sheet.Write("Ihr Eintrag im Verzeichnis der Migrantenorganisationen", 14, bold: true, after: 14);
            sheet.Write("Guten Tag,", after: 10);
            sheet.Write(
                $"{invitation.Organisation} steht in unserem Verzeichnis der Migrantenorganisationen in Nordrhein-Westfalen. "
                    + "Wir laden Sie ein, den Eintrag selbst zu pflegen: Sie entscheiden, was dort steht.", after: 10);
            sheet.Write(
                "Öffnen Sie dazu diese Adresse, oder lesen Sie den Code mit dem Telefon. "
                    + $"Sie gilt nur für Sie, einmal, bis {Day(invitation.ValidUntil)}.",
                after: 12);
            sheet.Write(invitation.Link.AbsoluteUri, 9, after: 10);
            sheet.Code(invitation.Link, 110);
            sheet.Y += 14;
            sheet.Write("Geben Sie den Brief nur an die Person weiter, die den Eintrag pflegen soll.", after: 10);
            sheet.Write($"Freundliche Grüße\n{invitation.Centre ?? Directory}");
        }

        sheet.End();
    }

    private static string Day(DateOnly day) => day.ToString("dd.MM.yyyy", German);
}
