using MsoNetwork.Accounts;

namespace MsoNetwork.Permissions;

/// <summary>What is looked at or changed.</summary>
public enum Resource
{
    Organisation,
    Cooperation,
    PartnerCall,
    PartnerCallResponse,

    /// <summary>A training, workshop or other date that an organisation or a centre offers.</summary>
    Training,
    MatchingPreferences,

    /// <summary>A contact that is shown to those who keep entries.</summary>
    MembersContact,

    /// <summary>A contact that is shown to integration centres.</summary>
    CentresContact,

    /// <summary>A contact that is shown to nobody else.</summary>
    OwnContact,

    /// <summary>Who keeps an organisation's entry.</summary>
    Team,

    /// <summary>What an organisation's entry was before, and who changed it.</summary>
    History,

    /// <summary>That an entry is one's organisation's.</summary>
    Claim,

    /// <summary>A new organisation, before a centre has accepted it.</summary>
    Registration,

    /// <summary>What waits for a centre: a claim, a correction, a new entry.</summary>
    Case,

    /// <summary>The lists of a centre's organisations: who is unconfirmed, whom nobody can reach.</summary>
    Desk,

    /// <summary>What a centre writes down for itself.</summary>
    Note,

    /// <summary>That an organisation wants its centre's mails.</summary>
    MailingConsent,

    /// <summary>An invitation to keep one's entry.</summary>
    Invitation,

    /// <summary>A centre's confirmation that an organisation is known to it.</summary>
    Letter,

    MessageSettings,

    /// <summary>Whether those who keep an entry are asked from time to time if it is still true.</summary>
    Reminders,

    /// <summary>A search whose news come by mail.</summary>
    SavedSearch,

    /// <summary>An address that is told of changes.</summary>
    Webhook,
    Import,

    /// <summary>What people search for and do not find.</summary>
    MissedSearches,

    /// <summary>What is kept how long, and what went by that.</summary>
    Retention,

    /// <summary>Lines of funding, guides and advisers: files say them, nobody else.</summary>
    Funding,

    /// <summary>What others published.</summary>
    News,
}

/// <summary>What is done with it.</summary>
public enum Operation
{
    See,
    Create,
    Change,
    Propose,
    Confirm,
    Decline,
    End,
    Open,
    Fill,
    Withdraw,
    Erase,
    SeeResponses,
    Accept,

    /// <summary>Accepts, refuses, asks back, or undoes what was decided.</summary>
    Decide,

    /// <summary>Says more, when asked.</summary>
    Answer,
    Undo,
    MakeToken,

    /// <summary>Makes one entry of two, or two again.</summary>
    Merge,
}

/// <summary>How somebody is tied to a thing that a row of the table is about.</summary>
public enum Tie
{
    /// <summary>Not at all: the role is enough.</summary>
    None,

    /// <summary>The thing belongs to their organisation, or to it and another.</summary>
    Owner,

    /// <summary>The same, but it is not their organisation that wrote it.</summary>
    OtherOwner,

    /// <summary>Their organisation wrote it.</summary>
    Author,

    /// <summary>One of its organisations has its seat where their centre is responsible.</summary>
    Seat,

    /// <summary>It is their centre's own.</summary>
    Centre,

    /// <summary>They handed it in themselves.</summary>
    Self,
}

/// <summary>One row: who may do what with which things.</summary>
/// <param name="Resource">The thing.</param>
/// <param name="Operation">What is done with it.</param>
/// <param name="Role">Who may.</param>
/// <param name="Tie">How they must be tied to it.</param>
/// <param name="WhileShown">Only as long as the thing is shown: see <see cref="Facts.IsShown"/>.</param>
public sealed record PermissionRow(Resource Resource, Operation Operation, Role Role, Tie Tie = Tie.None, bool WhileShown = false);

