using MsoNetwork.Accounts;
using MsoNetwork.Permissions;

namespace MsoNetwork.Tests.Permissions;

/// <summary>In whose name somebody acts who could do it in several (docs/decisions.md, 310).</summary>
public sealed class HatTests
{
    private static readonly OrganisationMembership Own = new(PermissionCases.A, "a", Role.Editor);
    private static readonly CentreMembership Centre = new("ki-koeln", "05315", null);

    private static readonly Facts Tie = new() { Owners = [PermissionCases.A, PermissionCases.B], Seats = ["05315000", "05913000"] };

    [Fact]
    public void The_chosen_one_acts_whichever_row_of_the_table_comes_first()
    {
        foreach (var hat in (Membership[])[Own, Centre])
            Assert.Equal(hat, Find(hat, Resource.Cooperation, Operation.Propose)!.Membership);
    }

    [Fact]
    public void Where_the_chosen_one_may_not_another_does() =>
        Assert.Equal(Centre, Find(Own, Resource.Desk, Operation.See)!.Membership);

    [Fact]
    public void An_administrator_speaks_for_nobody_by_that()
    {
        var viewer = new Viewer { Person = Guid.NewGuid(), Duties = [Role.Administrator] };
        Assert.Null(Rights.Find(viewer, Resource.Organisation, Operation.Change, Tie)!.Membership);
    }

    private static Grant? Find(Membership hat, Resource resource, Operation operation) => Rights.Find(
        new Viewer { Person = Guid.NewGuid(), Memberships = [Own, Centre], ActsFor = hat }, resource, operation, Tie);
}
