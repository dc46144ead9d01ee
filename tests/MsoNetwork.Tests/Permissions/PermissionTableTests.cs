using MsoNetwork.Accounts;
using MsoNetwork.Permissions;

namespace MsoNetwork.Tests.Permissions;

/// <summary>Who may do what, one case for each role, operation and thing.</summary>
public sealed class PermissionTableTests
{
    // Columns as in PermissionCases.Cast: visitor, person, stranger's lead, A's editor, A's lead, B's lead, A's centre, another centre,
    // editor of vocabularies, administrator.
    private static readonly (Resource Resource, Operation Operation, string Thing, string May)[] Table =
    [
        (Resource.Organisation, Operation.See, "A's entry", "+ + + + + + + + + +"),
        (Resource.Organisation, Operation.Create, "a new entry in Köln", "- - - - - - + - - +"),
        (Resource.Organisation, Operation.Change, "A's entry", "- - - + + - + - - +"),
        (Resource.Organisation, Operation.Merge, "A's entry", "- - - - - - + - - +"),
        (Resource.Organisation, Operation.MakeToken, "A's entry", "- - - - + - - - - -"),
        (Resource.Organisation, Operation.Erase, "A's entry", "- - - - - - + - - +"),
        (Resource.History, Operation.See, "A's entry", "- - - + + - + - - +"),
        (Resource.Cooperation, Operation.See, "a proposal of A to B", "- - - + + + + - - -"),
        (Resource.Cooperation, Operation.See, "a confirmed cooperation", "+ + + + + + + + + +"),
        (Resource.Cooperation, Operation.Propose, "a proposal of A to B", "- - - + + + + - - -"),
        (Resource.Cooperation, Operation.Confirm, "a proposal of A to B", "- - - - - + + - - -"),
        (Resource.Cooperation, Operation.Confirm, "a centre's proposal for A and B", "- - - + + + + - - -"),
        (Resource.Cooperation, Operation.Decline, "a proposal of A to B", "- - - + + + + - - -"),
        (Resource.Cooperation, Operation.End, "a confirmed cooperation", "- - - + + + + - - -"),
        (Resource.PartnerCall, Operation.See, "A's draft", "- - - + + - - - - -"),
        (Resource.PartnerCall, Operation.See, "A's open call", "+ + + + + + + + + +"),
        (Resource.PartnerCall, Operation.Create, "A's draft", "- - - + + - - - - -"),
        (Resource.PartnerCall, Operation.Change, "A's open call", "- - - + + - - - - -"),
        (Resource.PartnerCall, Operation.Open, "A's draft", "- - - + + - - - - -"),
        (Resource.PartnerCall, Operation.Fill, "A's open call", "- - - + + - - - - -"),
        (Resource.PartnerCall, Operation.Erase, "A's open call", "- - - + + - - - - -"),
        (Resource.PartnerCall, Operation.Withdraw, "A's open call", "- - - + + - + - - -"),
        (Resource.PartnerCall, Operation.SeeResponses, "A's open call", "- - - + + - - - - -"),
        (Resource.PartnerCallResponse, Operation.See, "B's response to A's call", "- - - + + + - - - -"),
        (Resource.PartnerCallResponse, Operation.See, "a response that B took back", "- - - - - + - - - -"),
        (Resource.PartnerCallResponse, Operation.Create, "B's response to A's call", "- - - - - + - - - -"),
        (Resource.PartnerCallResponse, Operation.Accept, "B's response to A's call", "- - - + + - - - - -"),
        (Resource.PartnerCallResponse, Operation.Decline, "B's response to A's call", "- - - + + - - - - -"),
        (Resource.PartnerCallResponse, Operation.Withdraw, "B's response to A's call", "- - - - - + - - - -"),
        (Resource.PartnerCallResponse, Operation.Erase, "B's response to A's call", "- - - - - + - - - -"),
        (Resource.Training, Operation.See, "A's draft", "- - - + + - - - - -"),
        (Resource.Training, Operation.See, "A's open call", "+ + + + + + + + + +"),
        (Resource.Training, Operation.See, "a centre's draft", "- - - - - - + - - -"),
        (Resource.Training, Operation.Create, "A's draft", "- - - + + - - - - -"),
        (Resource.Training, Operation.Create, "a centre's training", "- - - - - - + - - -"),
        (Resource.Training, Operation.Change, "A's draft", "- - - + + - - - - -"),
        (Resource.Training, Operation.Change, "a centre's training", "- - - - - - + - - -"),
        (Resource.Training, Operation.Open, "A's draft", "- - - + + - - - - -"),
        (Resource.Training, Operation.Open, "a centre's training", "- - - - - - + - - -"),
        (Resource.Training, Operation.Withdraw, "A's draft", "- - - + + - - - - -"),
        (Resource.Training, Operation.Withdraw, "a centre's training", "- - - - - - + - - -"),
        (Resource.Training, Operation.Erase, "A's draft", "- - - + + - - - - -"),
        (Resource.Training, Operation.Erase, "a centre's training", "- - - - - - + - - -"),
        (Resource.MatchingPreferences, Operation.See, "A's preferences", "- - - + + - - - - -"),
        (Resource.MatchingPreferences, Operation.Change, "A's preferences", "- - - - + - - - - -"),
        (Resource.Reminders, Operation.See, "A's entry", "- - - + + - - - - -"),
        (Resource.Reminders, Operation.Change, "A's entry", "- - - + + - - - - -"),
        (Resource.SavedSearch, Operation.Create, "a person's saved search", "- + + + + + + + + +"),
        (Resource.SavedSearch, Operation.See, "a person's saved search", "- + - - - - - - - -"),
        (Resource.SavedSearch, Operation.Change, "a person's saved search", "- + - - - - - - - -"),
        (Resource.SavedSearch, Operation.Erase, "a person's saved search", "- + - - - - - - - -"),
        (Resource.Webhook, Operation.Create, "a person's saved search", "- + + + + + + + + +"),
        (Resource.Webhook, Operation.See, "a person's saved search", "- + - - - - - - - +"),
        (Resource.Webhook, Operation.Change, "a person's saved search", "- + - - - - - - - -"),
        (Resource.Webhook, Operation.Withdraw, "a person's saved search", "- + - - - - - - - +"),
        (Resource.Webhook, Operation.Open, "a person's saved search", "- + - - - - - - - +"),
        (Resource.Webhook, Operation.Open, "a webhook that an administrator switched off", "- - - - - - - - - +"),
        (Resource.Webhook, Operation.Erase, "a person's saved search", "- + - - - - - - - -"),
        (Resource.Case, Operation.See, "a person's case about A", "- + - - - - + - - +"),
        (Resource.Case, Operation.See, "a case about a new entry in Köln", "- - - - - - + - - +"),
        (Resource.Case, Operation.Decide, "a person's case about A", "- - - - - - + - - +"),
        (Resource.Case, Operation.Decide, "a case about a new entry in Köln", "- - - - - - + - - +"),
        (Resource.Case, Operation.Answer, "a person's case about A", "- + - - - - - - - -"),
        (Resource.Case, Operation.Withdraw, "a person's case about A", "- + - - - - - - - -"),
        (Resource.Case, Operation.Withdraw, "a case about a new entry in Köln", "- - - - - - - - - -"),
        (Resource.Desk, Operation.See, "the lists of Köln", "- - - - - - + - - +"),
        (Resource.Note, Operation.Create, "A's entry", "- - - - - - + - - -"),
        (Resource.Note, Operation.See, "the centre's note about A", "- - - - - - + - - -"),
        (Resource.Note, Operation.Erase, "the centre's note about A", "- - - - - - + - - -"),
        (Resource.MailingConsent, Operation.See, "A's entry", "- - - + + - + - - -"),
        (Resource.MailingConsent, Operation.Change, "A's entry", "- - - + + - - - - -"),
        (Resource.Invitation, Operation.Create, "A's entry", "- - - - - - + - - +"),
        (Resource.Letter, Operation.Create, "A's entry", "- - - - - - + - - -"),
        (Resource.Letter, Operation.See, "a centre's letter", "- - - - - - + - - -"),
        (Resource.Letter, Operation.Withdraw, "a centre's letter", "- - - - - - + - - -"),
        (Resource.Team, Operation.See, "A's entry", "- - - + + - + - - +"),
        (Resource.Team, Operation.Change, "A's entry", "- - - - + - + - - +"),
        (Resource.Claim, Operation.Create, "A's entry", "- + + + + + + + + +"),
        (Resource.Claim, Operation.Withdraw, "a person's case about A", "- + - - - - - - - -"),
        (Resource.Registration, Operation.Create, "a new entry in Köln", "- + + + + + + + + +"),
        (Resource.MessageSettings, Operation.Change, "A's entry", "- - - + + - - - - -"),
        (Resource.MembersContact, Operation.See, "A's entry", "- - + + + + + + - +"),
        (Resource.CentresContact, Operation.See, "A's entry", "- - - + + - + + - +"),
        (Resource.OwnContact, Operation.See, "A's entry", "- - - + + - - - - -"),
        (Resource.Import, Operation.Create, "an import of A's centre", "- - - - - - + - - +"),
        (Resource.Import, Operation.See, "an import of A's centre", "- - - - - - + - - +"),
        (Resource.Import, Operation.Undo, "an import of A's centre", "- - - - - - + - - +"),
        (Resource.Import, Operation.See, "an administrator's import", "- - - - - - - - - +"),
        (Resource.MissedSearches, Operation.See, "A's entry", "- - - - - - - - + +"),
        (Resource.Retention, Operation.See, "A's entry", "- - - - - - - - - +"),
        (Resource.Funding, Operation.See, "A's entry", "+ + + + + + + + + +"),
        (Resource.News, Operation.See, "a centre's training", "+ + + + + + + + + +"),
        (Resource.News, Operation.Create, "a centre's training", "- - - - - - + - + +"),
        (Resource.News, Operation.Create, "A's entry", "- - - - - - - - + +"),
        (Resource.News, Operation.Change, "a centre's training", "- - - - - - + - + +"),
        (Resource.News, Operation.Withdraw, "a centre's training", "- - - - - - + - + +"),
    ];

