using System.Globalization;
using MsoNetwork.Errors;
using MsoNetwork.Feeds;
using MsoNetwork.Import;
using MsoNetwork.Regions;
using MsoNetwork.Text;
using MsoNetwork.Trainings;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.TrainingImport;

/// <summary>
/// Reads a table (CSV or Excel): a row is a training. It is known by its external_id, or by its title and first day; who has no ids and
/// renames one has a new one, and the old one is marked.
/// </summary>
internal sealed class TableReader(Gazetteer gazetteer, VocabularySet vocabularies)
{
    private const int LongestKey = 200;

    /// <exception cref="FeedRefusedException">It is no table, or has no columns for title and day.</exception>
    public ReadSource Read(byte[] bytes)
    {
        var (readable, _, problem) = UploadedFile.Prepare(bytes);
        if (problem != UploadProblem.None) throw new FeedRefusedException($"This is no table that can be read ({problem}).");
        try
        {
            using var rows = UploadedFile.Open(readable);
            if (!rows.ReadHeader()) throw new FeedRefusedException("The table is empty.");
            var columns = new TableColumns(rows.Cells);
            if (!columns.Has("title") || !(columns.Has("date") || columns.Has("time")))
                throw new FeedRefusedException(
                    "The first row of a table names its columns, at least title and date (Titel, Datum); docs/trainings.md has all.");
            return Read(rows, columns);
        }
        catch (ImportRefusedException refused)
        {
            throw new FeedRefusedException(refused.Message);
        }
    }

    private ReadSource Read(ImportRows rows, TableColumns columns)
    {
        var trainings = new List<ReadTraining>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (rows.Read())
        {
            if (rows.Cells.All(cell => cell.Length == 0)) continue;
            if (trainings.Count == UploadedFile.MostRows) return new ReadSource(trainings, false);
            var row = new TableRow(columns, rows.Cells, rows.Number, vocabularies);
            if (rows.IsBad) row.Refuse("event", "Its quotes are not those of CSV (RFC 4180).");
            var read = Read(row);
            if (!keys.Add(read.Key))
            {
                read = read with { Key = $"{rows.Number}: twice" };
                row.Refuse("twice", "It is in the table twice: by its external_id, or by title and day.");
            }

            read.Remarks.AddRange(row.Remarks);
            trainings.Add(read);
        }

        return new ReadSource(trainings, true);
    }

    private ReadTraining Read(TableRow row)
    {
        var title = row.Cell("title");
        if (title.Length == 0) row.Refuse("title", "It has no title.");
        var (day, start) = row.Start();
        var id = row.Cell("external_id");
        var key = id.Length > 0 ? id : $"{Folding.MatchKey(title)} {day:yyyy-MM-dd}";
        var place = (Online: false, Municipality: (string?)null, Address: (string?)null);
        try
        {
            place = CalendarWords.PlaceOf(row.Cell("municipality"), gazetteer);
        }
        catch (NetworkException wrong)
        {
            row.Refuse("municipality", wrong.Message);
        }

        if (row.Cell("municipality").Length > 0 && !place.Online && place.Municipality is null)
            row.Refuse("municipality", $"There is no municipality \"{row.Cell("municipality")}\" in this state.");
        var address = row.Cell("address");
        return new ReadTraining
        {
            Key = key.Length <= LongestKey ? key : key[..LongestKey],
            Where = row.Where,
            Row = row.Number,
            Cancelled = row.IsCancelled(),
            Content = new TrainingContentInput
            {
                Kind = row.Kind(),
                Language = row.OrNull("language"),
                Title = title,
                Text = PlainText.Lines(row.Cell("text"), CheckedTraining.LongestText) ?? title,
                Topics = row.Terms("topics", VocabularyName.Topics),
                TargetGroups = row.Terms("target_groups", VocabularyName.TargetGroups),
                Languages = row.Terms("languages", VocabularyName.Languages),
                Level = row.Level(),
                StartsOn = day,
                StartTime = start.ToString("HH:mm", CultureInfo.InvariantCulture),
                Minutes = row.Minutes(start),
                Rule = row.OrNull("rule"),
                ExceptDays = row.Days("except_days"),
                Online = place.Online || row.YesOrNo("online") is true,
                Municipality = place.Municipality,
                Address = address.Length > 0 ? address : place.Address,
                Seats = row.Whole("seats"),
                CostCents = row.Cents(),
                CostNote = row.OrNull("cost_note"),
                ChildCare = row.YesOrNo("child_care"),
                Certificate = row.YesOrNo("certificate"),
                Accessibility = row.OrNull("accessibility"),
                Registration = row.OrNull("registration"),
                RegisterUntil = row.Day("register_until"),
                Link = row.OrNull("link"),
            },
        };
    }
}
