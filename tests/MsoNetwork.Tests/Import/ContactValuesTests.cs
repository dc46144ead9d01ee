using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Values;

namespace MsoNetwork.Tests.Import;

public sealed class ContactValuesTests
{
    [Theory]
    [InlineData("info@example.org", "info@example.org")]
    [InlineData("mailto:info@example.org", "info@example.org")]
    [InlineData("büro@verein-köln.de", "büro@verein-köln.de")]
    [InlineData("info@example", null)]
    [InlineData("Verein Eins <info@example.org>", "info@example.org")]
    [InlineData("info(at)example.org", "info@example.org")]
    [InlineData("info [at] example.org", "info@example.org")]
    [InlineData("a@example.org, b@example.org", null)]
    [InlineData("a@b@example.org", null)]
    [InlineData("a b@example.org", null)]
    [InlineData("info@example..org", null)]
    [InlineData("o'brien+verein_2@a-b.example.org", "o'brien+verein_2@a-b.example.org")]
    [InlineData("خانه@مثال.ایران", "خانه@مثال.ایران")]
    [InlineData("info@xn--verein-kln-eifel-ewb.xn--p1ai", "info@xn--verein-kln-eifel-ewb.xn--p1ai")]
    [InlineData("info@example.org?subject=x", null)]
    [InlineData("mailto:info@example.org?subject=x", null)]
    [InlineData(".a..b.@-example-.org", null)]
    [InlineData(".a@example.org", null)]
    [InlineData("a.@example.org", null)]
    [InlineData("a..b@example.org", null)]
    [InlineData("a@-example.org", null)]
    [InlineData("a@example-.org", null)]
    [InlineData("a@example.org.", null)]
    [InlineData("a@exa_mple.org", null)]
    [InlineData("a@example.o", null)]
    [InlineData("a@127.0.0.1", null)]
    [InlineData("a%0d%0abcc%3a@b.org&body=hallo.de", null)]
    [InlineData("a%0d%0abcc@b.org", null)]
    [InlineData("a&b=c@example.org", null)]
    [InlineData("a?b@example.org", null)]
    [InlineData("a/b@example.org", null)]
    [InlineData("a\u200bb@example.org", null)]
    public void An_email_has_one_at_sign_and_a_domain(string text, string? stored) => Assert.Equal(stored, ContactValues.Email(text));

    [Fact]
    public void The_parts_of_an_email_have_the_lengths_that_mail_and_domains_allow()
    {
        Assert.NotNull(ContactValues.Email($"{new string('a', 64)}@{new string('b', 63)}.org"));
        Assert.Null(ContactValues.Email($"{new string('a', 65)}@example.org"));
        Assert.Null(ContactValues.Email($"a@{new string('b', 64)}.org"));
        Assert.Null(ContactValues.Email("a@" + string.Concat(Enumerable.Repeat("abcdefg.", 40)) + "org"));
    }

