using MsoNetwork.Reminders;

namespace MsoNetwork.Web.Settings;

/// <summary>
/// MSONET_REMINDERS (off, teams, all), MSONET_REMIND_AFTER (months), MSONET_REMIND_AGAIN and MSONET_REMIND_UNCONFIRMED (days), and
/// MSONET_REMIND_A_DAY (mails).
/// </summary>
internal static class ReminderSetting
{
    public static ReminderSettings Read(IConfiguration settings) => new()
    {
        To = settings["REMINDERS"]?.Trim() switch
        {
            null or "" or "teams" => ReminderAudience.Teams,
            "all" => ReminderAudience.All,
            "off" => ReminderAudience.Nobody,
            var other => throw new WrongSettingException($"MSONET_REMINDERS is \"{other}\"; it takes off, teams or all."),
        },
        AfterMonths = Number(settings, "REMIND_AFTER", ReminderSettings.Usual.AfterMonths, 120),
        AgainDays = Number(settings, "REMIND_AGAIN", ReminderSettings.Usual.AgainDays, 3650),
        LastDays = Number(settings, "REMIND_UNCONFIRMED", ReminderSettings.Usual.LastDays, 3650),
        ADay = Number(settings, "REMIND_A_DAY", ReminderSettings.Usual.ADay, 100_000),
    };

    private static int Number(IConfiguration settings, string name, int usual, int most) =>
        RateSettings.Number(settings, name, usual, least: 1) is var number && number <= most ? number
            : throw new WrongSettingException($"MSONET_{name} is \"{number}\"; it takes a whole number from 1 to {most}.");
}
