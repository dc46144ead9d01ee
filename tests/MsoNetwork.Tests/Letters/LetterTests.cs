using System.Net;
using AnyAscii;
using MsoNetwork.Letters;
using MsoNetwork.Printing;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using UglyToad.PdfPig;

namespace MsoNetwork.Tests.Letters;

/// <summary>A centre's confirmation as PDF, read by somebody else's reader, and checked by its number.</summary>
[Trait("Speed", "Medium")]
public sealed class LetterTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Türkçe Öğretmenleri Derneği Işık e.V.")]
    [InlineData("Żółć i Przyjaciele · Товариство «Світанок»")]
    [InlineData("جمعية النور للثقافة")]
    [InlineData("انجمن فرهنگی گل‌های پارسی")]
    public void Names_of_every_script_are_read_back_from_the_file(string name)
    {
        using var file = new MemoryStream();
        LetterPdf.Write(Letter(name), new Uri("https://netz.example/de/bestaetigung/AAAAA-BBBBB"), file);
        using var pdf = PdfDocument.Open(file.ToArray());
        var text = string.Concat(pdf.GetPages().Select(page => page.Text));
        // Arabic letters are written in the forms of their places, and from right to left.
        var read = string.Concat(Plain(text).Order());
        foreach (var letter in Plain(name)) Assert.Contains(letter, read);
        Assert.Contains("AAAAA-BBBBB", text, StringComparison.Ordinal);
        Assert.Contains("29.11.2026", text, StringComparison.Ordinal);
        Assert.Equal("Bestätigung AAAAA-BBBBB", pdf.Information.Title);
        if (name.All(one => one < 0x600)) Assert.Contains(name.Replace(" ", "", StringComparison.Ordinal), text.Replace(" ", "",
            StringComparison.Ordinal), StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("MSONET_KEEP_LETTERS") is { } folder)
            File.WriteAllBytes(Path.Combine(folder, $"{Math.Abs(name.Length)}.pdf"), file.ToArray());
    }

    [Fact]
    public void A_line_of_two_directions_stands_as_people_read_it()
    {
        Assert.Equal([("Verein ", false), ("نور", true), (" e.V.", false)], Runs("Verein نور e.V."));
        Assert.Equal([("2026", false), ("نور ", true)], Runs("نور 2026"));
    }

    [Fact]
    public async Task A_letter_is_issued_by_the_centre_of_the_area_printed_by_it_and_checked_by_anybody()
    {
        var (organisation, slug) = await site.OrganisationAsync("05315");
        var (staff, bonn) = (await site.StaffAsync("ki-koeln"), await site.StaffAsync("ki-bonn"));
        foreach (var other in new[] { bonn, await site.AdministratorAsync(), await site.PersonAsync() })
            Assert.Null(await site.AsAsync<IssueLetter, Letter?>(other, use => use.RunAsync(organisation, "", Token)));
        using var desk = await FormBrowser.OfAsync(site, staff);
        var here = $"/de/schreibtisch/organisationen/{slug}";
        var issued = await desk.SendAsync(here, here + "?handler=Letter", ("purpose", "<b>Antrag</b> bei der Stadt"));
        Assert.Equal((HttpStatusCode.Redirect, here + "?getan=issued&zahl=1&rest=0"), (issued.Status, issued.To));
        var letter = Assert.Single(await site.AsAsync<IssueLetter, IReadOnlyList<Letter>>(staff, use => use.ReadAsync(organisation, 1,
            Token)));
        var path = $"/de/schreibtisch/briefe/{letter.Number}.pdf";
        var (status, bytes, type) = await desk.FileAsync(path);
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (status, type));
        using (var pdf = PdfDocument.Open(bytes)) Assert.Contains(letter.Number, pdf.GetPage(1).Text, StringComparison.Ordinal);
        using var stranger = await FormBrowser.OfAsync(site, bonn);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.FileAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound,
            (await stranger.SendAsync("/de/schreibtisch/listen/alle", "/de/schreibtisch/briefe?handler=Withdraw", ("number",
                letter.Number))).Status);

        using var visitor = new FormBrowser(site);
        var check = $"/de/bestaetigung/{letter.Number}";
        Assert.Contains("Diese Bestätigung gilt.", (await visitor.GetAsync(check)).Text, StringComparison.Ordinal);
        Assert.Contains("Diese Bestätigung gilt.",
            (await visitor.GetAsync(check.Replace("-", "%20", StringComparison.Ordinal).ToLowerInvariant())).Text,
                StringComparison.Ordinal);
        Assert.Contains("gibt es nicht", (await visitor.GetAsync("/de/bestaetigung/AAAAA-AAAAA")).Text, StringComparison.Ordinal);
        Assert.True(await site.AsAsync<IssueLetter, bool>(staff, use => use.WithdrawAsync(letter.Number, Token)));
        Assert.Contains("gilt nicht mehr", (await visitor.GetAsync(check)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.FileAsync(path)).Status);
    }

    [Theory]
    [InlineData("21 منظمة", true)] // a number at the beginning says nothing of the direction
    [InlineData("٢١ منظمة", true)]
    [InlineData("21 Vereine", false)]
    [InlineData("2026", false)]
    public void A_line_runs_as_its_first_letter_does(string line, bool isRight) => Assert.Equal(isRight, TextRuns.IsRightToLeft(line));

    private static IEnumerable<(string, bool)> Runs(string line) => TextRuns.Visual(line).Select(run => (run.Text, run.IsRightToLeft));

    // Arabic letters have a form for each place in a word; as Latin letters they are the same.
    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Select(one => one.ToString(
        ).Transliterate()));

    private static Letter Letter(string name) => new()
    {
        Id = Guid.NewGuid(),
        Number = "AAAAA-BBBBB",
        OrganisationName = name,
        OrganisationTown = "Köln",
        CentreKey = "ki-koeln",
        CentreName = "Kommunales Integrationszentrum Köln",
        Purpose = "Antrag auf Anschubförderung",
        IssuedOn = new DateOnly(2026, 11, 29),
    };
}
