using MsoNetwork.Errors;
using MsoNetwork.Time;
using MsoNetwork.Trainings;

namespace MsoNetwork.Tests.Trainings;

public sealed class RecurrenceTests
{
    private static DateTime At(string clock) => DateTime.Parse(clock, System.Globalization.CultureInfo.InvariantCulture);

    private static List<DateTime> Dates(string first, string? rule, params string[] except) =>
        [.. Recurrence.Expand(At(first), Recurrence.Checked(rule), [.. except.Select(DateOnly.Parse)])];

    [Fact]
    public void Five_evenings_stay_at_six_over_both_changes_of_daylight_saving()
    {
        foreach (var first in (string[])["2027-03-16T18:00", "2027-10-19T18:00"])
        {
            var dates = Dates(first, "RRULE:FREQ=WEEKLY;COUNT=5");
            Assert.Equal(5, dates.Count);
            Assert.All(dates, date => Assert.Equal(18, date.Hour));
        }

        var training = new Training { Id = Guid.NewGuid(), Slug = "a", CreatedAt = default };
        var summer = new TrainingDate();
        summer.Set(At("2027-03-30T18:00"), 90);
        var winter = new TrainingDate();
        winter.Set(At("2027-03-23T18:00"), 90);
        Assert.Equal((16, 17), (summer.StartsAt.Hour, winter.StartsAt.Hour));
        Assert.Equal(At("2027-03-30T19:30"), summer.End);
        Assert.True(summer.IsMoved(training)); // it was planned for no day at all
    }

    [Fact]
    public void An_hour_that_is_left_out_means_as_much_later_and_of_one_that_comes_twice_the_first_is_meant()
    {
        Assert.Equal(At("2027-03-28T03:30"), BerlinDay.Clock(BerlinDay.Moment(At("2027-03-28T02:30"))));
        Assert.Equal(TimeSpan.FromHours(2), BerlinDay.Moment(At("2027-10-31T02:30")).ToUniversalTime() - At("2027-10-31T00:30Z")
            .ToUniversalTime() + TimeSpan.FromHours(2));
        var daily = Dates("2027-03-27T02:30", "FREQ=DAILY;COUNT=3");
        Assert.Equal([At("2027-03-27T02:30"), At("2027-03-28T02:30"), At("2027-03-29T02:30")], daily);
    }

    [Fact]
    public void The_29th_of_February_comes_in_leap_years_only()
    {
        Assert.Equal([At("2028-02-29T10:00")], Dates("2028-02-29T10:00", "FREQ=YEARLY;UNTIL=20310301"));
        Assert.Equal(
            [At("2028-01-31T10:00"), At("2028-03-31T10:00"), At("2028-05-31T10:00")], Dates("2028-01-31T10:00", "FREQ=MONTHLY;COUNT=3"));
        Assert.Equal(
            [At("2028-01-31T10:00"), At("2028-02-29T10:00"), At("2028-03-31T10:00")],
            Dates("2028-01-31T10:00", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3"));
    }

    [Fact]
    public void Weeks_go_on_over_the_end_of_a_year_with_53_of_them()
    {
        // 2026 has 53 weeks by ISO 8601: the Friday after its last Thursday, 1 January, is still of it.
        Assert.Equal(
            [At("2026-12-24T18:00"), At("2027-01-07T18:00"), At("2027-01-21T18:00")],
            Dates("2026-12-24T18:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=3"));
        Assert.Equal(
            [At("2026-12-31T18:00"), At("2027-01-01T18:00"), At("2027-01-07T18:00"), At("2027-01-08T18:00")],
            Dates("2026-12-31T18:00", "FREQ=WEEKLY;BYDAY=TH,FR;COUNT=4"));
        Assert.Equal(
            [At("2026-12-28T18:00"), At("2028-01-03T18:00"), At("2029-01-01T18:00")],
            Dates("2026-12-28T18:00", "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO;COUNT=4", "2027-01-04"));
    }

    [Theory]
    [InlineData("2027-03-28", "2027-03-27T23:00Z", "2027-03-28T22:00Z")]
    [InlineData("2027-10-31", "2027-10-30T22:00Z", "2027-10-31T23:00Z")]
    [InlineData("2028-02-29", "2028-02-28T23:00Z", "2028-02-29T23:00Z")]
    [InlineData("2026-12-31", "2026-12-30T23:00Z", "2026-12-31T23:00Z")]
    public void A_day_goes_from_midnight_to_midnight_in_Berlin(string day, string from, string to)
    {
        var only = new TrainingFilter { From = At(day), To = At(day) };
        Assert.Equal((DateTimeOffset.Parse(from, null), DateTimeOffset.Parse(to, null)), TrainingCriteria.Span(only, default));
        Assert.Equal(DateOnly.Parse(day), BerlinDay.Of(DateTimeOffset.Parse(to, null).AddSeconds(-1)));
        Assert.Equal(DateOnly.Parse(day).AddDays(1), BerlinDay.Of(DateTimeOffset.Parse(to, null)));
    }

    [Fact]
    public void Days_are_left_out_and_the_last_day_counts()
    {
        Assert.Equal(
            [At("2027-03-02T18:00"), At("2027-03-16T18:00")],
            Dates("2027-03-02T18:00", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270316T180000", "2027-03-09"));
    }

    [Fact]
    public void An_end_in_UTC_is_meant_by_Berlins_clock()
    {
        Assert.Equal(
            [At("2027-06-01T18:00"), At("2027-06-08T18:00")], Dates("2027-06-01T18:00", "FREQ=WEEKLY;UNTIL=20270608T160000Z"));
    }

    [Theory]
    [InlineData("FREQ=SECONDLY;COUNT=3")]
    [InlineData("FREQ=MINUTELY;COUNT=3")]
    [InlineData("FREQ=HOURLY;UNTIL=20270601")]
    [InlineData("FREQ=DAILY;BYHOUR=1,2,3;COUNT=3")]
    [InlineData("FREQ=DAILY;BYSECOND=1;COUNT=3")]
    [InlineData("FREQ=WEEKLY")]
    [InlineData("FREQ=DAILY;COUNT=401")]
    [InlineData("FREQ=DAILY;COUNT=99999999999999999999")]
    [InlineData("FREQ=DAILY;UNTIL=20990101")]
    [InlineData("FREQ=YEARLY;COUNT=7")]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5")]
    [InlineData("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31;COUNT=400")]
    [InlineData("FREQ=DAILY;INTERVAL=0;COUNT=3")]
    [InlineData("FREQ=SOMETIMES;COUNT=3")]
    [InlineData("FREQ=WEEKLY;BYDAY=TU;COUNT=3")]
    [InlineData("COUNT=3")]
    [InlineData("every Tuesday")]
    [InlineData("FREQ=DAILY;COUNT=2\r\nATTENDEE:x")]
    public void Rules_without_end_or_too_often_and_what_is_no_rule_are_refused(string rule)
    {
        var refusal = Assert.Throws<NetworkException>(() => Dates("2027-01-01T10:00", rule));
        Assert.Equal((ErrorCode.InvalidInput, "rule"), (refusal.Code, refusal.Argument));
    }

    [Fact]
    public void Nothing_is_left_when_all_days_are_left_out()
    {
        Assert.Equal("exceptDays", Assert.Throws<NetworkException>(() => Dates("2027-01-01T10:00", null, "2027-01-01")).Argument);
    }
}
