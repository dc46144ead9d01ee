using GraphQL.Types;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Teams;

public sealed class TeamType : ObjectGraphType<Team>
{
    public TeamType()
    {
        Name = "Team";
        Description = "Who keeps an organisation's entry. Shown only to the team, its integration centre and the administrators.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TeamMemberType>>>>("members").Description("Leads first.")
            .Resolve(context => context.Source.Members);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TeamInvitationType>>>>("invitations").Description("Those that are open.")
            .Resolve(context => context.Source.Guests);
        Field(team => team.MayChange).Description("Whether whoever asks may invite, change and remove.");
    }
}

public sealed class TeamMemberType : ObjectGraphType<TeamMember>
{
    public TeamMemberType()
    {
        Name = "TeamMember";
        Description = "Somebody who keeps an entry.";
        Field<NonNullGraphType<IdGraphType>>("person").Description("The person's id.")
            .Resolve(context => context.Source.Person.ToString("N"));
        Field(member => member.Email).Description("The account's mail address.");
        Field(member => member.Name, nullable: true).Description("How they want to be called; null until they say.");
        Field<NonNullGraphType<TeamRoleType>>("role").Description("What they may do.")
            .Resolve(context => context.Source.Role == Role.Lead ? TeamRole.Lead : TeamRole.Editor);
        Field<NonNullGraphType<DateTimeGraphType>>("since").Description("Since when.")
            .Resolve(context => context.Source.Since.UtcDateTime);
    }
}

public sealed class TeamInvitationType : ObjectGraphType<TeamGuest>
{
    public TeamInvitationType()
    {
        Name = "TeamInvitation";
        Description = "Somebody who was asked to keep an entry.";
        Field<NonNullGraphType<IdGraphType>>("id").Description("For withdrawTeamInvitation.")
            .Resolve(context => GlobalId.Encode("TeamInvitation", context.Source.Invitation));
        Field(guest => guest.Email).Description("Whom the mail went to.");
        Field<NonNullGraphType<TeamRoleType>>("role").Description("What they will be.")
            .Resolve(context => context.Source.Role == Role.Lead ? TeamRole.Lead : TeamRole.Editor);
        Field<NonNullGraphType<DateTimeGraphType>>("expiresAt").Description("Until when its link is valid.")
            .Resolve(context => context.Source.ExpiresAt.UtcDateTime);
    }
}

public sealed class EntryClaimType : ObjectGraphType<EntryClaim>
{
    public EntryClaimType()
    {
        Name = "EntryClaim";
        Description = "A claim whose link is on its way. Shown only to the person who made it.";
        Field<NonNullGraphType<IdGraphType>>("id").Description("For withdrawEntryClaim.")
            .Resolve(context => GlobalId.Encode("EntryClaim", context.Source.Id));
        Field<NonNullGraphType<OrganisationType>>("organisation").Description("Whose entry.")
            .Resolve(context => context.Organisation(context.Source.OrganisationId));
        Field(claim => claim.Email).Description("Where the link went.");
        Field<NonNullGraphType<DateTimeGraphType>>("expiresAt").Description("Until when the link is valid.")
            .Resolve(context => context.Source.ExpiresAt.UtcDateTime);
    }
}

public sealed class ClaimWaysType : ObjectGraphType<ClaimWays>
{
    public ClaimWaysType()
    {
        Name = "ClaimWays";
        Description = "In which ways somebody may show that an entry is their organisation's; its integration centre can always be asked.";
        Field(ways => ways.OwnAddress, nullable: true)
            .Description("The entry's own mail address: claimEntryByMail without email mails there. Null: there is none.");
        Field(ways => ways.Domain, nullable: true)
            .Description("The domain at which an address proves it: claimEntryByMail takes one. Null: there is none.");
        Field(ways => ways.HasTeam).Description("Somebody keeps it already: then only the centre decides.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<EntryClaimType>>>>("open").Description("Own links that are on their way.")
            .Resolve(context => context.Source.Open);
    }
}

public sealed class TeamPayloadType() : ResultPayloadType<Team, TeamType>(
    "TeamPayload", "What became of a team.", "team", "The team after the change, as whoever asks may see it.");

public sealed class EntryClaimPayloadType() : ResultPayloadType<EntryClaim, EntryClaimType>(
    "EntryClaimPayload", "What became of a claim.", "claim", "The claim.");
