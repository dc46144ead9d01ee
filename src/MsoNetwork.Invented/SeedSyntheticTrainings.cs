using System.Globalization;
using MsoNetwork.Import;
using MsoNetwork.Regions;
using MsoNetwork.Time;
using MsoNetwork.Trainings;
using MsoNetwork.Vocabularies;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Invented;

/// <summary>
/// Writes invented trainings of the invented organisations with dates over two years, marked in title, text and source; again with the same
/// seed changes nothing.
/// </summary>
public sealed class SeedSyntheticTrainings(NpgsqlDataSource database, TimeProvider time)
{
    private const int Batch = 5_000;

    private static readonly string[] Subjects =
    [
        "Vereinsrecht", "Buchhaltung", "Datenschutz", "Fördermittel beantragen", "Deutsch für den Alltag", "Öffentlichkeitsarbeit",
        "Ehrenamt gewinnen", "Erste Hilfe", "Projekte planen", "Elternarbeit", "Umgang mit Ämtern", "Moderation",
        "Interkulturelle Öffnung", "Satzung und Gemeinnützigkeit", "Digitale Werkzeuge", "Schwimmen für Frauen", "Bewerbung",
        "Sprachmittlung", "Gesundheit", "Musik",
    ];

    private static readonly string?[] Rules =
        [null, null, null, "FREQ=WEEKLY;COUNT=5", "FREQ=WEEKLY;INTERVAL=2;COUNT=6", "FREQ=DAILY;COUNT=3", "FREQ=WEEKLY;COUNT=10"];

    private const string Providers = """
        SELECT o.id, o.municipality_key FROM organisation_sources AS s JOIN organisations AS o ON o.id = s.organisation_id
        WHERE s.name = @source AND s.external_id <> '' AND o.status <> 'Dissolved' ORDER BY s.external_id
        """;

    private const string Insert = """
        INSERT INTO trainings (id, slug, organisation_id, kind, language, title, text, topics, target_groups, languages, level, first_start,
            minutes, rule, except_days, online, place_key, cost_cents, child_care, material_titles, material_links, state,
            version, created_at, updated_at, published_at, source_name)
        SELECT row.id, row.slug, row.organisation_id, row.kind, 'de', row.title, row.text, ARRAY[row.topic], ARRAY[row.target_group],
            ARRAY[row.language], 'Any', row.first_start, 90, row.rule, '{}', row.online, row.town, row.cost, row.child_care,
            '{}', '{}', 'Published', 1, @now, @now, @now, @source
        FROM unnest(@ids, @slugs, @organisations, @kinds, @titles, @texts, @topics, @groups, @languages, @starts, @rules, @online, @towns,
            @costs, @care)
            AS row (id, slug, organisation_id, kind, title, text, topic, target_group, language, first_start, rule, online, town, cost,
            child_care)
        """;

    private const string InsertDates = """
        INSERT INTO training_dates (training_id, planned, start, minutes, starts_at, ends_at, cancelled)
        SELECT id, planned, planned, 90, starts_at, starts_at + interval '90 minutes', false
        FROM unnest(@ids, @planned, @moments) AS row (id, planned, starts_at)
        """;

    /// <returns>How many were new.</returns>
    public async Task<int> RunAsync(int count, ulong seed, CancellationToken cancellationToken)
    {
        var providers = await ProvidersAsync(cancellationToken);
        if (providers.Count == 0)
        {
            throw new ImportRefusedException(
                "There are no invented organisations to offer anything. Write them first: msonet seed --synthetic N");
        }

        var known = await SlugsAsync(cancellationToken);
        var gazetteer = await GazetteerLoader.LoadAsync(database, cancellationToken);
        var vocabularies = await VocabularyLoader.LoadAsync(database, cancellationToken);
        var written = 0;
        foreach (var numbers in Enumerable.Range(1, count).Chunk(Batch))
        {
            Training[] made =
            [
                .. numbers.Select(number => Make(number, providers[number % providers.Count], seed, gazetteer, vocabularies))
                    .Where(training => !known.Contains(training.Slug)),
            ];
            await WriteAsync(made, cancellationToken);
            written += made.Length;
        }

        await using var analyse = database.CreateCommand("ANALYZE trainings, training_dates");
        await analyse.ExecuteNonQueryAsync(cancellationToken);
        return written;
    }

