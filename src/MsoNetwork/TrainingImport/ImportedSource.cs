using System.Text.Json.Nodes;
using MsoNetwork.Errors;
using MsoNetwork.Postings;
using MsoNetwork.Text;
using MsoNetwork.Trainings;

namespace MsoNetwork.TrainingImport;

/// <summary>One run over what a source has: each of its trainings beside the one that is known, if there is one.</summary>
internal sealed class ImportedSource(
    TrainingSource source, DateTimeOffset now, Dictionary<string, (ImportedTraining Imported, Training Training)> known,
    Action<TrainingContentInput, Training> write)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<ImportedStep> _steps = [];
    private readonly List<ImportRemark> _remarks = [];
    private int _over;
    private int _dates;

    /// <summary>How many more trainings to come the provider may have.</summary>
    public int Room { get; set; }

    /// <summary>Rows that are new.</summary>
    public List<object> Created { get; } = [];

    public TrainingImportReport Report() => new(_steps, _remarks, _over);

    public void Take(ReadTraining read)
    {
        if (!_seen.Add(read.Key)) return;
        var isRefused = read.Remarks.Exists(remark => remark.IsRefusal);
        _remarks.AddRange(read.Remarks.Where(remark => remark.IsRefusal || !isRefused)); // of what is not taken only why
        if (isRefused) return;
        var isKnown = known.TryGetValue(read.Key, out var here);
        if (read.IsOver)
        {
            _over++;
            return;
        }

        if (isKnown && read.Sequence < here.Imported.Sequence)
        {
            Remark(read, "older", "It is an older version (SEQUENCE) than the one that is here.");
            return;
        }

        try
        {
            var source = Sourced(read, isKnown ? here.Training : null);
            if ((_dates += source.Dates.Count) > ImportTrainings.MostDates)
                throw NetworkException.Invalid("tooMany", $"An import brings at most {ImportTrainings.MostDates} dates; the rest is left.");
            if (isKnown) Change(read, source, here.Imported, here.Training);
            else Create(read, source);
        }
        catch (NetworkException wrong)
        {
            foreach (var one in wrong.Others.Prepend(wrong)) Remark(read, one.Argument ?? "", one.Message);
        }
    }

    /// <summary>Marks what the source no longer has and what is still to come.</summary>
    public void MarkMissing()
    {
        foreach (var (imported, training) in known.Values)
        {
            if (imported.SourceId != source.Id || _seen.Contains(imported.Key) || training.MissingSince is not null
                || training.State != TrainingState.Published || !IsToCome(training)) continue;
            training.MissingSince = now;
            Step(ImportStep.Missing, Changed(training));
        }
    }

    // What the source says, as a training of ours would have it. A date that was told already and that a calendar leaves out by now is
    // called off: whoever has noted it hears of it.
    private Training Sourced(ReadTraining read, Training? here)
    {
        var id = here?.Id ?? Guid.CreateVersion7(now);
        var training = new Training
        {
            Id = id,
            Slug = here?.Slug ?? Folding.Slug(read.Content.Title, id),
            OrganisationId = source.OrganisationId,
            CentreKey = source.CentreKey,
            State = read.Cancelled ? TrainingState.Cancelled : TrainingState.Published,
            CreatedAt = now,
            UpdatedAt = now,
            PublishedAt = now,
        };
        var off = (read.Content.ExceptDays ?? []).Where(day => here?.Dates.Exists(date => date.Planned.Date == day) is true).ToHashSet();
        write(read.Content with { ExceptDays = [.. (read.Content.ExceptDays ?? []).Where(day => !off.Contains(day))] }, training);
        foreach (var date in training.Dates.Where(date => off.Contains(date.Planned.Date))) date.Cancelled = true;
        foreach (var single in read.Dates)
        {
            if (training.Dates.Find(date => date.Planned == single.Planned) is not { } date) continue;
            ContentReader.Day(single.Start, "startsOn");
            if (single.Minutes is < 5 or > 1440)
                throw NetworkException.Invalid("minutes", $"minutes is {single.Minutes}; it takes 5 to 1440.");
            date.Set(single.Start, single.Minutes);
            date.Cancelled = single.Cancelled;
        }

        return training;
    }

    private void Create(ReadTraining read, Training training)
    {
        if (!IsToCome(training) || read.Cancelled)
        {
            _over++;
            return;
        }

        if (Room-- <= 0) throw TrainingErrors.TooMany(WriteTraining.Most);
        Created.Add(training);
        Created.Add(new ImportedTraining
        {
            TrainingId = training.Id,
            OrganisationId = source.OrganisationId,
            CentreKey = source.CentreKey,
            Key = read.Key,
            SourceId = source.Id,
            Sequence = read.Sequence ?? 0,
            Facts = SourcedFields.Of(training).ToJsonString(),
        });
        Step(ImportStep.Created, training);
    }

    private void Change(ReadTraining read, Training said, ImportedTraining imported, Training training)
    {
        var (last, before) = (JsonNode.Parse(imported.Facts)!.AsObject(), SourcedFields.Of(training));
        if (training.State == TrainingState.Cancelled)
        {
            if (SourcedFields.IsOff(last) && !read.Cancelled)
                throw NetworkException.Invalid("comesBack", "It was called off here; what is called off does not come back.");
            Step(ImportStep.Unchanged, training);
            return;
        }

        var next = SourcedFields.Of(said);
        if (!SourcedFields.AreSame(last, next)) Merge(read, said, training, last, before, next);
        (imported.SourceId, imported.Sequence, imported.Facts) = (source.Id, read.Sequence ?? imported.Sequence, next.ToJsonString());
        var isBack = training.MissingSince is not null;
        training.MissingSince = null;
        if (training.State == TrainingState.Cancelled) Step(ImportStep.CalledOff, Changed(training));
        else if (isBack) Step(ImportStep.Back, Changed(training));
        else if (SourcedFields.AreSame(before, SourcedFields.Of(training))) Step(ImportStep.Unchanged, training);
        else Step(ImportStep.Changed, Changed(training));
    }

    private void Merge(ReadTraining read, Training said, Training training, JsonObject last, JsonObject before, JsonObject next)
    {
        if (read.Cancelled)
        {
            (training.State, training.CancelledAt) = (TrainingState.Cancelled, now);
            return;
        }

        var (content, kept) = SourcedFields.Merge(last, before, next);
        write(content, training);
        SourcedFields.MergeDates(training, said, last, kept);
        if (kept.Count > 0)
            Remark(read, "handmade", $"Changed here by hand and kept so: {string.Join(", ", kept)}.", isRefusal: false);
    }

    private bool IsToCome(Training training) => training.Dates.Exists(date => date.EndsAt > now);

    private Training Changed(Training training)
    {
        (training.Version, training.UpdatedAt) = (training.Version + 1, now);
        return training;
    }

    private void Step(ImportStep step, Training training) =>
        _steps.Add(new ImportedStep(step, training.Title, training.FirstStart, training.Slug));

    private void Remark(ReadTraining read, string field, string message, bool isRefusal = true) =>
        _remarks.Add(new ImportRemark(read.Where, field, message, isRefusal) { Row = read.Row });
}
