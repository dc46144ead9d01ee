using System.Runtime.CompilerServices;
using MsoNetwork.Search;

namespace MsoNetwork.Trainings.Search;

/// <summary>
/// Trainings in these states with a date that ends after one moment and begins before another. Answered from all dates of a segment in
/// order of time, so that a month costs what the month has, and not what there is.
/// </summary>
/// <param name="States">Any of these.</param>
/// <param name="From">In seconds since 1970, as <paramref name="To"/>.</param>
/// <param name="To">Of a question without an end the last second there is.</param>
/// <param name="Evening">Only dates of the evening.</param>
/// <param name="Weekend">Only dates of a weekend.</param>
internal sealed record DatesCondition(TrainingState[] States, long From, long To, bool Evening, bool Weekend)
    : Condition<TrainingFacts>((string?)null)
{
    private const int Day = 24 * 60 * 60; // no date takes longer (CheckedTraining)

    private static readonly ConditionalWeakTable<IndexSegment<TrainingFacts>, Column> Columns = [];

    internal override bool[] Passing(IndexSegment<TrainingFacts> segment)
    {
        var passes = new bool[segment.Count];
        var dates = Columns.GetValue(segment, Column.Of).InOrder;
        for (var at = FirstAfter(dates, From - Day); at < dates.Length && dates[at].Date.Starts < To; at++)
        {
            var (date, state, number) = dates[at];
            if (date.Ends > From && (!Evening || date.Evening) && (!Weekend || date.Weekend) && Array.IndexOf(States, state) >= 0)
                passes[number] = true;
        }

        return passes;
    }

    private static int FirstAfter(Placed[] dates, long moment)
    {
        var (low, high) = (0, dates.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (dates[middle].Date.Starts <= moment) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private readonly record struct Placed(DateFacts Date, TrainingState State, int Number);

    private sealed record Column(Placed[] InOrder)
    {
        public static Column Of(IndexSegment<TrainingFacts> segment)
        {
            var dates = Enumerable.Range(0, segment.Count).SelectMany(number =>
                segment[number].Payload.Dates.Select(date => new Placed(date, segment[number].Payload.State, number))).ToArray();
            Array.Sort(dates, (left, right) => left.Date.Starts.CompareTo(right.Date.Starts));
            return new Column(dates);
        }
    }
}
