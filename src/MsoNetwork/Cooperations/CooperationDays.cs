using System.Globalization;
using MsoNetwork.Errors;

namespace MsoNetwork.Cooperations;

/// <summary>
/// Which days a cooperation may begin and end on; the database has the same rules (cooperations_start_on_a_day, cooperations_end_on_a_day).
/// </summary>
internal static class CooperationDays
{
    /// <summary>No spreadsheet knows days before it, and no organisation told of one.</summary>
    public static readonly DateOnly First = new(1900, 1, 1);

    /// <summary>The last day on which an end may be planned.</summary>
    public static readonly DateOnly Last = new(2099, 12, 31);

    /// <summary>How far ahead a beginning may be planned: further is a slip of the pen more often than a plan.</summary>
    public const int YearsAhead = 2;

    public static (DateOnly? StartsOn, DateOnly? EndsOn) Planned(
        DateTime? startsOn, DateTime? endsOn, DateOnly today, InputReader reader)
    {
        var (start, end, latest) = (CheckedSource.Day(startsOn), CheckedSource.Day(endsOn), today.AddYears(YearsAhead));
        if (start < First || start > latest)
            reader.Refuse(NetworkException.Invalid("input.startsOn", string.Create(CultureInfo.InvariantCulture,
                $"startsOn is {start:yyyy-MM-dd}; it takes a day from {First:yyyy-MM-dd} to {latest:yyyy-MM-dd}, "
                + $"{YearsAhead} years ahead.")));
        if (end < First || end > Last)
            reader.Refuse(NetworkException.Invalid("input.endsOn", FormattableString.Invariant(
                $"endsOn is {end:yyyy-MM-dd}; it takes a day from {First:yyyy-MM-dd} to {Last:yyyy-MM-dd}.")));
        else if (end < start)
            reader.Refuse(CooperationErrors.EndsBeforeStart("input.endsOn"));
        return (start, end);
    }

    /// <summary>
    /// The last day of one that is ended. An end that is recorded stays unless an earlier one is told: one side alone does not prolong what
    /// both confirmed, and networks of days behind it stay as they were.
    /// </summary>
    public static DateOnly End(Cooperation cooperation, DateTime? endedOn, DateOnly today)
    {
        if (cooperation.IsAhead(today))
            throw CooperationErrors.NotBegun(cooperation);
        if (CheckedSource.Day(endedOn) is not { } day)
            return cooperation.EndsOn < today ? cooperation.EndsOn.Value : today;
        if (day < First)
            throw NetworkException.Invalid(
                "input.endedOn",
                FormattableString.Invariant($"endedOn is {day:yyyy-MM-dd}; it takes a day from {First:yyyy-MM-dd} on.")
            );
        if (day > today)
            throw NetworkException.Invalid("input.endedOn", "endedOn lies in the future: a cooperation is ended when it is over.");
        if (day < cooperation.StartsOn)
            throw CooperationErrors.EndsBeforeStart("input.endedOn");
        if (day > cooperation.EndsOn)
            throw NetworkException.Invalid(
                "input.endedOn",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"endedOn lies after the end that is recorded, {cooperation.EndsOn:yyyy-MM-dd}. Leave it out or give an earlier day; "
                        + $"if the two went on, propose that as a new cooperation."
                )
            );
        return day;
    }
}