    public static TheoryData<Resource, Operation, string, int, string, bool> Cases { get; } =
    [
        .. from row in Table
           let may = row.May.Split(' ')
           from person in Enumerable.Range(0, PermissionCases.Cast.Count)
           select new TheoryDataRow<Resource, Operation, string, int, string, bool>(
               row.Resource, row.Operation, row.Thing, person, PermissionCases.Cast[person].Name, may[person] == "+"),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Everybody_may_what_the_table_says(Resource resource, Operation operation, string thing, int person, string name, bool may)
    {
        var (known, viewer) = PermissionCases.Cast[person];
        Assert.Equal(name, known);
        Assert.Equal(may, Rights.Allows(viewer, resource, operation, PermissionCases.Things[thing]));
        if (may) Assert.True(Rights.IsConceivable(viewer, resource, operation));
    }

    [Fact]
    public void Every_row_of_the_table_is_among_the_cases_and_every_other_operation_is_forbidden_to_everybody()
    {
        foreach (var resource in Enum.GetValues<Resource>())
            foreach (var operation in Enum.GetValues<Operation>())
            {
                var rows = PermissionTable.Rows.Where(row => row.Resource == resource && row.Operation == operation).ToList();
                Assert.Equal(rows.Count > 0, Table.Any(row => row.Resource == resource && row.Operation == operation));
                Assert.Equal(rows.Count, rows.Distinct().Count());
                if (rows.Count > 0) continue;
                foreach (var (_, viewer) in PermissionCases.Cast)
                    Assert.All(PermissionCases.Things.Values, thing => Assert.False(Rights.Allows(viewer, resource, operation, thing)));
            }
    }

    [Fact]
    public void A_centre_is_not_responsible_for_the_town_inside_that_has_its_own()
    {
        var aroundAachen = Viewer.For(new CentreMembership("ki-staedteregion-aachen", "05334", "05334002"));
        Facts Seated(string municipality) => new() { Owners = [PermissionCases.A], Seats = [municipality] };
        Assert.True(Rights.Allows(aroundAachen, Resource.Organisation, Operation.Change, Seated("05334004")));
        Assert.False(Rights.Allows(aroundAachen, Resource.Organisation, Operation.Change, Seated("05334002")));
        Assert.False(Rights.Allows(aroundAachen, Resource.Organisation, Operation.Change, Seated("05315000")));
    }

    [Fact]
    public void Who_serves_several_has_the_rights_of_each_and_acts_in_the_chosen_name_where_that_has_the_right()
    {
        var a = new OrganisationMembership(PermissionCases.A, "a", Role.Editor);
        var b = new OrganisationMembership(PermissionCases.B, "b", Role.Lead);
        var person = Guid.NewGuid();
        var both = new Viewer { Person = person, Memberships = [a, b], ActsFor = b };
        var cooperation = PermissionCases.Things["a confirmed cooperation"];
        var ended = Rights.Find(both, Resource.Cooperation, Operation.End, cooperation)!.By(both);
        Assert.Equal(new DoneBy(person, PermissionCases.B, null), ended);
        var filled = Rights.Find(both, Resource.PartnerCall, Operation.Fill, PermissionCases.Things["A's open call"])!.By(both);
        Assert.Equal(new DoneBy(person, PermissionCases.A, null), filled);
        Assert.Equal("organisation:b", both.Author);
        Assert.Equal($"person:{person:N}", (both with { ActsFor = null }).Author);
        Assert.Null(Viewer.Nobody.Author);
    }
}
