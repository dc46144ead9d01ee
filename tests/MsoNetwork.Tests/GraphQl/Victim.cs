using GraphQL.Types;
using MsoNetwork.Accounts;
using MsoNetwork.Relay;
using MsoNetwork.Tests.Moderation;
using static MsoNetwork.Tests.GraphQl.ApiActors;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>An organisation with one of everything that is not for others, all of it with the same secret word.</summary>
internal sealed class Victim
{
    private const string Secret = "Geheimwort";

    private Victim(string organisation, string other, string slug, string lead) =>
        (Organisation, Other, Slug, Lead) = (organisation, other, slug, lead);

    public string Organisation { get; }

    public string Slug { get; }

    /// <summary>Global ids by type; PartnerCall is open, Draft is none.</summary>
    public Dictionary<string, string> Ids { get; } = [];

    private string Other { get; }

    private string Lead { get; }

    private string Number { get; set; } = "";

    public static async Task<Victim> OfAsync(RunningSite site)
    {
        var word = Secret.ToLowerInvariant();
        var (id, slug) = await site.OrganisationAsync("05315");
        var (other, _) = await site.OrganisationAsync("05315");
        var lead = await SignIn.SignedIn.PersonAsync(
            site.Services, $"{word}-lead@example.org", new OrganisationPerson { OrganisationId = id, Role = Role.Lead });
        var partner = await site.PersonAsync(new OrganisationPerson { OrganisationId = other, Role = Role.Lead });
        var author = await site.PersonAsync();
        var staff = await site.StaffAsync("ki-koeln");
        var victim = new Victim(OrganisationId(id), OrganisationId(other), slug, lead.ToString("N"));
        async Task<string> MadeAsync(Guid person, string mutation, object input, string path)
        {
            var parts = path.Split('.');
            var selected = string.Join(" { ", parts) + string.Concat(parts.Skip(1).Select(_ => " }"));
            var made = (await site.DoAsync(person, mutation, input, selected)).WithoutErrors();
            return parts.Aggregate(made, (element, part) => element.GetProperty(part)).GetString()!;
        }

        var organisation = victim.Organisation;
        async Task<string> CallAsync(string title) => await MadeAsync(lead, "createPartnerCall", new
        {
            content = new
            {
                direction = "SEEKS",
                subject = "ROOMS",
                texts = new[] { new { language = "de", title, text = title } },
            },
        }, "result.id");
        victim.Ids["Cooperation"] = await MadeAsync(
            lead, "proposeCooperation", new { kind = "OTHER", title = $"{Secret} {word}", from = organisation, to = victim.Other },
            "result.id");
        victim.Ids["Draft"] = await CallAsync(Secret);
        victim.Ids["PartnerCall"] = await CallAsync("Für alle (erfunden)");
        await site.DoAsync(lead, "openPartnerCall", new { id = victim.Ids["PartnerCall"], version = 1 });
        victim.Ids["Training"] = await MadeAsync(lead, "createTraining", new
        {
            content = new { kind = "SERIES", title = Secret, text = Secret, startsOn = "2099-02-01", startTime = "18:00", minutes = 90 },
        }, "training.id");
        victim.Ids["PartnerCallResponse"] = await MadeAsync(
            partner, "respondToPartnerCall", new { id = victim.Ids["PartnerCall"], message = Secret, contact = Secret }, "result.id");
        await MadeAsync(
            lead, "inviteToTeam", new { organisation, email = $"{word}-guest@example.org", role = "EDITOR" }, "team.__typename");
        victim.Ids["TeamInvitation"] = GlobalId.Encode("TeamInvitation", Guid.Parse(await site.TextAsync(
            $"SELECT id FROM team_invitations WHERE email = '{word}-guest@example.org'")));
        victim.Ids["EntryClaim"] = await MadeAsync(author, "claimEntryByMail", new { organisation = await FreeAsync(site) }, "claim.id");
        victim.Ids["Case"] = await MadeAsync(
            author, "reportMistake", new { organisation, message = Secret, correction = new { phone = "0221 5550199" } }, "case.id");
        victim.Ids["Note"] = await MadeAsync(staff, "writeNote", new { organisation, text = Secret }, "note.id");
        victim.Ids["NewsEntry"] = await MadeAsync(
            staff, "addNews", new { title = "Für alle (erfunden)", publisher = "Amt (erfunden)", day = "2026-02-01" }, "entry.id");
        victim.Number = await MadeAsync(staff, "issueLetter", new { organisation, purpose = Secret }, "letter.number");
        victim.Ids["SavedSearch"] = await MadeAsync(
            lead, "saveSearch", new { subject = "TRAININGS", query = $"q={Secret}", rhythm = "DAILY" }, "savedSearch.id");
        victim.Ids["Webhook"] = await MadeAsync(lead, "createWebhook", new { url = $"http://127.0.0.1:9/{Secret}" }, "webhook.id");
        await site.DoAsync(lead, "updateWebhook", new { id = victim.Ids["Webhook"], isOn = false }); // a worker would move it on
        await MadeAsync(lead, "setMailingConsent", new { organisation, email = $"{word}-buero@example.org" }, "organisation.slug");
        return victim;
    }

