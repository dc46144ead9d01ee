using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Duplicates;
using MsoNetwork.Errors;
using MsoNetwork.Inbox;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;

namespace MsoNetwork.Moderation;

/// <summary>The desk of whoever asks.</summary>
public sealed record Desk(Viewer Viewer);

public sealed class DeskType : ObjectGraphType<Desk>
{
    public DeskType()
    {
        Name = "Desk";
        Description = "The desk of an integration centre, or of the administrators: what waits there, and the entries of its area.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CaseCountType>>>>("counts").Description("How many cases wait, by kind.")
            .Argument<BooleanGraphType>("alsoOfCentres", AlsoOfCentres)
            .ResolveAsync(async context => (await Cases(context).CountsAsync(
                context.GetArgument<bool>("alsoOfCentres"), context.CancellationToken)).ByKind.OrderBy(count => count.Key)
                .Select(count => new CaseCount(count.Key, count.Value)));
        Field<NonNullGraphType<CaseConnectionType>>("cases")
            .Argument<CaseKindType>("kind", "Only of this kind.")
            .Argument<BooleanGraphType>("decided", "What was decided, the newest first, instead of what waits, the oldest first.")
            .Argument<BooleanGraphType>("alsoOfCentres", AlsoOfCentres)
            .Paged("The cases that whoever asks may decide.")
            .ResolveAsync(async context => await Cases(context).PageAsync(
                new CaseQuestion(
                    context.GetArgument<CaseKind?>("kind"), context.GetArgument<bool>("decided"),
                    context.GetArgument<bool>("alsoOfCentres"), 1),
                context.Page(),
                context.CancellationToken));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<DeskListCountType>>>>("lists").Description("How many entries each list has.")
            .ResolveAsync(async context => (await context.RequestServices!.GetRequiredService<DeskList>()
                .CountsAsync(context.CancellationToken)).Select(list => new DeskListCount(list.Key, list.Value)));
        Field<NonNullGraphType<OrganisationConnectionType>>("organisations")
            .Argument<DeskListNameType>("list", "For one kind of work; ALL unless told.")
            .Argument<StringGraphType>("search", "Words of the name or the town, as far as they are written.")
            .Paged("The entries of the desk's area, by name.")
            .ResolveAsync(async context => await context.RequestServices!.GetRequiredService<DeskList>().PageAsync(
                new DeskQuestion(
                    context.GetArgument("list", DeskListName.All), Words(context.GetArgument<string?>("search")), 1),
                context.Page(),
                context.CancellationToken));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<DuplicatePairType>>>>("duplicates")
            .Description("Pairs of which one has its seat in the desk's area, the likeliest first.")
            .Argument<IntGraphType>("first", $"How many: 1 to {PageSize.Most}, {PageSize.Default} unless told.")
            .ResolveAsync(async context =>
            {
                var first = PageRequest.Check(context.GetArgument<int?>("first"), null, null, null).Count;
                var centres = context.Source.Viewer.Memberships.OfType<CentreMembership>().ToList();
                var pairs = await context.RequestServices!.GetRequiredService<LikelyDuplicates>().PairsAsync(
                    context.Source.Viewer.Has(Role.Administrator) ? null : seat => centres.Exists(centre => centre.Covers(seat)),
                    context.CancellationToken);
                return pairs.OrderByDescending(pair => pair.Score).ThenBy(pair => pair.One.Slug, StringComparer.Ordinal).Take(first);
            });
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<NoteType>>>>("notes")
            .Description("What the centre has written down about an organisation for itself, the newest day first. Nobody else sees it.")
            .WithMetadata("cost.size", 50)
            .Argument<NonNullGraphType<IdGraphType>>("organisation", "The organisation's global id.")
            .ResolveAsync(async context => await context.RequestServices!.GetRequiredService<Notes>().OfAsync(
                GlobalId.Required("Organisation", context.GetArgument<string>("organisation"), "organisation"),
                context.CancellationToken));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<RecipientType>>>>("mailingList")
            .Description("The organisations that want the centre's mails, by name. Empty for administrators.")
            .WithMetadata("cost.size", 500)
            .ResolveAsync(async context =>
                await context.RequestServices!.GetRequiredService<MailingList>().ReadAsync(context.CancellationToken));
    }

    private const string AlsoOfCentres = "For administrators: those too that have a centre on board.";

    private static CaseList Cases<T>(IResolveFieldContext<T> context) => context.RequestServices!.GetRequiredService<CaseList>();

    private static string Words(string? search) => search is null or { Length: <= 200 } ? search ?? ""
        : throw NetworkException.TooMany("search", search.Length, 200, "characters");
}

/// <summary>How many cases of a kind wait.</summary>
public sealed record CaseCount(CaseKind Kind, int Count);

public sealed class CaseCountType : ObjectGraphType<CaseCount>
{
    public CaseCountType()
    {
        Name = "CaseCount";
        Description = "How many cases of a kind wait.";
        Field<NonNullGraphType<CaseKindType>>("kind").Description("The kind.").Resolve(context => context.Source.Kind);
        Field(count => count.Count).Description("How many.");
    }
}

