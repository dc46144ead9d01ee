using Microsoft.Extensions.Configuration;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Tests.SignIn;

/// <summary>Whoever asks for a mail to somebody else does not choose where its links lead.</summary>
public sealed class MailLinkTests
{
    [Fact]
    public void A_site_that_sends_mails_does_not_start_without_its_public_address()
    {
        static SiteOrigin Of(params KeyValuePair<string, string?>[] settings) =>
            new(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        var wrong = Assert.Throws<WrongSettingException>(() => Of(new KeyValuePair<string, string?>("SMTP", "smtp://localhost")));
        Assert.Contains("MSONET_PUBLIC_URL", wrong.Message, StringComparison.Ordinal);
        Assert.Equal("https://a.example", Of(new("SMTP", "smtp://localhost"), new("PUBLIC_URL", "https://a.example")).Given);
        Assert.Null(Of().Given);
    }
}