    /// <summary>Whether an answer says nothing that is not for others.</summary>
    public static void Hides(string what, string answer)
    {
        foreach (var secret in (string[])[Secret, Secret.ToLowerInvariant(), "5550199"])
            Assert.False(answer.Contains(secret, StringComparison.Ordinal), $"{what} tells {secret}: {answer}");
    }

    /// <summary>An input that is right in all but whose things it names.</summary>
    public Dictionary<string, object?> Input(string mutation, IInputObjectGraphType type, string organisation) => type.Fields
        .Where(field => field.ResolvedType is NonNullGraphType
            || field.Name is "phone" or "message" or "email" or "successor" or "name" or "source" or "member")
        .Where(field => field.Name != "email" || field.ResolvedType is NonNullGraphType
            || mutation is "setMailingConsent" or "claimEntryByMail")
        .ToDictionary(field => field.Name, field => Value(mutation, field.Name, field.ResolvedType!, organisation));

    private object? Value(string mutation, string field, IGraphType type, string organisation) => type switch
    {
        NonNullGraphType { ResolvedType: { } inner } => Value(mutation, field, inner, organisation),
        ListGraphType { ResolvedType: { } inner } => new[] { Value(mutation, field, inner, organisation) },
        EnumerationGraphType members => members.Values.First().Name,
        IInputObjectGraphType input => Input(mutation, input, organisation),
        IntGraphType when field == "minutes" => 90,
        IntGraphType => 1,
        FloatGraphType => 51.0,
        BooleanGraphType => true,
        DateGraphType => "2026-02-01",
        IdGraphType => Id(mutation, field, organisation),
        _ => field switch
        {
            "email" => "fremd@example.com",
            "town" => "Köln",
            "language" => "de",
            "expectedVersion" or "change" => "1",
            "number" => Number,
            "startTime" => "18:00",
            "planned" => "2099-02-01T18:00",
            "phone" => "0221 123456",
            "url" => mutation == "createWebhook" ? "http://127.0.0.1:9/" : "https://example.org/",
            "name" => "Fremder Verein (erfunden)",
            "secret" => new string('x', 43),
            _ => "Fremd (erfunden)",
        },
    };

    private string Id(string mutation, string field, string organisation) => field switch
    {
        "organisation" or "organisations" => organisation,
        "from" or "survivor" => Organisation,
        "to" or "loser" => Other,
        "member" or "successor" => Lead,
        "invitation" => Ids["TeamInvitation"],
        "id" => mutation switch
        {
            "updateOrganisation" => Organisation,
            "respondToPartnerCall" => Ids["Draft"],
            _ when mutation.EndsWith("Cooperation", StringComparison.Ordinal) => Ids["Cooperation"],
            _ when mutation.EndsWith("PartnerCallResponse", StringComparison.Ordinal) => Ids["PartnerCallResponse"],
            _ when mutation.EndsWith("PartnerCall", StringComparison.Ordinal) => Ids["PartnerCall"],
            _ when mutation.EndsWith("News", StringComparison.Ordinal) => Ids["NewsEntry"],
            _ when mutation.EndsWith("SavedSearch", StringComparison.Ordinal) => Ids["SavedSearch"],
            _ when mutation.Contains("Webhook", StringComparison.Ordinal) => Ids["Webhook"],
            _ when mutation.Contains("Training", StringComparison.Ordinal) => Ids["Training"],
            _ when mutation.EndsWith("Case", StringComparison.Ordinal) => Ids["Case"],
            "withdrawEntryClaim" => Ids["EntryClaim"],
            "eraseNote" => Ids["Note"],
            _ => throw new NotSupportedException($"{mutation} takes an id of a kind that this victim has none of: give it one."),
        },
        _ => throw new NotSupportedException($"{mutation} takes an id {field} that this victim has none of: give it one."),
    };

    // A claim needs an entry without a team, and an address to mail to.
    private static async Task<string> FreeAsync(RunningSite site)
    {
        var (id, _) = await site.OrganisationAsync("05315");
        await site.RunAsync($"UPDATE organisations SET email = 'frei@example.org' WHERE id = '{id}'");
        return OrganisationId(id);
    }
}
