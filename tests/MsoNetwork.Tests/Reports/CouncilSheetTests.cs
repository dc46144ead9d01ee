using System.Net;
using MsoNetwork.Tests.GraphQl;
using UglyToad.PdfPig;

namespace MsoNetwork.Tests.Reports;

/// <summary>A region on one page for a council, read by somebody else's reader.</summary>
[Trait("Speed", "Medium")]
public sealed class CouncilSheetTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_and_its_file_have_day_numbers_names_who_is_alone_and_contacts_that_everybody_may_see()
    {
        await using (
            var command = site.Database.CreateCommand(
                """
                UPDATE organisations SET email = 'kontakt@example.org', phone = '+49 2421 000111' WHERE slug = 'bana-afrika-e-v';
                UPDATE organisations SET email = NULL, phone = NULL, contact_visible_to = 'Centres'
                WHERE slug = 'les-chantres-du-royaume-e-v';
                INSERT INTO hidden_contacts (organisation_id, email, phone)
                SELECT id, 'verborgen@example.org', '+49 2421 000222' FROM organisations WHERE slug = 'les-chantres-du-royaume-e-v'
                """
            )
        )
            Assert.True(await command.ExecuteNonQueryAsync(Token) >= 3);
        var page = WebUtility.HtmlDecode(await site.Client.GetStringAsync("/de/regionen/05358/blatt", Token));
        var file = await FileAsync("/de/regionen/05358/blatt.pdf");
        foreach (var text in new[] { page, file })
        {
            foreach (
                var said in new[]
                {
                    "Migrantenorganisationen auf einem Blatt: Kreis Düren", "Stand: ", "Bana Afrika e.V.", "kontakt@example.org",
                    "+49 2421 000111", "Les Chantres du Royaume", "kein Kontakt bekannt", "Ohne Verbindung", "Organisationen und Kontakt",
                    "Quelle: MSO-Netz NRW", "/de/regionen/05358/netzwerk",
                }
            )
                Assert.Contains(Plain(said), Plain(text), StringComparison.Ordinal);
            foreach (var hidden in new[] { "verborgen@example.org", "000222" })
                Assert.DoesNotContain(hidden, Plain(text), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("de", "05", "Hier nicht genannt: ")]
    [InlineData("tr", "05315", "Köln")]
    [InlineData("ar", "05358", "Dachverband MSO Düren")]
    [InlineData("fa", "05358008", "Bana Afrika")]
    public async Task A_sheet_is_one_page_however_many_there_are(string language, string region, string said) =>
        Assert.Contains(Plain(said), Plain(await FileAsync($"/{language}/regionen/{region}/blatt.pdf")), StringComparison.Ordinal);

    [Fact]
    public async Task There_is_no_sheet_of_nowhere()
    {
        foreach (var address in new[] { "/de/regionen/99/blatt", "/de/regionen/99/blatt.pdf" })
            Assert.Equal(HttpStatusCode.NotFound, (await site.Client.GetAsync(address, Token)).StatusCode);
    }

    private async Task<string> FileAsync(string address)
    {
        var answer = await site.Client.GetAsync(address, Token);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        using var pdf = PdfDocument.Open(await answer.Content.ReadAsByteArrayAsync(Token));
        return Assert.Single(pdf.GetPages()).Text;
    }

    // Where a line breaks is nobody's business. This reader leaves out ligatures (ff), which others read; so no name here has one.
    private static string Plain(string text) =>
        string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
}
