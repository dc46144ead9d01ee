using System.Globalization;
using System.Text.Json;
using MsoNetwork.Import;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Invented;

/// <summary>
/// Writes invented partner calls of the invented organisations, marked in title, text and source; again with the same seed changes nothing.
/// </summary>
public sealed class SeedSyntheticCalls(NpgsqlDataSource database, TimeProvider time)
{
    public Invention For { get; init; } = Invention.LoadTests;

    /// <summary>The database allows an organisation 100 that are not closed.</summary>
    private const int MostEach = 50;

    private static readonly (PartnerCallSubject Subject, string Seeks, string Offers)[] Wordings =
    [
        (PartnerCallSubject.Rooms, "Raum gesucht", "Raum zu vergeben"),
        (PartnerCallSubject.ProjectPartner, "Partner für Projekt gesucht", "Wir machen bei Projekten mit"),
        (PartnerCallSubject.Mentoring, "Begleitung für jungen Verein gesucht", "Wir begleiten junge Vereine"),
        (PartnerCallSubject.Volunteers, "Ehrenamtliche gesucht", "Wir helfen ehrenamtlich"),
        (PartnerCallSubject.Interpreting, "Dolmetscherin gesucht", "Wir dolmetschen"),
        (PartnerCallSubject.Equipment, "Bühne und Technik gesucht", "Technik zu verleihen"),
        (PartnerCallSubject.Speakers, "Referent gesucht", "Wir halten Vorträge"),
        (PartnerCallSubject.TrainingPlace, "Platz in einer Schulung gesucht", "Freie Plätze in unserer Schulung"),
        (PartnerCallSubject.FundingConsortium, "Partner für Förderantrag gesucht", "Wir machen bei Anträgen mit"),
        (PartnerCallSubject.Other, "Wer macht mit?", "Wir haben etwas abzugeben"),
    ];

    private const string Callers = """
        SELECT o.id, o.municipality_key FROM organisation_sources AS s JOIN organisations AS o ON o.id = s.organisation_id
        WHERE s.name = @source AND s.external_id <> '' AND o.status <> 'Dissolved' ORDER BY s.external_id
        """;

    private const string Insert = """
        INSERT INTO partner_calls (id, slug, organisation_id, direction, subject, funding_line, titles, texts, topics, target_groups,
        languages, regions, place_key, radius_km, deadline, partners,
            contact_way, state, created_at, updated_at, opened_at, source_name)
        SELECT row.id, row.slug, row.organisation_id, row.direction, row.subject,
            CASE row.subject WHEN 'FundingConsortium' THEN 'Erfundenes Förderprogramm' END, row.titles::jsonb, row.texts::jsonb,
            ARRAY[row.topic], ARRAY[row.target_group], ARRAY[row.language],
            CASE WHEN row.radius_km IS NULL THEN ARRAY[left(row.town, 5)] ELSE '{}' END,
            CASE WHEN row.radius_km IS NOT NULL THEN row.town END, row.radius_km, row.deadline, row.partners, 'Platform', 'Open',
            row.opened_at, row.opened_at, row.opened_at, @source
        FROM unnest(@ids, @slugs, @organisations, @directions, @subjects, @titles, @texts, @topics, @groups, @languages, @towns, @radii,
            @deadlines, @partners, @opened)
            AS row (id, slug, organisation_id, direction, subject, titles, texts, topic, target_group, language, town, radius_km, deadline,
            partners, opened_at)
        WHERE NOT EXISTS (SELECT FROM partner_calls AS c WHERE c.slug = row.slug)
        """;

    private sealed record Row(
        string Slug,
        Guid Organisation,
        string Town,
        string Direction,
        PartnerCallSubject Subject,
        string Titles,
        string Texts,
        string Topic,
        string Group,
        string Language,
        int? Km,
        DateOnly? Deadline,
        int? Partners,
        DateTimeOffset Opened
    );

