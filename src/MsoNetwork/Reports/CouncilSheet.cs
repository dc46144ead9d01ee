using MsoNetwork.Networks;
using MsoNetwork.Printing;
using MsoNetwork.Regions;

namespace MsoNetwork.Reports;

/// <summary>What the sheet says, in a reader's language.</summary>
/// <param name="Title">Whose sheet it is.</param>
/// <param name="Day">Of which day.</param>
/// <param name="Map">Above the map.</param>
/// <param name="Drawing">Above the drawing.</param>
/// <param name="NoTies">Instead of a drawing.</param>
/// <param name="Alone">Above those without ties.</param>
/// <param name="Others">Above the others.</param>
/// <param name="More">How many more there are, and where.</param>
/// <param name="Source">Who says all this, and who made the borders.</param>
/// <param name="IsRightToLeft">Whether it is read from right to left.</param>
public sealed record SheetWords(
    string Title,
    string Day,
    string Map,
    string Drawing,
    string NoTies,
    string Alone,
    string Others,
    Func<int, string> More,
    string Source,
    bool IsRightToLeft
);

/// <summary>An organisation on the sheet.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Contact">Its town and what everybody may know of how to reach it.</param>
/// <param name="IsAlone">Whether it has no tie.</param>
/// <param name="Place">Where it is.</param>
public sealed record SheetEntry(string Name, string Contact, bool IsAlone, Position Place);

/// <summary>A region on one page of A4, for a council: map, numbers, drawing, who stands alone, contacts, day and source.</summary>
public static class CouncilSheet
{
    private const float Left = 40;
    private const float Wide = 515;
    private const float Column = 250;
    private const float Bottom = 790;
    private const float PictureTop = 150;
    private const float PictureHigh = 185;
    private const float MapWide = 180;

    /// <summary>Writes it.</summary>
    /// <param name="borders">The region's parts; empty where no boundaries are loaded.</param>
    /// <param name="network">The region's network today.</param>
    /// <param name="figures">Numbers with what they count.</param>
    /// <param name="entries">Those without ties first, each part by name.</param>
    /// <param name="words">The texts.</param>
    /// <param name="made">When.</param>
    /// <param name="output">Gets the PDF.</param>
    public static void Write(
        RegionDrawing borders,
        Network network,
        IReadOnlyList<(string Label, string Value)> figures,
        IReadOnlyList<SheetEntry> entries,
        SheetWords words,
        DateTime made,
        Stream output)
    {
        using var sheet = new PrintSheet(output, words.Title, "MSO-Netz NRW", made) { IsRightToLeft = words.IsRightToLeft };
        sheet.Begin();
        var y = sheet.Put(words.Title, Left, 32, Wide, 16, bold: true);
        sheet.Put(words.Day, Left, y + 2, Wide, 9);
        var share = Wide / figures.Count;
        foreach (var (at, (label, value)) in figures.Index())
        {
            var below = sheet.Put(value, Left + (at * share), 88, share - 8, 17, bold: true);
            sheet.Put(label, Left + (at * share), below, share - 8, 8);
        }

        sheet.Put(words.Map, Left, PictureTop - 18, MapWide, 9, bold: true);
        if (!borders.IsEmpty) sheet.Put(Map(borders, entries), Left, PictureTop, MapWide, PictureHigh);
        var beside = Left + MapWide + 15;
        sheet.Put(words.Drawing, beside, PictureTop - 18, Wide - MapWide - 15, 9, bold: true);
        if (network is { IsDrawable: true, Joined: > 0 })
            sheet.Put(NetworkPicture.Inner(network), beside, PictureTop, Wide - MapWide - 15, PictureHigh);
        else
            sheet.Put(words.NoTies, beside, PictureTop + 10, Wide - MapWide - 15, 9);
        List(sheet, entries, words);
        sheet.Put(words.Source, Left, Bottom + 12, Wide, 7);
        sheet.End();
    }

    /// <summary>Two columns, as far as the page has room; who is not named is counted.</summary>
    private static void List(PrintSheet sheet, IReadOnlyList<SheetEntry> entries, SheetWords words)
    {
        const float Top = PictureTop + PictureHigh + 14;
        var (x, y, named) = (Left, Top, 0);
        bool? alone = null;
        foreach (var entry in entries)
        {
            var heading = entry.IsAlone == alone ? null : entry.IsAlone ? words.Alone : words.Others;
            var high = sheet.Takes(entry.Name, Column, 8) + sheet.Takes(entry.Contact, Column, 7) + 4 + (heading is null ? 0 : 20);
            if (y + high > Bottom - (x > Left ? 14 : 0))
            {
                if (x > Left) break;
                (x, y) = (Left + Column + 15, Top);
            }

            if (heading is not null) y = sheet.Put(heading, x, y + 2, Column, 9, bold: true) + 3;
            alone = entry.IsAlone;
            y = sheet.Put(entry.Name, x, y, Column, 8, bold: true);
            y = sheet.Put(entry.Contact, x, y, Column, 7) + 4;
            named++;
        }

        if (named < entries.Count) sheet.Put(words.More(entries.Count - named), Left, Bottom - 2, Wide, 7, bold: true);
    }

    private static Picture Map(RegionDrawing borders, IReadOnlyList<SheetEntry> entries)
    {
        List<PictureItem> items = [.. borders.Shapes.Select(shape => new PictureShape(shape.Path, "#e8efe9", "#8a9a92", 1.5))];
        foreach (var place in entries.Select(entry => borders.At(entry.Place)).GroupBy(place => place))
            items.Add(new PictureShape(Dot(place.Key.X, place.Key.Y, 7 + (2 * Math.Sqrt(place.Count()))), "#0a5a68", "#ffffff", 1.5));
        return new("", RegionDrawing.Width, borders.Height, items);
    }

    private static string Dot(string x, string y, double radius)
    {
        string Half(double side) => FormattableString.Invariant($"a{radius:0.#} {radius:0.#} 0 1 0 {2 * side * radius:0.#} 0");
        return FormattableString.Invariant($"M{x} {y}m{-radius:0.#} 0{Half(1)}{Half(-1)}z");
    }
}
