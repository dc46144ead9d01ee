using GraphQL;
using GraphQL.Types;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Moderation;

public sealed class CaseType : ObjectGraphType<ListedCase>
{
    public CaseType(ReferenceSnapshot<VocabularySet> vocabularies, ReferenceSnapshot<Gazetteer> gazetteer)
    {
        Name = "Case";
        Description = "Something that waits for a desk, or waited there. Shown only to whoever decides it and to who handed it in.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("Global id, for node(id).")
            .Resolve(context => GlobalId.Encode("Case", context.Source.Case.Id));
        Field<NonNullGraphType<StringGraphType>>("version").Description("Changes with every step; for expectedVersion.")
            .Resolve(context => VersionOf(context.Source.Case));
        Field<NonNullGraphType<CaseKindType>>("kind").Description("What it is.").Resolve(context => context.Source.Case.Kind);
        Field<NonNullGraphType<CaseStateType>>("state").Description("Its current state.").Resolve(context => context.Source.Case.State);
        Field<NonNullGraphType<StringGraphType>>("name").Description("The organisation's name, that of the draft where it is a new one.")
            .Resolve(context => context.Source.Name);
        Field<OrganisationType>("organisation").Description("The entry as it is; null for a new one until it is accepted.")
            .Resolve(context => context.Source.Entry);
        Field<NonNullGraphType<RegionType>>("municipality").Description("The seat: it says whose desk.")
            .Resolve(context => gazetteer.Loaded.ByKey(context.Source.Case.Seat));
        Field<NonNullGraphType<StringGraphType>>("message").Description("What its author says; may be empty.")
            .Resolve(context => context.Source.Case.Message);
        Field<StringGraphType>("email").Description("The mail address of an author without an account; null for a person.")
            .Resolve(context => context.Source.Case.Email);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CaseFieldType>>>>("fields").Description("What is proposed, field by field.")
            .WithMetadata("cost.size", OrganisationDraft.Inputs.Count)
            .Argument<StringGraphType>("language", "BCP 47 tag of terms' names; German unless told.")
            .Resolve(context => CaseField.Of(
                context.Source.Case, context.Source.Entry, vocabularies.Loaded,
                context.GetArgument<string?>("language") ?? Languages.Default));
        Field<StringGraphType>("question").Description("What the desk asked back.").Resolve(context => context.Source.Case.Question);
        Field<StringGraphType>("answer").Description("What the author answered.").Resolve(context => context.Source.Case.Answer);
        Field<StringGraphType>("reason").Description("Why it was refused.").Resolve(context => context.Source.Case.Reason);
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("taken")
            .Description("Names of the fields that were taken over; null where all were, or nothing was decided.")
            .Resolve(context => context.Source.Case.Taken);
        Field<NonNullGraphType<DateTimeGraphType>>("createdAt").Description("When it was handed in (UTC).")
            .Resolve(context => context.Source.Case.CreatedAt.UtcDateTime);
        Field<DateTimeGraphType>("decidedAt").Description("When it was decided or taken back (UTC).")
            .Resolve(context => context.Source.Case.DecidedAt?.UtcDateTime);
    }

    internal static string VersionOf(Case one) => one.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

public sealed class CaseFieldType : ObjectGraphType<CaseField>
{
    public CaseFieldType()
    {
        Name = "CaseField";
        Description = "One field of a case: each value as lines, none where there is no value.";
        Field(field => field.Name).Description("The field's name, as in UpdateOrganisationInput.");
        foreach (var (name, says, lines) in new (string, string, Func<CaseField, IReadOnlyList<string>>)[]
        {
            ("before", "What stood there when the case was handed in.", field => field.Before),
            ("now", "What stands there now.", field => field.Now),
            ("proposed", "What is proposed.", field => field.Proposed),
        })
            Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>(name).Description(says)
                .Resolve(context => lines(context.Source));
        Field(field => field.IsSame).Description("It stands there already.");
        Field(field => field.HasChanged).Description("Somebody has changed it since the case was handed in.");
    }
}

public sealed class CaseKindType : EnumerationGraphType<CaseKind>
{
    public CaseKindType()
    {
        Name = "CaseKind";
        Description = "What a case is.";
        Values["CLAIM"]!.Description = "A person says that an entry is their organisation's, and could not prove it.";
        Values["NEW_ENTRY"]!.Description = "A new organisation.";
        Values["LEAD_GONE"]!.Description = "The last lead leaves, or nobody of a team can be reached.";
        Values["CORRECTION"]!.Description = "Something in an entry is wrong, and what would be right.";
        Values["CHANGE"]!.Description = "A change that needs a second look.";
        Values["REPORT"]!.Description = "Something that should not stand there at all.";
    }
}

public sealed class CaseStateType : EnumerationGraphType<CaseState>
{
    public CaseStateType()
    {
        Name = "CaseState";
        Description = "How far a case is.";
        Values["UNCONFIRMED"]!.Description = "Sent from a mail address that nobody has confirmed yet: nobody sees it.";
        Values["WAITING"]!.Description = "It waits for the desk.";
        Values["ASKED_BACK"]!.Description = "The desk has a question; its author has not answered yet.";
        Values["ACCEPTED"]!.Description = "What was proposed is written.";
        Values["REFUSED"]!.Description = "It was refused, with a reason.";
        Values["TAKEN_BACK"]!.Description = "Its author does not want it any more.";
        Values["UNDONE"]!.Description = "It was accepted, and what followed was put back.";
    }
}

public sealed class CaseEdgeType() : EdgeType<ListedCase, CaseType>("CaseEdge", "A case's place in a list.", "The case.", listed => listed);

public sealed class CaseConnectionType() : ConnectionType<ListedCase, CaseEdgeType, CaseType>(
    "CaseConnection", "A page of cases (Relay cursor connection).", "cases", "cursor", "there are", listed => listed);