    /// <returns>How many were new.</returns>
    public async Task<int> RunAsync(int count, ulong seed, CancellationToken cancellationToken)
    {
        var callers = await CallersAsync(cancellationToken);
        if (callers.Count == 0)
            throw new ImportRefusedException(
                "There are no invented organisations to seek and offer anything. Write them first: msonet seed --synthetic N"
            );
        if (count > callers.Count * MostEach)
            throw new ImportRefusedException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{callers.Count} invented organisations have at most {callers.Count * MostEach} calls. Write more of them first: "
                        + $"msonet seed --synthetic N"
                )
            );
        var gazetteer = await GazetteerLoader.LoadAsync(database, cancellationToken);
        var vocabularies = await VocabularyLoader.LoadAsync(database, cancellationToken);
        var rows = Enumerable
            .Range(1, count)
            .Select(number => Make(number, callers[(number - 1) % callers.Count], seed, gazetteer, vocabularies))
            .ToList();
        await using var command = database.CreateCommand(Insert);
        command.CommandTimeout = 0;
        void Add<T>(string name, NpgsqlDbType type, Func<Row, T> value) =>
            command.Parameters.AddWithValue(name, NpgsqlDbType.Array | type, rows.Select(value).ToArray());
        command.Parameters.AddWithValue("source", For.Source);
        Add("ids", NpgsqlDbType.Uuid, row => Guid.CreateVersion7(row.Opened));
        Add("slugs", NpgsqlDbType.Text, row => row.Slug);
        Add("organisations", NpgsqlDbType.Uuid, row => row.Organisation);
        Add("directions", NpgsqlDbType.Text, row => row.Direction);
        Add("subjects", NpgsqlDbType.Text, row => row.Subject.ToString());
        Add("titles", NpgsqlDbType.Text, row => row.Titles);
        Add("texts", NpgsqlDbType.Text, row => row.Texts);
        Add("topics", NpgsqlDbType.Text, row => row.Topic);
        Add("groups", NpgsqlDbType.Text, row => row.Group);
        Add("languages", NpgsqlDbType.Text, row => row.Language);
        Add("towns", NpgsqlDbType.Text, row => row.Town);
        Add("radii", NpgsqlDbType.Integer, row => row.Km);
        Add("deadlines", NpgsqlDbType.Date, row => row.Deadline);
        Add("partners", NpgsqlDbType.Integer, row => row.Partners);
        Add("opened", NpgsqlDbType.TimestampTz, row => row.Opened);
        var written = await command.ExecuteNonQueryAsync(cancellationToken);
        await using var analyse = database.CreateCommand("ANALYZE partner_calls");
        await analyse.ExecuteNonQueryAsync(cancellationToken);
        return written;
    }

    // Opened in the last five months, so some have expired, as in life.
    private Row Make(int number, (Guid Id, string Town) caller, ulong seed, Gazetteer gazetteer, VocabularySet vocabularies)
    {
        var random = new SeededRandom(seed ^ ((ulong)number << 20) ^ 0xCA11);
        var (seeks, (subject, sought, offered)) = (
            random.Chance(0.65),
            Wordings[Math.Min(random.Below(Wordings.Length), random.Below(Wordings.Length))]
        );
        var opened = time.GetUtcNow().AddDays(-random.Below(150));
        var title = string.Create(
            CultureInfo.InvariantCulture,
            $"Erfunden: {(seeks ? sought : offered)} in {gazetteer.ByKey(caller.Town)!.Name}"
        );
        var topic = random.Of(vocabularies[VocabularyName.Topics].Terms);
        var text = $"{title}. Thema: {topic.Label(null)}. Dieser Text ist {For.Purpose} erfunden.";
        return new Row(
            string.Create(CultureInfo.InvariantCulture, $"erfunden-{seed}-{number:000000}"),
            caller.Id,
            caller.Town,
            seeks ? "Seeks" : "Offers",
            subject,
            JsonSerializer.Serialize(new Dictionary<string, string> { ["de"] = title }, JsonSerializerOptions.Default),
            JsonSerializer.Serialize(new Dictionary<string, string> { ["de"] = text }, JsonSerializerOptions.Default),
            topic.Key,
            random.Of(vocabularies[VocabularyName.TargetGroups].Terms).Key,
            random.Of(vocabularies[VocabularyName.Languages].Terms).Key,
            random.Chance(0.4) ? 5 + random.Below(40) : null,
            random.Chance(0.7) ? DateOnly.FromDateTime(opened.UtcDateTime).AddDays(14 + random.Below(150)) : null,
            random.Chance(0.5) ? 1 + random.Below(5) : null,
            opened
        );
    }

    private async Task<List<(Guid Id, string Town)>> CallersAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Callers);
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("source", For.Source);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var callers = new List<(Guid, string)>();
        while (await rows.ReadAsync(cancellationToken)) callers.Add((rows.GetGuid(0), rows.GetString(1)));
        return callers;
    }
}
