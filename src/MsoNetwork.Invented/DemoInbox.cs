using System.Text.Json;
using MsoNetwork.Organisations;
using MsoNetwork.Time;
using Npgsql;

namespace MsoNetwork.Invented;

/// <summary>What waits for the lead's organisation: proposals from others and to them, an open call of its own with answers.</summary>
internal static class DemoInbox
{
    private const string Propose = """
        INSERT INTO cooperations (id, kind, title, from_id, to_id, starts_on, regions, topics, state, proposed_by, proposed_at)
        VALUES ($1, $2, $3, $4, $5, $6, '{}', '{}', 'Proposed', $4, $7)
        """;

    private const string Call = """
        INSERT INTO partner_calls (id, slug, organisation_id, direction, subject, titles, texts, topics, target_groups, languages, regions,
            deadline, contact_way, state, created_at, updated_at, opened_at, source_name)
        VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, '{education}', '{}', '{de}', ARRAY[$8], $9, 'Platform', 'Open',
            $10, $10, $10, $11)
        """;

    private const string Answer = """
        INSERT INTO partner_call_responses (id, call_id, organisation_id, message, contact, state, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, 'Sent', $6, $6)
        """;

    public static async Task WriteAsync(
        NpgsqlConnection connection, DemoPlace place, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (own, here, elsewhere) = (place.Here[0], place.Here, place.Elsewhere);
        await ProposeAsync("JointProject", "Erfunden: Gemeinsames Elterncafé", here[5], own);
        await ProposeAsync("Event", "Erfunden: Fest im Frühling", here[6], own);
        await ProposeAsync("Sharing", "Erfunden: Wir teilen unseren Saal", elsewhere[0], own);
        await ProposeAsync("Mentoring", "Erfunden: Begleitung im ersten Jahr", own, here[12]);
        var seeks = await CallAsync("erfunden-demo-raum", own, "Seeks", "Rooms", "Erfunden: Raum für ein Elterncafé gesucht");
        await AnswerAsync(seeks, here[7], "Erfunden: Unser Saal ist mittwochs frei.");
        await AnswerAsync(seeks, here[8], "Erfunden: Wir hätten einen Raum für zwanzig Leute.");
        await AnswerAsync(seeks, elsewhere[1], "Erfunden: Bei uns geht es am Wochenende, auch mit Küche.");
        var offers = await CallAsync(
            "erfunden-demo-dolmetschen", here[9], "Offers", "Interpreting", "Erfunden: Wir dolmetschen bei Elternabenden");
        await AnswerAsync(offers, own, "Erfunden: Das käme uns im Mai sehr gelegen.");

        Task ProposeAsync(string kind, string title, OrganisationEntry from, OrganisationEntry to) => RunAsync(
            Propose, Guid.CreateVersion7(now), kind, title, from.Id, to.Id, BerlinDay.Of(now).AddDays(30), now);

        async Task<Guid> CallAsync(string slug, OrganisationEntry caller, string direction, string subject, string title)
        {
            var id = Guid.CreateVersion7(now);
            await RunAsync(Call, id, slug, caller.Id, direction, subject, German(title), German($"{title}. Dieser Text ist erfunden."),
                caller.MunicipalityKey[..5], BerlinDay.Of(now).AddDays(60), now, Invention.Demo.Source);
            return id;
        }

        Task AnswerAsync(Guid call, OrganisationEntry from, string message) =>
            RunAsync(Answer, Guid.CreateVersion7(now), call, from.Id, message, "answers@example.org", now);

        async Task RunAsync(string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static string German(string text) =>
        JsonSerializer.Serialize(new Dictionary<string, string> { ["de"] = text }, JsonSerializerOptions.Default);
}
