using MsoNetwork.Accounts;
using MsoNetwork.Changes;
using MsoNetwork.ContactPersons;
using MsoNetwork.Digests;
using MsoNetwork.Entries;
using MsoNetwork.Mail;
using MsoNetwork.Messages;
using MsoNetwork.Moderation;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.TrainingImport;

namespace MsoNetwork.Erasure;

/// <summary>
/// The one list of what goes by itself, and when; <see cref="ApplyRetention"/> applies it. Where a period is also how long something is
/// valid, the room checks that itself: what waits to go is worth nothing already.
/// </summary>
public static class RetentionRules
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Quarter = TimeSpan.FromDays(90);

    public static IReadOnlyList<RetentionRule> All { get; } =
    [
        // Mails and messages.
        new("sent-mails", "mails", "that a mail went, without its text, after it ended", MailRetention.Sent)
        {
            Due = "t.ended_at <= @before",
            Least = TimeSpan.FromDays(5), // so long servers try before they report
        },
        new("refused-addresses", "mail_addresses", "after the last refusal", MailRetention.Marks) { Due = "t.marked_at <= @before" },
        new("unconfirmed-messages", "messages", "whose sender never confirmed", Message.Confirmable)
        {
            Due = "t.handed_on_at IS NULL AND t.created_at <= @before",
            Least = null,
        },
        new("messages", "messages", "who wrote to whom, without the text", Message.Answerable)
        {
            Due = "t.handed_on_at IS NOT NULL AND t.created_at <= @before",
        },
        new("confirmed-senders", "confirmed_senders", "after confirming", ConfirmedSender.Valid) { Due = "t.confirmed_at <= @before" },
        new("unconfirmed-searches", "saved_searches", "that nobody confirmed", SavedSearch.Confirmable)
        {
            Due = "t.confirmed_at IS NULL AND t.asked_at <= @before",
            Least = null,
        },
        new("past-reminders", "saved_searches", "reminders, after the training is over", Day)
        {
            Due = "t.subject = 'Training' AND NOT EXISTS (SELECT FROM trainings AS g JOIN training_dates AS d ON d.training_id = g.id "
                + "WHERE g.slug = t.query AND g.state <> 'Draft' AND d.ends_at > @before)",
            Least = null,
        },

        // What somebody began, and what was decided long ago.
        new("registrations", "registrations", "after somebody last typed", Registration.Kept) { Due = "t.saved_at <= @before" },
        new("drafts", "entry_drafts", "after somebody last typed", EntryDrafts.Kept) { Due = "t.saved_at <= @before" },
        new("unconfirmed-reports", "cases", "whose author never confirmed", Case.ConfirmWithin)
        {
            Due = "t.state = 'Unconfirmed' AND t.created_at <= @before",
            Least = null,
        },
        new("case-authors", "cases", "the author's address, after the decision", TimeSpan.FromDays(365))
        {
            Due = "t.decided_at <= @before AND num_nonnulls(t.email, t.key_hash, t.network_hash) > 0",
            Instead = "email = NULL, key_hash = NULL, network_hash = NULL",
        },
        new("team-invitations", "team_invitations", "after it ran out", Quarter) { Due = "t.expires_at <= @before" },
        new("entry-claims", "entry_claims", "after it ran out", Quarter) { Due = "t.expires_at <= @before" },
        new("unasked-persons", "contact_persons", "who never agreed", ContactPerson.AnswerWithin)
        {
            Due = "t.consented_at IS NULL AND t.named_at <= @before",
            Least = null,
        },

        // Files that came in.
        new("uploads", "import_uploads", "after it ran out, a week after it came", TimeSpan.Zero)
        {
            Due = "t.expires_at <= @before",
            Least = null,
        },
        new("imports", "imports", "after it was done: as long as it can be taken back", ChangeRetention.Standard.History)
        {
            Due = "t.applied_at <= @before",
        },
        new("training-lists", "training_sources", "lists that nobody went on with", TrainingSource.Waits)
        {
            Due = "t.bytes IS NOT NULL AND NOT t.is_kept AND t.visited_at <= @before "
                + "AND NOT EXISTS (SELECT FROM imported_trainings AS i WHERE i.source_id = t.id)",
        },
        new("training-files", "training_sources", "what a source said, where nobody went on with it", TrainingSource.Waits)
        {
            Due = "t.bytes IS NOT NULL AND t.visited_at <= @before",
            Instead = "bytes = NULL",
        },

        // What was searched and asked.
        new("missed-searches", "missed_searches", "after that day", TimeSpan.FromDays(366)) { Due = "t.day <= berlin_day(@before)" },
        new("search-marks", "missed_search_marks", "with its week", TimeSpan.FromDays(7))
        {
            Due = "t.period <= berlin_day(@before)",
            Least = null,
        },
        new("search-salts", "missed_search_salts", "with its week", TimeSpan.FromDays(7))
        {
            Due = "t.period <= berlin_day(@before)",
            Least = null,
        },
        new("idempotency-keys", "idempotency_keys", "after it was used", IdempotencyKeys.Kept)
        {
            Due = "t.created_at <= @before",
            Least = null,
        },

        // Accounts.
        new("ended-tokens", "access_tokens", "after it ended", AccessTokens.Remembered)
        {
            Due = "t.expires_at <= @before OR t.revoked_at <= @before",
        },
        new("ended-sessions", "sessions", "after it ended", Day)
        {
            Due = $"t.ends_at <= @before OR t.last_seen_at <= @before - interval '{Session.Idle.TotalDays} days'",
        },
        new("sign-in-requests", "sign_in_requests", "after it ran out", Day) { Due = "t.expires_at <= @before", Least = null },
        new("sign-in-salts", "sign_in_salts", "after that day", TimeSpan.FromDays(2))
        {
            Due = "t.day <= berlin_day(@before)",
            Least = null,
        },

        // The log, which tidies itself.
        OfLog(ChangeRetention.PublicRule, "public records, for their history", ChangeRetention.Standard.History) with { Least = Quarter },
        OfLog(ChangeRetention.PrivateRule, "what is private", ChangeRetention.Standard.Private),
        OfLog(ChangeRetention.ReferenceRule, "reference data", ChangeRetention.Standard.Following) with { Least = null },
        new("retention-report", "retention_runs", "after that day", TimeSpan.FromDays(731)) { Due = "t.day <= berlin_day(@before)" },
    ];

    public static IEnumerable<RetentionRule> Of(string table) => All.Where(rule => rule.Table == table);

    private static RetentionRule OfLog(string name, string what, TimeSpan usual) => new(name, "changes", what, usual)
    {
        Due = "EXISTS (SELECT FROM change_sets AS s WHERE s.number = t.change_set AND s.changed_at <= @before AND s.subject IN ("
            + string.Join(", ", ChangeRetention.SubjectsOf(name).Select(subject => $"'{subject}'")) + "))",
        IsOfLog = true,
    };
}