/// <summary>
/// Who may do what: all of it, and nothing else anywhere. What no row allows is forbidden. What a state forbids (a call that is filled
/// cannot be opened) is no matter of rights, and stands in the rooms.
/// </summary>
public static class PermissionTable
{
    public static IReadOnlyList<PermissionRow> Rows { get; } =
    [
        new(Resource.Organisation, Operation.See, Role.Visitor),
        new(Resource.Organisation, Operation.Create, Role.CentreStaff, Tie.Seat),
        new(Resource.Organisation, Operation.Create, Role.Administrator),
        new(Resource.Organisation, Operation.Change, Role.Editor, Tie.Owner),
        new(Resource.Organisation, Operation.Change, Role.CentreStaff, Tie.Seat),
        new(Resource.Organisation, Operation.Change, Role.Administrator),

        // Both of them: a centre that is responsible for one alone merges nothing (docs/decisions.md, 452).
        new(Resource.Organisation, Operation.Merge, Role.CentreStaff, Tie.Seat),
        new(Resource.Organisation, Operation.Merge, Role.Administrator),
        new(Resource.Organisation, Operation.MakeToken, Role.Lead, Tie.Owner),
        new(Resource.Organisation, Operation.Erase, Role.CentreStaff, Tie.Seat),
        new(Resource.Organisation, Operation.Erase, Role.Administrator),

        // Who sees mail address and number, where the organisation does not show them to everybody (docs/decisions.md, 302).
        new(Resource.MembersContact, Operation.See, Role.Editor),
        new(Resource.MembersContact, Operation.See, Role.CentreStaff),
        new(Resource.MembersContact, Operation.See, Role.Administrator),
        new(Resource.CentresContact, Operation.See, Role.Editor, Tie.Owner),
        new(Resource.CentresContact, Operation.See, Role.CentreStaff),
        new(Resource.CentresContact, Operation.See, Role.Administrator),
        new(Resource.OwnContact, Operation.See, Role.Editor, Tie.Owner),

        // One side alone could claim anything: until the other agrees, only the two and their centre see it (docs/decisions.md, 51).
        new(Resource.Cooperation, Operation.See, Role.Visitor, WhileShown: true),
        new(Resource.Cooperation, Operation.See, Role.Editor, Tie.Owner),
        new(Resource.Cooperation, Operation.See, Role.CentreStaff, Tie.Seat),
        new(Resource.Cooperation, Operation.Propose, Role.Editor, Tie.Owner),
        new(Resource.Cooperation, Operation.Propose, Role.CentreStaff, Tie.Seat),
        new(Resource.Cooperation, Operation.Confirm, Role.Editor, Tie.OtherOwner),
        new(Resource.Cooperation, Operation.Confirm, Role.CentreStaff, Tie.Seat),
        new(Resource.Cooperation, Operation.Decline, Role.Editor, Tie.Owner),
        new(Resource.Cooperation, Operation.Decline, Role.CentreStaff, Tie.Seat),
        new(Resource.Cooperation, Operation.End, Role.Editor, Tie.Owner),
        new(Resource.Cooperation, Operation.End, Role.CentreStaff, Tie.Seat),

        // An organisation speaks for itself; its centre can only take a call down (docs/decisions.md, 72).
        new(Resource.PartnerCall, Operation.See, Role.Visitor, WhileShown: true),
        new(Resource.PartnerCall, Operation.See, Role.Editor, Tie.Owner),
        new(Resource.PartnerCall, Operation.Create, Role.Editor, Tie.Owner),
        new(Resource.PartnerCall, Operation.Change, Role.Editor, Tie.Owner),
        new(Resource.PartnerCall, Operation.Open, Role.Editor, Tie.Owner),
        new(Resource.PartnerCall, Operation.Fill, Role.Editor, Tie.Owner),
        new(Resource.PartnerCall, Operation.Erase, Role.Editor, Tie.Owner),
        new(Resource.PartnerCall, Operation.Withdraw, Role.Editor, Tie.Owner),
        new(Resource.PartnerCall, Operation.Withdraw, Role.CentreStaff, Tie.Seat),
        new(Resource.PartnerCall, Operation.SeeResponses, Role.Editor, Tie.Owner),

        // The owner of a response is whose call it answers.
        new(Resource.PartnerCallResponse, Operation.See, Role.Editor, Tie.Author),
        new(Resource.PartnerCallResponse, Operation.See, Role.Editor, Tie.Owner, WhileShown: true),
        new(Resource.PartnerCallResponse, Operation.Create, Role.Editor, Tie.Author),
        new(Resource.PartnerCallResponse, Operation.Accept, Role.Editor, Tie.Owner),
        new(Resource.PartnerCallResponse, Operation.Decline, Role.Editor, Tie.Owner),
        new(Resource.PartnerCallResponse, Operation.Withdraw, Role.Editor, Tie.Author),
        new(Resource.PartnerCallResponse, Operation.Erase, Role.Editor, Tie.Author),

        // Whoever offers it: an organisation by who keeps its entry, or a centre (docs/decisions.md, 380).
        new(Resource.Training, Operation.See, Role.Visitor, WhileShown: true),
        new(Resource.Training, Operation.See, Role.Editor, Tie.Owner),
        new(Resource.Training, Operation.See, Role.CentreStaff, Tie.Centre),
        new(Resource.Training, Operation.Create, Role.Editor, Tie.Owner),
        new(Resource.Training, Operation.Create, Role.CentreStaff, Tie.Centre),
        new(Resource.Training, Operation.Change, Role.Editor, Tie.Owner),
        new(Resource.Training, Operation.Change, Role.CentreStaff, Tie.Centre),
        new(Resource.Training, Operation.Open, Role.Editor, Tie.Owner),
        new(Resource.Training, Operation.Open, Role.CentreStaff, Tie.Centre),
        new(Resource.Training, Operation.Withdraw, Role.Editor, Tie.Owner),
        new(Resource.Training, Operation.Withdraw, Role.CentreStaff, Tie.Centre),
        new(Resource.Training, Operation.Erase, Role.Editor, Tie.Owner),
        new(Resource.Training, Operation.Erase, Role.CentreStaff, Tie.Centre),

        // They may say something of religion and origin: who answers for the organisation decides.
        new(Resource.MatchingPreferences, Operation.See, Role.Editor, Tie.Owner),
        new(Resource.MatchingPreferences, Operation.Change, Role.Lead, Tie.Owner),

        // A lead who is gone is replaced by the centre, or by whoever runs the directory (docs/decisions.md, 222).
        new(Resource.Team, Operation.See, Role.Editor, Tie.Owner),
        new(Resource.Team, Operation.See, Role.CentreStaff, Tie.Seat),
        new(Resource.Team, Operation.See, Role.Administrator),
        new(Resource.Team, Operation.Change, Role.Lead, Tie.Owner),
        new(Resource.Team, Operation.Change, Role.CentreStaff, Tie.Seat),
        new(Resource.Team, Operation.Change, Role.Administrator),

        // Those whom an entry concerns see what it was; who may change it may put it back (docs/decisions.md, 460).
        new(Resource.History, Operation.See, Role.Editor, Tie.Owner),
        new(Resource.History, Operation.See, Role.CentreStaff, Tie.Seat),
        new(Resource.History, Operation.See, Role.Administrator),

        // Whoever signs in may say so; what it leads to is proven or decided (docs/decisions.md, 223).
        new(Resource.Claim, Operation.Create, Role.Person),
        new(Resource.Claim, Operation.Withdraw, Role.Person, Tie.Self),
        new(Resource.Registration, Operation.Create, Role.Person),

        // A centre decides in its area; administrators where none is on board, and whatever else is left lying (docs/decisions.md, 231).
        new(Resource.Case, Operation.See, Role.CentreStaff, Tie.Seat),
        new(Resource.Case, Operation.See, Role.Administrator),
        new(Resource.Case, Operation.See, Role.Person, Tie.Self),
        new(Resource.Case, Operation.Decide, Role.CentreStaff, Tie.Seat),
        new(Resource.Case, Operation.Decide, Role.Administrator),
        new(Resource.Case, Operation.Answer, Role.Person, Tie.Self),
        new(Resource.Case, Operation.Withdraw, Role.Person, Tie.Self),
        new(Resource.Desk, Operation.See, Role.CentreStaff, Tie.Seat),
        new(Resource.Desk, Operation.See, Role.Administrator),

        // Nobody else's, administrators among them: what a centre notes is its own.
        new(Resource.Note, Operation.See, Role.CentreStaff, Tie.Centre),
        new(Resource.Note, Operation.Create, Role.CentreStaff, Tie.Seat),
        new(Resource.Note, Operation.Erase, Role.CentreStaff, Tie.Centre),
        new(Resource.MailingConsent, Operation.See, Role.CentreStaff, Tie.Seat),
        new(Resource.MailingConsent, Operation.See, Role.Editor, Tie.Owner),
        new(Resource.MailingConsent, Operation.Change, Role.Editor, Tie.Owner),
        new(Resource.Invitation, Operation.Create, Role.CentreStaff, Tie.Seat),
        new(Resource.Invitation, Operation.Create, Role.Administrator),
        new(Resource.Letter, Operation.Create, Role.CentreStaff, Tie.Seat),
        new(Resource.Letter, Operation.See, Role.CentreStaff, Tie.Centre),
        new(Resource.Letter, Operation.Withdraw, Role.CentreStaff, Tie.Centre),

        // Whether an organisation can be written to. Its centre cannot shut its letter box.
        new(Resource.MessageSettings, Operation.Change, Role.Editor, Tie.Owner),

        new(Resource.Reminders, Operation.See, Role.Editor, Tie.Owner),
        new(Resource.Reminders, Operation.Change, Role.Editor, Tie.Owner),

        // What somebody looks for is theirs alone, administrators among those whom it does not concern (docs/decisions.md, 420).
        new(Resource.SavedSearch, Operation.Create, Role.Person),
        new(Resource.SavedSearch, Operation.See, Role.Person, Tie.Self),
        new(Resource.SavedSearch, Operation.Change, Role.Person, Tie.Self),
        new(Resource.SavedSearch, Operation.Erase, Role.Person, Tie.Self),

        // A person's own. Administrators see where the site sends to, and switch it off; what they switched off its person does not
        // switch on again (docs/decisions.md, 476).
        new(Resource.Webhook, Operation.Create, Role.Person),
        new(Resource.Webhook, Operation.See, Role.Person, Tie.Self),
        new(Resource.Webhook, Operation.See, Role.Administrator),
        new(Resource.Webhook, Operation.Change, Role.Person, Tie.Self),
        new(Resource.Webhook, Operation.Open, Role.Person, Tie.Self, WhileShown: true),
        new(Resource.Webhook, Operation.Open, Role.Administrator),
        new(Resource.Webhook, Operation.Withdraw, Role.Person, Tie.Self),
        new(Resource.Webhook, Operation.Withdraw, Role.Administrator),
        new(Resource.Webhook, Operation.Erase, Role.Person, Tie.Self),

        // An import's seat is where its centre is responsible; whom its rows may change, their own seats say.
        new(Resource.Import, Operation.Create, Role.CentreStaff, Tie.Seat),
        new(Resource.Import, Operation.Create, Role.Administrator),
        new(Resource.Import, Operation.See, Role.CentreStaff, Tie.Seat),
        new(Resource.Import, Operation.See, Role.Administrator),
        new(Resource.Import, Operation.Undo, Role.CentreStaff, Tie.Seat),
        new(Resource.Import, Operation.Undo, Role.Administrator),

        // Which words the vocabularies lack.
        new(Resource.MissedSearches, Operation.See, Role.VocabularyEditor),
        new(Resource.MissedSearches, Operation.See, Role.Administrator),

        // What is kept how long, and what went by that.
        new(Resource.Retention, Operation.See, Role.Administrator),
        new(Resource.Funding, Operation.See, Role.Visitor),

        // Fachberatung: its people have the duty of an editor of vocabularies and seeds (docs/decisions.md, 427).
        new(Resource.News, Operation.See, Role.Visitor),
        new(Resource.News, Operation.Create, Role.CentreStaff, Tie.Centre),
        new(Resource.News, Operation.Create, Role.VocabularyEditor),
        new(Resource.News, Operation.Create, Role.Administrator),
        new(Resource.News, Operation.Change, Role.CentreStaff, Tie.Centre),
        new(Resource.News, Operation.Change, Role.VocabularyEditor),
        new(Resource.News, Operation.Change, Role.Administrator),
        new(Resource.News, Operation.Withdraw, Role.CentreStaff, Tie.Centre),
        new(Resource.News, Operation.Withdraw, Role.VocabularyEditor),
        new(Resource.News, Operation.Withdraw, Role.Administrator),
    ];

    /// <summary>The rows about one operation.</summary>
    internal static ILookup<(Resource, Operation), PermissionRow> ByOperation { get; } =
        Rows.ToLookup(row => (row.Resource, row.Operation));
}
