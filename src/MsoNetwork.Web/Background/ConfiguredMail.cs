using MimeKit;
using MsoNetwork.Mail;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Background;

/// <summary>Reads MSONET_SMTP, MSONET_MAIL_FROM and MSONET_MAILS.</summary>
internal static class ConfiguredMail
{
    private static readonly MailboxAddress Nobody = new("MSO-Netz NRW", "msonet@localhost.invalid");

    /// <summary>Registers what sends; a wrong setting is told in one sentence, without the password in it.</summary>
    public static void Configure(WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        var from = From(settings["MAIL_FROM"]);
        if (settings["SMTP"]?.Trim() is { Length: > 0 } given)
        {
            var smtp = SmtpSettings.Read(given) ?? throw new WrongSettingException(
                "MSONET_SMTP is no server's address. One looks like smtp://user:password@mail.example.org:587 or smtps://…; signs such as "
                    + "@ and / in user or password are percent-encoded."
            );
            if (from is null) throw new WrongSettingException(
                "MSONET_SMTP is set, so MSONET_MAIL_FROM must be the sender of all mails, for example \"MSO-Netz NRW <post@example.org>\"."
            );
            builder.Services.AddSingleton<MailOutlet>(services => new SmtpOutlet(from, smtp, services.GetRequiredService<TimeProvider>()));
        }
        else
        {
            builder.Services.AddSingleton<MailOutlet>(new FolderOutlet(from ?? Nobody, Folder(settings)));
        }

        builder.Services.AddSingleton<MailWorker>();
        builder.Services.AddSingleton<MailCourier>();
        builder.Services.AddHostedService<MailSending>();
        builder.Services.AddSingleton<MailMetrics>();
        builder.Services.AddSingleton(MailMetrics.Ready);
    }

    private static MailboxAddress? From(string? text)
    {
        if (text?.Trim() is not { Length: > 0 } given) return null;
        return MailboxAddress.TryParse(given, out var address) && MailAddress.Read(address.Address) is not null
            ? address
            : throw new WrongSettingException(
                "MSONET_MAIL_FROM takes one address, with or without a name, for example \"MSO-Netz NRW <post@example.org>\"."
            );
    }

    internal static string Folder(ConfigurationManager settings) =>
        // The demo's lie in a folder of their own: nobody is to take them for somebody's.
        Path.Combine(DataFolder.Of(settings["MAILS"], "mails"), new DemoSetting(settings).IsOn ? "demo" : "");
}