    [Theory]
    [InlineData("0231 5022000", "+49 231 5022000")]
    [InlineData("2315022000", "+49 231 5022000")] // a spreadsheet took the zero away,
    [InlineData("4924212221", "+49 2421 2221")] // or the plus
    [InlineData("49 1512 3456789", "+49 1512 3456789")]
    [InlineData("04924 2221", "+49 4924 2221")]
    [InlineData("+31 20 5522000", "+31 20 552 2000")]
    [InlineData("12", null)]
    [InlineData("auf Anfrage", null)]
    [InlineData("0231/5022000", "+49 231 5022000")]
    [InlineData("(0231) / 502 20 00", "+49 231 5022000")]
    [InlineData("+49 (0) 231/5022000", "+49 231 5022000")]
    [InlineData("0049/231/5022000", "+49 231 5022000")]
    [InlineData("Tel.: 0231 1234-56", "+49 231 123456")]
    [InlineData("0231 1234 – 56", "+49 231 123456")]
    [InlineData("0231 1234567 ext. 12", "+49 231 1234567 ext. 12")]
    [InlineData("0231 1234 - 56/57", null)] // the digits of several in a row are somebody else's
    [InlineData("0231 1234-56 bis 59", null)]
    [InlineData("0231 1234-56 - 59", null)]
    [InlineData("02303 1234/5", null)]
    [InlineData("0231/1234/5", null)]
    [InlineData("0231 1234567 / 0231 7654321", null)]
    [InlineData("0231 1234567 u. 7654321", null)]
    [InlineData("0231 1234567, 0171 1234567", null)]
    [InlineData("0231 1234567 (Büro)", null)]
    [InlineData("0231 HILFE", null)]
    [InlineData("0231123456.0", "+49 231 123456")] // a spreadsheet's number
    [InlineData("231123456.0", "+49 231 123456")]
    [InlineData("+49231123456.00", "+49 231 123456")]
    [InlineData("49231123456,0", "+49 231 123456")]
    [InlineData("231123456.5", null)]
    [InlineData("231123456.56", null)]
    [InlineData("0231 123456.0", null)]
    [InlineData("0231 1234-0", "+49 231 12340")]
    [InlineData("0231.502.20.00", "+49 231 5022000")]
    [InlineData("0231.5022000", "+49 231 5022000")]
    [InlineData("0231 123456..59", null)]
    [InlineData("0231 123456--59", null)]
    [InlineData("0231 123456-12-13", null)]
    [InlineData("0231 123456 - 12 - 13", null)]
    [InlineData("+49 (0)231 123456-12-13", null)]
    [InlineData("0231/1234-56-78", null)]
    [InlineData("0231-1234-56", "+49 231 123456")]
    [InlineData("0231-502-20-00", "+49 231 5022000")]
    [InlineData("0231 123-45-67", "+49 231 1234567")]
    [InlineData("+49-231-123-456", "+49 231 123456")]
    [InlineData("Fax 0231 123456", null)]
    [InlineData("Telefax: 0231 123456", null)]
    [InlineData("0231 123456 (Fax)", null)]
    [InlineData("F 0231 123456", null)]
    [InlineData("Факс: 0231 123456", null)]
    [InlineData("Tel./Fax: 0231 123456", "+49 231 123456")]
    [InlineData("Telefon & Fax 0231 123456", "+49 231 123456")]
    [InlineData("Fon 0231 123456", "+49 231 123456")]
    public void A_phone_number_is_stored_in_international_form(string text, string? stored) =>
        Assert.Equal(stored, ContactValues.Phone(text));

    [Theory]
    [InlineData("example.org", "https://example.org")]
    [InlineData("http://example.org/a?b=c", "http://example.org/a?b=c")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("ftp://example.org", null)]
    [InlineData("https://user:pass@example.org", null)]
    [InlineData("https://", null)]
    [InlineData("[example.org](https://example.org/a)", "https://example.org/a")]
    [InlineData("localhost", null)]
    [InlineData("zwei worte.de", null)]
    public void A_website_is_an_absolute_http_address(string text, string? stored) => Assert.Equal(stored, ContactValues.Website(text));

    [Theory]
    [InlineData("e.V.", LegalForm.RegisteredAssociation)]
    [InlineData("e. V.", LegalForm.RegisteredAssociation)]
    [InlineData("Eingetragener Verein", LegalForm.RegisteredAssociation)]
    [InlineData("nicht eingetragener Verein", LegalForm.UnregisteredAssociation)]
    [InlineData("gUG (haftungsbeschränkt)", LegalForm.NonProfitCompany)]
    [InlineData("Stiftung", LegalForm.Foundation)]
    [InlineData("eG", LegalForm.Cooperative)]
    [InlineData("public body", LegalForm.PublicBody)]
    [InlineData("RegisteredAssociation", LegalForm.RegisteredAssociation)]
    [InlineData("Ltd.", null)]
    public void A_legal_form_is_known_by_its_usual_names(string word, LegalForm? form) => Assert.Equal(form, LegalForms.Resolve(word));
}
