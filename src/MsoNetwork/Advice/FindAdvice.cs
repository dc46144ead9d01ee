using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Relay;

namespace MsoNetwork.Advice;

/// <summary>
/// Who can help with a topic at a place. Each role of seeds/advice says who of the registry it is and how a place decides; reasons have
/// points, and their sum is the order. Without a topic that is understood everybody of the place is named.
/// </summary>
public sealed class FindAdvice(AdviceFiles files, PhraseBook phrases, OrganisationStore store)
{
    /// <summary>Of one role.</summary>
    private const int Most = 30;

    /// <summary>Of a text; what is longer is no topic.</summary>
    public const int LongestTopic = 200;

    /// <summary>How far the nearest may be.</summary>
    private const double NearestKm = 150;

    /// <param name="topic">Key of a need, or a text; empty for any.</param>
    /// <param name="place">A municipality or district; null for that which the text names, else everywhere.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<AdviceAnswer> RunAsync(string topic, RegionEntry? place, CancellationToken cancellationToken)
    {
        var known = await phrases.GetAsync(cancellationToken);
        var asked = AskedTopic.Read(topic.Length > LongestTopic ? topic[..LongestTopic] : topic, known, files.Needs);
        place ??= asked.Place;
        if (place is { Level: < RegionLevel.District }) place = null;
        var found = new List<(Adviser Adviser, int Order)>();
        foreach (var (role, order) in files.Roles.Select((role, order) => (role, order)))
        {
            foreach (var (entry, why) in await BodiesAsync(role, place, known, cancellationToken))
            {
                var reasons = Of(role, entry, asked, asked.Keys(known.Vocabularies, role));
                if (asked.IsUnderstood && reasons.Count == 0) continue;
                found.Add((new(role, entry, [.. reasons, why]), order));
            }
        }

        return new(asked, place,
        [
            .. found.OrderByDescending(one => one.Adviser.Score).ThenBy(one => one.Order)
                .ThenBy(one => one.Adviser.Entry?.SortName, StringComparer.Ordinal).Select(one => one.Adviser)
                .DistinctBy(one => one.Entry is { } entry ? entry.Slug : one.Role.Key),
        ]);
    }

    private static List<AdviceReason> Of(AdviceRole role, OrganisationEntry? entry, AskedTopic asked, IReadOnlySet<string> keys)
    {
        var reasons = new List<AdviceReason>();
        void Add(AdviceReasonKind kind, IEnumerable<string> about)
        {
            if (about.ToList() is { Count: > 0 } named) reasons.Add(new(kind, named));
        }

        Add(AdviceReasonKind.MainTask, asked.Needs.Where(need => role.Main.Contains(need.Key)).Select(need => "need." + need.Key));
        Add(AdviceReasonKind.HelpsToo, asked.Needs.Where(need => role.Helps.Contains(need.Key)).Select(need => "need." + need.Key));
        Add(AdviceReasonKind.NamesTopic, (entry?.Topics ?? []).Concat(entry?.Offers ?? []).Where(keys.Contains).Distinct()
            .Select(key => "term." + key));
        if (reasons.Count == 0 && role.IsGeneral && asked.IsUnderstood) reasons.Add(new(AdviceReasonKind.FirstContact, []));
        return reasons;
    }

    private async Task<IEnumerable<(OrganisationEntry? Entry, AdviceReason Why)>> BodiesAsync(
        AdviceRole role, RegionEntry? place, DirectoryPhrases known, CancellationToken cancellationToken)
    {
        switch (role.Reach)
        {
            case AdviceReach.State:
                var entries = role.Entry is { } name ? await ListAsync(new(), known, 1, cancellationToken, ("o.name = {0}", name)) : [];
                return [(entries is [var entry] ? entry : null, new(AdviceReasonKind.WholeState, []))];
            case AdviceReach.Centre when place is not null:
                var centres = place.IntegrationCentres.ToDictionary(centre => centre.Name, StringComparer.Ordinal);
                var called = await ListAsync(new() { Kinds = [.. role.Kinds] }, known, Most, cancellationToken,
                    ("o.alternate_names && {0}", centres.Keys.ToArray()));
                return called.Select(one => ((OrganisationEntry?)one, new AdviceReason(AdviceReasonKind.Responsible,
                    [.. one.AlternateNames.Where(centres.ContainsKey).Select(known => centres[known].Covers).Take(1)])));
            case AdviceReach.Nearest when place is not null:
                var near = new NearInput { Latitude = place.Centre.Latitude, Longitude = place.Centre.Longitude, RadiusKm = NearestKm };
                return (await ListAsync(Who(role) with { Near = near }, known, 1, cancellationToken, Keyword(role)))
                    .Select(one => ((OrganisationEntry?)one, ReasonAt(one, place, AdviceReasonKind.Nearest)));
            case AdviceReach.District when place is not null:
                var district = place.Key[..5];
                return (await ListAsync(Who(role) with { ActiveIn = [district] }, known, Most, cancellationToken, Keyword(role)))
                    .Select(one => ((OrganisationEntry?)one, ReasonAt(one, place, AdviceReasonKind.WholeState)));
            default:
                return [];
        }
    }

    private static OrganisationFilter Who(AdviceRole role) => new() { Kinds = [.. role.Kinds] };

    private static (string, object)[] Keyword(AdviceRole role) =>
        role.Keyword is { } keyword ? [("{0} = ANY(o.keywords)", keyword)] : [];

    private static AdviceReason ReasonAt(OrganisationEntry entry, RegionEntry place, AdviceReasonKind otherwise) =>
        entry.MunicipalityKey == place.Key ? new(AdviceReasonKind.SameTown, [entry.Town])
        : entry.MunicipalityKey.StartsWith(place.Key[..5], StringComparison.Ordinal)
            || entry.ActiveIn.Any(key => key.StartsWith(place.Key[..5], StringComparison.Ordinal))
            ? new(AdviceReasonKind.SameDistrict, [entry.Town])
        : new(otherwise, otherwise == AdviceReasonKind.Nearest ? [entry.Town] : []);

    private async Task<IReadOnlyList<OrganisationEntry>> ListAsync(
        OrganisationFilter filter, DirectoryPhrases known, int most, CancellationToken cancellationToken,
        params (string Sql, object Value)[] conditions)
    {
        var criteria = new OrganisationCriteria(filter, known.Gazetteer, known.Vocabularies);
        foreach (var (sql, value) in conditions)
        {
            var parameter = value is string[] many ? criteria.Conditions.Parameter(many) : criteria.Conditions.Parameter((string)value);
            criteria.Conditions.Add(sql.Replace("{0}", parameter, StringComparison.Ordinal));
        }

        var order = filter.Near is null ? OrganisationOrder.Name : OrganisationOrder.Distance;
        var page = OrganisationList.Page(store, criteria, order, PageRequest.Check(most, null, null, null), OrganisationColumns.All);
        return [.. (await page.EdgesAsync(cancellationToken)).Select(edge => edge.Row.Entry)];
    }
}
