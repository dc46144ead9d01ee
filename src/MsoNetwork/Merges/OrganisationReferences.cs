namespace MsoNetwork.Merges;

/// <summary>A table whose rows are about organisations.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Owners">Columns by which a row is an organisation's. It moves with it, unless the other one has the same already.</param>
/// <param name="Follow">Columns that say who did it; they change in rows that move.</param>
public sealed record OrganisationReference(string Table, string[] Owners, params string[] Follow);

/// <summary>
/// All that refers to an organisation, in the order in which it moves; a test compares it with the live database, so that no new table is
/// forgotten. See docs/duplicates.md.
/// </summary>
public static class OrganisationReferences
{
    private static readonly string[] Own = ["organisation_id"];

    /// <summary>What moves.</summary>
    public static IReadOnlyList<OrganisationReference> Moving { get; } =
    [
        new("organisation_redirects", ["survivor_id"]),
        new("organisation_sources", Own),
        new("memberships", ["member_id", "umbrella_id"]),
        new("cooperations", ["from_id", "to_id"], "proposed_by", "confirmed_by", "closed_by"),
        new("partner_calls", Own, "closed_by"),
        new("partner_call_responses", Own),
        new("trainings", Own),
        new("training_sources", Own),
        new("imported_trainings", Own),
        new("organisation_logos", Own),
        new("organisation_people", Own),
        new("access_tokens", Own),
        new("sign_in_requests", ["claimed_id"]),
        new("team_invitations", Own),
        new("entry_claims", Own),
        new("entry_drafts", Own),
        new("contact_persons", Own),
        new("message_settings", Own),
        new("messages", Own),
        new("matching_preferences", Own),
        new("cases", Own),
        new("invitations", Own),
        new("letters", Own),
        new("notes", Own),
        new("mailing_consents", Own),
    ];

    /// <summary>Parts of the entry itself: they go where its place and its contact go.</summary>
    public static IReadOnlyList<OrganisationReference> Parts { get; } =
        [new("protected_places", Own), new("hidden_contacts", Own)];

    /// <summary>
    /// Who said what of the entry, and who was asked whether it is true: true of its row alone. It is kept with the row, and is there
    /// again with it.
    /// </summary>
    public static IReadOnlyList<OrganisationReference> OfRow { get; } = [new("statements", Own), new("reminders", Own)];
}
