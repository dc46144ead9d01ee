namespace MsoNetwork.Networks;

/// <summary>A rectangle of a drawing.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    public bool Meets(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
}

/// <summary>
/// Where labels stand so that none lies on a node or on another label: below, above, beside or aslant of its node, wherever there is room.
/// Who finds none has none. Assets/site/labels.ts does the same while somebody zooms.
/// </summary>
internal sealed class LabelPlaces(double height)
{
    private const double Gap = 3;
    private const double Cell = 64;
    private readonly Dictionary<(int, int), List<Box>> _taken = [];

    /// <summary>Keeps labels away from here.</summary>
    public void Take(Box box)
    {
        foreach (var cell in CellsOf(box))
        {
            if (!_taken.TryGetValue(cell, out var here)) _taken[cell] = here = [];
            here.Add(box);
        }
    }

    /// <summary>A place for a label of this width beside a node, which is then taken; null where there is no room.</summary>
    public Box? Place(double x, double y, double radius, double width)
    {
        var (half, aside, aslant) = (width / 2, radius + Gap, (radius * 0.75) + Gap);
        (double Left, double Top)[] places =
        [
            (x - half, y + aside), (x - half, y - aside - height), (x + aside, y - (height / 2)), (x - aside - width, y - (height / 2)),
            (x + aslant, y + aslant), (x - aslant - width, y + aslant), (x + aslant, y - aslant - height),
            (x - aslant - width, y - aslant - height),
        ];
        foreach (var (left, top) in places)
        {
            var box = new Box(left, top, left + width, top + height);
            if (!IsFree(box)) continue;
            Take(box);
            return box;
        }

        return null;
    }

    private bool IsFree(Box box) => !CellsOf(box).Any(cell => _taken.TryGetValue(cell, out var here) && here.Exists(box.Meets));

    private static IEnumerable<(int X, int Y)> CellsOf(Box box)
    {
        for (var x = (int)Math.Floor(box.Left / Cell); x <= Math.Floor(box.Right / Cell); x++)
        {
            for (var y = (int)Math.Floor(box.Top / Cell); y <= Math.Floor(box.Bottom / Cell); y++) yield return (x, y);
        }
    }
}
