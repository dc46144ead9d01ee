namespace MsoNetwork.Tests.Merges;

/// <summary>
/// What merging, un-merging, restoring, erasing and registering mean, said once more and simply: a forest of entries, and everything
/// hangs on the one it was made for.
/// </summary>
internal sealed class Model
{
    public sealed record Union(int Survivor, int Loser, string Before, string After, int Logged, HashSet<int> Sources)
    {
        public string SaidBefore { get; init; } = "";
        public string SaidAfter { get; init; } = "";
    }

    private readonly List<(int Operation, int Entry, int? Source, string Before)> _log = [];
    private int _operation;
    private readonly int?[] _into = new int?[4];

    public string[] Sites { get; } = ["", "https://1.example/", "https://2.example/", "https://3.example/"];

    /// <summary>Who says each site: "Source N", or who had written it. Nobody becomes one who does by merging.</summary>
    public string[] Said { get; } = ["Editors", "Editors", "Editors", "Editors"];

    public List<Union> Merges { get; } = [];

    public HashSet<int> Gone { get; } = [];

    public Dictionary<Guid, (int From, int To, string Title)> Ties { get; } = [];

    public Dictionary<Guid, int> Calls { get; } = [];

    public int At(int entry) => _into[entry] is { } survivor ? At(survivor) : entry;

    public bool Merge(int survivor, int loser)
    {
        if (At(survivor) != survivor || At(loser) != loser || Gone.Contains(survivor) || Gone.Contains(loser)) return false;
        var (before, logged) = (Sites[survivor], _log.Count);
        HashSet<int> sources = [.. Enumerable.Range(0, 4).Where(one => At(one) == loser)];
        var said = Said[survivor];
        if (before.Length == 0 && Sites[loser].Length > 0) Write(survivor, Sites[loser], null, Said[loser]);
        _into[loser] = survivor;
        Merges.Add(new(survivor, loser, before, Sites[survivor], logged, sources)
        {
            SaidBefore = said,
            SaidAfter = Said[survivor],
        });
        return true;
    }

    public bool Unmerge(int loser)
    {
        var merge = Merges.Find(one => one.Loser == loser);
        if (merge is null || At(merge.Survivor) != merge.Survivor
            || Merges.FindLast(one => one.Survivor == merge.Survivor) != merge) return false;
        Merges.Remove(merge);
        _into[loser] = null;
        string? said = null;
        foreach (var (_, _, source, was) in _log.Skip(merge.Logged).Where(one => one.Entry == merge.Survivor).Reverse())
        {
            if (source is not { } known || !merge.Sources.Contains(known)) break;
            said = was;
        }

        if (said is not null)
        {
            Write(loser, Sites[merge.Survivor], null, Said[merge.Survivor]);
            Said[loser] = Said[merge.Survivor];
            Write(merge.Survivor, said, null, merge.SaidAfter);
            Said[merge.Survivor] = merge.SaidAfter;
        }

        if (merge.Before != merge.After && Sites[merge.Survivor] == merge.After)
            Write(merge.Survivor, merge.Before, null, merge.SaidBefore);
        return true;
    }

    /// <summary>What follows is another thing that somebody did.</summary>
    public void Begin() => _operation++;

    /// <summary>Takes back the last thing that was done to the entry's site, as a new change.</summary>
    public void Restore(int entry)
    {
        var last = _log.FindLast(one => one.Entry == entry);
        if (last == default) return;
        var first = _log.Find(one => one.Entry == entry && one.Operation == last.Operation);
        Begin();
        Write(entry, first.Before, null, "Centre");
    }

    /// <summary>It goes with all that is one with it, and with all that hangs on that.</summary>
    public void Erase(int entry)
    {
        int[] all = [.. Enumerable.Range(0, 4).Where(one => At(one) == entry)];
        foreach (var id in Ties.Where(tie => At(tie.Value.From) == entry || At(tie.Value.To) == entry).Select(tie => tie.Key).ToList())
            Ties.Remove(id);
        foreach (var id in Calls.Where(call => At(call.Value) == entry).Select(call => call.Key).ToList()) Calls.Remove(id);
        Merges.RemoveAll(one => all.Contains(one.Survivor) || all.Contains(one.Loser));
        foreach (var one in all) _into[one] = null;
        Gone.UnionWith(all);
    }

    /// <summary>An organisation that was erased registers anew: an entry without anything of before.</summary>
    public void Register(int entry)
    {
        Gone.Remove(entry);
        Sites[entry] = "";
        for (var at = 0; at < _log.Count; at++)
        {
            if (_log[at].Entry == entry) _log[at] = _log[at] with { Entry = -1 };
        }
    }

    public bool Tie(Guid id, int from, int to, string title)
    {
        if (Ties.Values.Any(tie => tie.Title == title
            && ((At(tie.From), At(tie.To)) == (from, to) || (At(tie.From), At(tie.To)) == (to, from)))) return false;
        Ties.Add(id, (from, to, title));
        return true;
    }

    public void Write(int entry, string site, int? source, string? by = null)
    {
        if (Sites[entry] == site) return;
        _log.Add((_operation, entry, source, Sites[entry]));
        Sites[entry] = site;
        Said[entry] = by ?? (source is { } known ? $"Source {known}" : "Editors");
    }
}
