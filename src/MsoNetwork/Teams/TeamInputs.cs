using GraphQL.Types;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Teams;

/// <summary>What a member of a team may be.</summary>
public enum TeamRole
{
    Editor,
    Lead,
}

public sealed class TeamRoleType : EnumerationGraphType<TeamRole>
{
    public TeamRoleType()
    {
        Name = "TeamRole";
        Description = "What a member of a team may do.";
        Values["EDITOR"]!.Description = "Writes for the organisation.";
        Values["LEAD"]!.Description = "Answers for the organisation, and says who is in the team.";
    }
}

/// <summary>Of one organisation's team.</summary>
public abstract record TeamInput : MutationInput
{
    /// <summary>The organisation's global id.</summary>
    public required string Organisation { get; init; }
}

public abstract class TeamInputType<T> : MutationInputType<T>
    where T : TeamInput
{
    protected TeamInputType(string name, string description)
        : base(name, description) =>
        Field<NonNullGraphType<IdGraphType>>("organisation").Description("The organisation's global id.");
}

public sealed record InviteToTeamInput(string Email, TeamRole Role) : TeamInput;

public sealed class InviteToTeamInputType : TeamInputType<InviteToTeamInput>
{
    public InviteToTeamInputType()
        : base("InviteToTeamInput", "Somebody who is to be asked by mail.")
    {
        Field(input => input.Email).Description("Whom to ask. Asked again, the new link takes the place of the old one.");
        Field<NonNullGraphType<TeamRoleType>>("role").Description("What they may do.");
    }
}

public sealed record WithdrawTeamInvitationInput(string Invitation) : TeamInput;

public sealed class WithdrawTeamInvitationInputType : TeamInputType<WithdrawTeamInvitationInput>
{
    public WithdrawTeamInvitationInputType()
        : base("WithdrawTeamInvitationInput", "An invitation to be taken back.") =>
        Field<NonNullGraphType<IdGraphType>>("invitation").Description("Its id, from team.invitations.");
}

public sealed record ChangeTeamRoleInput(string Member, TeamRole Role) : TeamInput;

public sealed class ChangeTeamRoleInputType : TeamInputType<ChangeTeamRoleInput>
{
    public ChangeTeamRoleInputType()
        : base("ChangeTeamRoleInput", "A member who gets another role.")
    {
        Field<NonNullGraphType<IdGraphType>>("member").Description("The person's id, from team.members.");
        Field<NonNullGraphType<TeamRoleType>>("role").Description("What they may do.");
    }
}

public sealed record TeamMemberInput(string Member) : TeamInput;

public sealed class TeamMemberInputType : TeamInputType<TeamMemberInput>
{
    public TeamMemberInputType()
        : base("TeamMemberInput", "A member of a team.") =>
        Field<NonNullGraphType<IdGraphType>>("member").Description("The person's id, from team.members.");
}

public sealed record LeaveTeamInput(string? Successor, string? Message) : TeamInput;

public sealed class LeaveTeamInputType : TeamInputType<LeaveTeamInput>
{
    public LeaveTeamInputType()
        : base("LeaveTeamInput", "The team that the person leaves.")
    {
        Field<IdGraphType>("successor").Description("For a lead: the member who becomes lead.");
        Field(input => input.Message, nullable: true)
            .Description("For the last lead who names no successor: a word to the integration centre, which then finds somebody.");
    }
}

/// <summary>What a link holds that was mailed.</summary>
public sealed record MailedSecretInput(string Secret) : MutationInput;

public sealed class MailedSecretInputType : MutationInputType<MailedSecretInput>
{
    public MailedSecretInputType()
        : base("MailedSecretInput", "What a mailed link holds.") =>
        Field(input => input.Secret).Description("The last part of the link's address. It can be used once.");
}

public sealed record ClaimEntryByMailInput(string? Email) : TeamInput;

public sealed class ClaimEntryByMailInputType : TeamInputType<ClaimEntryByMailInput>
{
    public ClaimEntryByMailInputType()
        : base("ClaimEntryByMailInput", "An entry that is the person's organisation's.") =>
        Field(input => input.Email, nullable: true).Description(
            "Where to mail the link that proves it: an address at the domain of the entry's website. Null: the entry's own address.");
}

public sealed record WithdrawEntryClaimInput : StepInput;

public sealed class WithdrawEntryClaimInputType() : StepInputType<WithdrawEntryClaimInput>(
    "WithdrawEntryClaimInput", "A claim to be taken back.", "The claim's id.");