/// <summary>How many entries a list has.</summary>
public sealed record DeskListCount(DeskListName List, int Count);

public sealed class DeskListCountType : ObjectGraphType<DeskListCount>
{
    public DeskListCountType()
    {
        Name = "DeskListCount";
        Description = "How many entries a list of the desk has.";
        Field<NonNullGraphType<DeskListNameType>>("list").Description("The list.").Resolve(context => context.Source.List);
        Field(count => count.Count).Description("How many.");
    }
}

public sealed class DeskListNameType : EnumerationGraphType<DeskListName>
{
    public DeskListNameType()
    {
        Name = "DeskList";
        Description = "Lists of a desk's entries, each for one kind of work.";
        Values["ALL"]!.Description = "All entries of the area.";
        Values["UNCONFIRMED"]!.Description = "Neither the organisation nor its centre has confirmed the entry.";
        Values["STALE"]!.Description = $"Confirmed more than {DeskList.Months} months ago.";
        Values["NO_CONTACT"]!.Description = "No mail address, no telephone number, no website.";
        Values["WEBSITE_UNREACHABLE"]!.Description = "Its website could not be reached for days (websiteCheck).";
        Values["NO_TIE"]!.Description = "No membership and no confirmed cooperation.";
    }
}

public sealed class NoteType : ObjectGraphType<Note>
{
    public NoteType()
    {
        Name = "Note";
        Description = "What a centre has written down for itself.";
        Field<NonNullGraphType<IdGraphType>>("id").Description("For eraseNote.")
            .Resolve(context => GlobalId.Encode("Note", context.Source.Id));
        Field<NonNullGraphType<OrganisationType>>("organisation").Description("Whom it is about.")
            .Resolve(context => context.Organisation(context.Source.OrganisationId));
        Field<NonNullGraphType<DateGraphType>>("on").Description("The day that it is about.")
            .Resolve(context => context.Source.On.ToDateTime(TimeOnly.MinValue));
        Field(note => note.Text).Description("The text.");
        Field<NonNullGraphType<DateTimeGraphType>>("writtenAt").Description("When it was written (UTC).")
            .Resolve(context => context.Source.WrittenAt.UtcDateTime);
    }
}

public sealed class RecipientType : ObjectGraphType<Recipient>
{
    public RecipientType()
    {
        Name = "MailingRecipient";
        Description = "An organisation that wants its centre's mails.";
        Field(recipient => recipient.Name).Description("The organisation's name.");
        Field(recipient => recipient.Email).Description("Where to.");
        Field(recipient => recipient.Town).Description("Where it is.");
        Field<NonNullGraphType<DateTimeGraphType>>("givenAt").Description("When it consented (UTC).")
            .Resolve(context => context.Source.GivenAt.UtcDateTime);
    }
}

public sealed class MailingConsentType : ObjectGraphType<MailingConsent>
{
    public MailingConsentType()
    {
        Name = "MailingConsent";
        Description = "That an organisation wants its centre's mails.";
        Field(consent => consent.Email).Description("Where to.");
        Field<NonNullGraphType<DateTimeGraphType>>("givenAt").Description("Since when (UTC).")
            .Resolve(context => context.Source.GivenAt.UtcDateTime);
    }
}

/// <summary>desk, and what this room adds to the types below it.</summary>
public static class ModerationQueries
{
    public static void AddTo(ObjectGraphType query) =>
        query.Field<DeskType>("desk")
            .Description("The desk of whoever asks; null for all but integration centres and administrators.")
            .ResolveAsync(async context =>
            {
                var viewer = await context.RequestServices!.GetRequiredService<CurrentViewer>().GetAsync(context.CancellationToken);
                if (viewer.IsNobody || !Rights.IsConceivable(viewer, Resource.Desk, Operation.See)) return null;
                await OrganisationLoaders.ReferenceAsync(context.RequestServices!, context.CancellationToken);
                return new Desk(viewer);
            });

    public static void AddTo(ViewerType viewer) =>
        viewer.Field<CaseConnectionType>("cases")
            .Paged("What the person who asks has handed in, the newest first; null for programs.")
            .ResolveAsync(async context =>
            {
                var current = context.RequestServices!.GetRequiredService<CurrentViewer>();
                if (current.Identity is not { Person: not null, OnlyFor: null }) return null;
                await OrganisationLoaders.ReferenceAsync(context.RequestServices!, context.CancellationToken);
                return await context.RequestServices!.GetRequiredService<CaseList>().OwnAsync(context.Page(), context.CancellationToken);
            });

    public static void AddTo(OrganisationType organisation) =>
        organisation.Field<MailingConsentType>("mailingConsent")
            .Description("Whether it wants its centre's mails, for its team and that centre; null for all others, and where it does not.")
            .ResolveAsync(async context =>
            {
                var services = context.RequestServices!;
                return services.GetRequiredService<CurrentViewer>().Identity.IsNobody ? null
                    : await services.GetRequiredService<MailingList>().OfAsync(context.Source.Id, context.CancellationToken);
            });
}
