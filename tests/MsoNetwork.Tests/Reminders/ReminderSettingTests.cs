using Microsoft.Extensions.Configuration;
using MsoNetwork.Reminders;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Tests.Reminders;

/// <summary>Intervals and audience by configuration; what is wrong ends the start in one sentence.</summary>
public sealed class ReminderSettingTests
{
    [Fact]
    public void Unless_told_those_who_keep_an_entry_are_asked_after_a_year() => Assert.Equal(
        new ReminderSettings { To = ReminderAudience.Teams, AfterMonths = 12, AgainDays = 30, LastDays = 30, ADay = 100 }, Read());

    [Fact]
    public void Each_can_be_set() => Assert.Equal(
        new ReminderSettings { To = ReminderAudience.All, AfterMonths = 18, AgainDays = 14, LastDays = 21, ADay = 500 },
        Read(("REMINDERS", "all"), ("REMIND_AFTER", "18"), ("REMIND_AGAIN", "14"), ("REMIND_UNCONFIRMED", "21"), ("REMIND_A_DAY", "500")));

    [Theory]
    [InlineData("REMINDERS", "yes")]
    [InlineData("REMIND_AFTER", "0")]
    [InlineData("REMIND_AFTER", "121")]
    [InlineData("REMIND_AGAIN", "-1")]
    [InlineData("REMIND_UNCONFIRMED", "1.5")]
    [InlineData("REMIND_A_DAY", "many")]
    public void What_is_wrong_is_named(string name, string value) => Assert.Contains(
        $"MSONET_{name} is \"{value}\"", Assert.Throws<WrongSettingException>(() => Read((name, value))).Message, StringComparison.Ordinal);

    private static ReminderSettings Read(params (string Name, string Value)[] given) => ReminderSetting.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(given.Select(one => KeyValuePair.Create<string, string?>(one.Name, one.Value))).Build());
}
