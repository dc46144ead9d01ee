using MsoNetwork.Organisations.Values;

namespace MsoNetwork.Import;

/// <summary>What people write where no heading is belongs to no column: it is not read, and told once a column.</summary>
internal sealed class NotesBesideTheTable(ImportHeader header, RowRemarks remarks)
{
    private readonly HashSet<int> _told = [];

    public void Look(ImportRows row)
    {
        if (row.Beyond >= 0) Tell(row.Beyond);
        foreach (var column in header.Nameless)
        {
            if (column < row.Cells.Length && row.Cells[column].Length > 0) Tell(column);
        }
    }

    private void Tell(int column)
    {
        if (!_told.Add(column)) return;
        const string Fault = "has no heading: what stands in it is not read";
        remarks.Warn("", $"column {Letters(column)} {Fault}", RemarkTopic.NoHeading, $"a column {Fault}", Letters(column));
    }

    private static string Letters(int column)
    {
        var letters = "";
        for (var rest = column; rest >= 0; rest = (rest / 26) - 1) letters = (char)('A' + (rest % 26)) + letters;
        return letters;
    }
}
