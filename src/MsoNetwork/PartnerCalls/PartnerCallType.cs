using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Postings;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.PartnerCalls;

public sealed class PartnerCallType : PostingType<ListedPartnerCall, PartnerCall>
{
    public PartnerCallType(ReferenceSnapshot<VocabularySet> vocabularies, ReferenceSnapshot<Gazetteer> gazetteer)
        : base(
            "PartnerCall",
            "Something an organisation is looking for or offering (Gesuche und Angebote). Drafts and withdrawn calls are shown to the "
            + "organisation alone.", listed => listed.Call, call => (call.Id, call.Slug), "gesuche", vocabularies)
    {
        Field<NonNullGraphType<OrganisationType>>("organisation").Description("Whose call it is.")
            .Resolve(context => Organisation(context, found => found));
        Is<NonNullGraphType<PartnerCallDirectionType>>("direction", "Sought or offered.", call => call.Direction);
        Is<NonNullGraphType<PartnerCallSubjectType>>("subject", "What it is about.", call => call.Subject);
        Is<StringGraphType>("fundingLine", "The funding line's name, of a FUNDING_CONSORTIUM.", call => call.FundingLine);
        Text("title", "The title", (call, language) => call.Title(language));
        Text("text", "The text", (call, language) => call.Text(language));
        Is<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>(
            "textLanguages", "The languages it is written in (BCP 47).", call => call.Titles.Keys.Order(StringComparer.Ordinal));
        Terms("topics", "Topics of the call (TOPICS).", VocabularyName.Topics, call => call.Topics);
        Terms("targetGroups", "Whom it is for (TARGET_GROUPS).", VocabularyName.TargetGroups, call => call.TargetGroups);
        Terms("languages", "Languages that are needed or offered (LANGUAGES).", VocabularyName.Languages, call => call.Languages);
        Is<NonNullGraphType<ListGraphType<NonNullGraphType<RegionType>>>>(
            "regions", "Where it applies; empty where a place with a radius says it.",
            call => call.Regions.Select(gazetteer.Loaded.ByKey).OfType<RegionEntry>());
        Is<RegionType>(
            "place", "The town around which it applies.", call => call.PlaceKey is { } key ? gazetteer.Loaded.ByKey(key) : null);
        Is<IntGraphType>("radiusKm", "Kilometres around the place.", call => call.RadiusKm);
        Day("startsOn", "First day of what it is for.", call => call.StartsOn);
        Day("endsOn", "Last day of what it is for.", call => call.EndsOn);
        Day("deadline", "Last day to answer, as the organisation says.", call => call.Deadline);
        Day("openUntil",
            "Last day it is open, in Berlin: the deadline, endsOn or "
            + $"{PartnerCall.LongestDays} days after the opening, whichever is first.",
            call => call.OpenUntil);
        Is<IntGraphType>(
            "partners", "How many partners are looked for, or can be helped; null when it does not matter.", call => call.Partners);
        Field<NonNullGraphType<PartnerCallContactType>>("contact")
            .Description(
                "How to contact the organisation behind the call; only details that its entry shows anyway.").From(listed => listed);
        Field<NonNullGraphType<PartnerCallStateType>>("state").Description("Its current state.").From(listed => listed.State);
        Is<NonNullGraphType<IntGraphType>>(
            "version", "Counts changes; a change names the version it was made from.", call => call.Version);
        Is<NonNullGraphType<BooleanGraphType>>(
            "invented", "True for calls that were invented for load tests.", call => call.SourceName is not null);
        Moment("createdAt", "When it was written (UTC).", call => call.CreatedAt);
        Moment("updatedAt", "When it last changed (UTC).", call => call.UpdatedAt);
        Moment("openedAt", "When it was published (UTC).", call => call.OpenedAt);
        Moment("closedAt", "When it was filled or withdrawn (UTC).", call => call.ClosedAt);
        Is<IntegrationCentreType>(
            "withdrawnByCentre", "The integration centre that took it down.",
            call => call.ClosedBy.Centre is { } key ? gazetteer.Loaded.Centre(key) : null);
    }

    internal static object Organisation(IResolveFieldContext<ListedPartnerCall> context, Func<OrganisationEntry?, object?> shape) =>
        context.RequestServices!.GetRequiredService<OrganisationLoaders>().ById.Load(context.Source.Call.OrganisationId, shape);

    private void Text(string name, string description, Func<ListedPartnerCall, string?, LocalisedText> text) =>
        Field<NonNullGraphType<LocalisedTextType>>(name)
            .Description($"{description} in the language asked for, else in German, else in any.")
            .Argument<StringGraphType>("language", RequestLanguage.About)
            .Resolve(context => text(context.Source, context.Language()));
}

public sealed class PartnerCallContactType : ObjectGraphType<ListedPartnerCall>
{
    public PartnerCallContactType()
    {
        Name = "PartnerCallContact";
        Description =
            "How to reach the caller: here, or by what the organisation's entry shows. An address that the entry no longer shows is null.";
        Field<NonNullGraphType<ContactWayType>>("way").Description("Which way the caller prefers.").From(source => source.Call.ContactWay);
        Way("email", "The organisation's public address, where the way is EMAIL.", ContactWay.Email, entry => entry.Email);
        Way("phone", "The organisation's public number, where the way is PHONE.", ContactWay.Phone, entry => entry.Phone);
        Way("website", "The organisation's website, where the way is WEBSITE.", ContactWay.Website, entry => entry.Website);
    }

    private void Way(string name, string description, ContactWay way, Func<OrganisationEntry, string?> value) =>
        Field<StringGraphType>(name).Description(description).Resolve(context => context.Source.Call.ContactWay != way ? null
            : PartnerCallType.Organisation(context, found => found is null ? null : value(found)));
}

public sealed class PartnerCallEdgeType : EdgeType<ListedPartnerCall, PartnerCallType>
{
    public PartnerCallEdgeType()
        : base("PartnerCallEdge", "A partner call's place in a list.", "The call.", call => call) => AddDistance(
            "Geodesic distance (WGS 84) from filter.near to its place, in kilometres; null without near. Its place is the middle of its "
            + "town or region, or where its organisation is.", call => call.Metres);
}

public sealed class PartnerCallConnectionType() : ConnectionType<ListedPartnerCall, PartnerCallEdgeType, PartnerCallType>(
    "PartnerCallConnection", "A page of partner calls (Relay cursor connection).", "calls", "cursor and distance",
    "the filter finds", call => call);
