using System.Globalization;
using MsoNetwork.Changes;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Postings;
using MsoNetwork.Search;
using MsoNetwork.Sql;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Trainings.Search;

/// <summary>The index of trainings.</summary>
public sealed class TrainingIndex() : PostingIndex<TrainingFacts>(TrainingDocuments.Public)
{
    /// <summary>Its follower's name.</summary>
    public const string Name = "trainings";
}

/// <summary>Public trainings as documents of the search; the provider's names are other titles.</summary>
internal static class TrainingDocuments
{
    private const string Select = $"""
        SELECT t.id, t.state, t.kind, t.online, coalesce(t.cost_cents = 0, false), coalesce(t.child_care, false), t.organisation_id,
            t.centre_key, t.title, t.text, t.topics, t.target_groups, t.languages, t.place_key, t.address, t.updated_at,
            ST_Y(t.location::geometry), ST_X(t.location::geometry), place.name,
            coalesce(o.alternate_names, '{"{}"}') || coalesce(o.name, c.name),
            ARRAY(SELECT extract(epoch FROM d.starts_at)::bigint FROM training_dates AS d
                WHERE d.training_id = t.id AND NOT d.cancelled ORDER BY d.starts_at, d.planned),
            ARRAY(SELECT extract(epoch FROM d.ends_at)::bigint FROM training_dates AS d
                WHERE d.training_id = t.id AND NOT d.cancelled ORDER BY d.starts_at, d.planned),
            ARRAY(SELECT (d.start::time >= '{TrainingCriteria.Evening}')::int + (extract(isodow FROM d.start) >= 6)::int * 2
                FROM training_dates AS d WHERE d.training_id = t.id AND NOT d.cancelled ORDER BY d.starts_at, d.planned)
        FROM trainings AS t JOIN regions AS place ON place.key = t.place_key LEFT JOIN organisations AS o ON o.id = t.organisation_id
            LEFT JOIN integration_centres AS c ON c.key = t.centre_key WHERE {TrainingPermissions.Public} AND 
        """;

    public static PostingDocuments<TrainingFacts> Public { get; } = new(
        TrainingIndex.Name, ChangeSubject.Training, Select, "t", (row, _) => Read(row));

    private static IndexDocument<TrainingFacts> Read(SqlRow row)
    {
        var (id, state, kind) = (row.Value<Guid>(), row.Member<TrainingState>(), row.Member<TrainingKind>());
        var (online, free, childCare) = (row.Value<bool>(), row.Value<bool>(), row.Value<bool>());
        var (organisation, centre, title, text) = (row.ValueOrNull<Guid>(), row.TextOrNull(), row.Text(), row.Text());
        var (topics, groups, languages) = (row.Value<string[]>(), row.Value<string[]>(), row.Value<string[]>());
        var (place, address, updated) = (row.Text(), row.TextOrNull(), row.Value<DateTimeOffset>());
        var position = new GeoPosition(row.Value<double>(), row.Value<double>());
        var (town, names) = (row.Text(), row.Value<string[]>());
        var (starts, ends, marks) = (row.Value<long[]>(), row.Value<long[]>(), row.Value<int[]>());
        var dates = starts.Select((start, nth) => new DateFacts(start, (int)(ends[nth] - start), marks[nth] % 2 == 1, marks[nth] >= 2));
        var order = (starts is [var first, ..] ? first : 0).ToString("D19", CultureInfo.InvariantCulture);
        List<string> offers = [online ? TrainingKeys.Online : TrainingKeys.AtPlace];
        if (free) offers.Add(TrainingKeys.Free);
        if (childCare) offers.Add(TrainingKeys.ChildCare);
        List<(MatchField, string)> texts =
        [
            .. names.Select(name => (MatchField.OtherTitle, name)),
            .. KindWords.Table.Of(kind).Select(word => (MatchField.Keyword, word)),
            (MatchField.Place, town),
            (MatchField.Body, text),
        ];
        if (address is not null) texts.Add((MatchField.Body, address));
        return new IndexDocument<TrainingFacts>(
            new(id, new TrainingFacts(state, organisation, centre, [.. dates]), order, (updated.UtcDateTime - DateTime.UnixEpoch).Days,
                position, place),
            title, [.. texts],
            [
                .. DirectoryKeys.Terms(VocabularyName.Topics, topics),
                .. DirectoryKeys.Terms(VocabularyName.TargetGroups, groups),
                .. DirectoryKeys.Terms(VocabularyName.Languages, languages),
                .. DirectoryKeys.Terms(VocabularyName.Offers, childCare ? ["child-care"] : []),
                .. DirectoryKeys.Places(place, []),
                (MatchField.Keyword, TrainingKeys.Kind(kind)),
                .. offers.Select(offer => (MatchField.Keyword, TrainingKeys.Offer(offer))),
            ]);
    }
}