    private async Task WriteAsync(Training[] made, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var command = new NpgsqlCommand(Insert, connection))
        {
            void Add<T>(string name, NpgsqlDbType type, Func<Training, T> value) =>
                command.Parameters.AddWithValue(name, NpgsqlDbType.Array | type, made.Select(value).ToArray());
            command.Parameters.AddWithValue("source", Invention.LoadTests.Source);
            command.Parameters.AddWithValue("now", time.GetUtcNow());
            Add("ids", NpgsqlDbType.Uuid, row => row.Id);
            Add("slugs", NpgsqlDbType.Text, row => row.Slug);
            Add("organisations", NpgsqlDbType.Uuid, row => row.OrganisationId);
            Add("kinds", NpgsqlDbType.Text, row => row.Kind.ToString());
            Add("titles", NpgsqlDbType.Text, row => row.Title);
            Add("texts", NpgsqlDbType.Text, row => row.Text);
            Add("topics", NpgsqlDbType.Text, row => row.Topics[0]);
            Add("groups", NpgsqlDbType.Text, row => row.TargetGroups[0]);
            Add("languages", NpgsqlDbType.Text, row => row.Languages[0]);
            Add("starts", NpgsqlDbType.Timestamp, row => row.FirstStart);
            Add("rules", NpgsqlDbType.Text, row => row.Rule);
            Add("online", NpgsqlDbType.Boolean, row => row.Online);
            Add("towns", NpgsqlDbType.Text, row => row.PlaceKey);
            Add("costs", NpgsqlDbType.Integer, row => row.CostCents);
            Add("care", NpgsqlDbType.Boolean, row => row.ChildCare);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await using (var command = new NpgsqlCommand(InsertDates, connection) { CommandTimeout = 0 })
        {
            TrainingDate[] dates = [.. made.SelectMany(training => training.Dates)];
            command.Parameters.AddWithValue("ids", dates.Select(date => date.TrainingId).ToArray());
            command.Parameters.AddWithValue(
                "planned", NpgsqlDbType.Array | NpgsqlDbType.Timestamp, dates.Select(date => date.Planned).ToArray());
            command.Parameters.AddWithValue("moments", dates.Select(date => date.StartsAt.UtcDateTime).ToArray());
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    // From half a year ago to a year and a half ahead, more of them in the evening; a tenth of them online.
    private Training Make(int number, (Guid Id, string Town) provider, ulong seed, Gazetteer gazetteer, VocabularySet vocabularies)
    {
        var random = new SeededRandom(seed ^ ((ulong)number << 20) ^ 0x7EA1);
        var subject = random.Of(Subjects);
        var topic = random.Of(vocabularies[VocabularyName.Topics].Terms);
        var first = BerlinDay.Of(time.GetUtcNow()).AddDays(random.Below(730) - 180)
            .ToDateTime(new TimeOnly(random.Chance(0.5) ? 17 + random.Below(3) : 9 + random.Below(7), random.Chance(0.5) ? 0 : 30));
        var town = gazetteer.ByKey(provider.Town)!.Name;
        var rule = random.Of(Rules);
        var training = new Training
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Slug = string.Create(CultureInfo.InvariantCulture, $"erfunden-{seed}-{number:000000}"),
            OrganisationId = provider.Id,
            Kind = rule is null ? random.Of(Enum.GetValues<TrainingKind>()) : TrainingKind.Series,
            Title = $"Erfunden: {subject} in {town}",
            Text = $"{subject} in {town}. Thema: {topic.Label(null)}. Dieser Text ist {Invention.LoadTests.Purpose} erfunden.",
            Topics = [topic.Key],
            TargetGroups = [random.Of(vocabularies[VocabularyName.TargetGroups].Terms).Key],
            Languages = [random.Of(vocabularies[VocabularyName.Languages].Terms).Key],
            FirstStart = first,
            Rule = rule,
            Online = random.Chance(0.1),
            PlaceKey = provider.Town,
            CostCents = random.Chance(0.6) ? 0 : random.Chance(0.5) ? 500 * random.Below(20) : null,
            ChildCare = random.Chance(0.3) ? true : null,
            CreatedAt = time.GetUtcNow(),
        };
        foreach (var planned in Recurrence.Expand(first, rule, []))
        {
            var date = new TrainingDate { TrainingId = training.Id, Planned = planned };
            date.Set(planned, 90);
            training.Dates.Add(date);
        }

        return training;
    }

    private async Task<List<(Guid Id, string Town)>> ProvidersAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Providers);
        command.Parameters.AddWithValue("source", Invention.LoadTests.Source);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var providers = new List<(Guid, string)>();
        while (await rows.ReadAsync(cancellationToken)) providers.Add((rows.GetGuid(0), rows.GetString(1)));
        return providers;
    }

    private async Task<HashSet<string>> SlugsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT slug FROM trainings WHERE source_name = @source");
        command.Parameters.AddWithValue("source", Invention.LoadTests.Source);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var slugs = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellationToken)) slugs.Add(rows.GetString(0));
        return slugs;
    }
}
