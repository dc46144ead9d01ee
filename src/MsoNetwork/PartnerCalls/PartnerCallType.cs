using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.PartnerCalls;

public sealed class PartnerCallType : ObjectGraphType<ListedPartnerCall>
{
    private readonly ReferenceSnapshot<VocabularySet> _vocabularies;

    public PartnerCallType(ReferenceSnapshot<VocabularySet> vocabularies, ReferenceSnapshot<Gazetteer> gazetteer)
    {
        _vocabularies = vocabularies;
        Name = "PartnerCall";
        Description =
            "An organisation seeks or offers something (Gesuche und Angebote). Drafts and withdrawn calls are shown to the organisation alone.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id")
            .Description("Global id, for node(id).")
            .Resolve(context => GlobalId.Encode("PartnerCall", context.Source.Id.ToString("N")));
        Field<NonNullGraphType<StringGraphType>>("slug")
            .Description("Its name in addresses of pages: given once, never changed.")
            .From(source => source.Call.Slug);
        Field<NonNullGraphType<OrganisationType>>("organisation")
            .Description("Whose call it is.")
            .Resolve(context =>
                context
                    .RequestServices!.GetRequiredService<OrganisationLoaders>()
                    .ById.Load(context.Source.Call.OrganisationId, found => found)
            );
        Field<NonNullGraphType<PartnerCallDirectionType>>("direction")
            .Description("Sought or offered.")
            .From(source => source.Call.Direction);
        Field<NonNullGraphType<PartnerCallSubjectType>>("subject").Description("What it is about.").From(source => source.Call.Subject);
        Field<StringGraphType>("fundingLine")
            .Description("The funding line's name, of a FUNDING_CONSORTIUM.")
            .From(source => source.Call.FundingLine);
        Text("title", "The title", (call, language) => call.Title(language));
        Text("text", "The text", (call, language) => call.Text(language));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("textLanguages")
            .Description("The languages it is written in (BCP 47).")
            .From(source => source.Call.Titles.Keys.Order(StringComparer.Ordinal));
        Terms("topics", "What it works on (TOPICS).", VocabularyName.Topics, call => call.Topics);
        Terms("targetGroups", "Whom it is for (TARGET_GROUPS).", VocabularyName.TargetGroups, call => call.TargetGroups);
        Terms("languages", "Languages that are needed or offered (LANGUAGES).", VocabularyName.Languages, call => call.Languages);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<RegionType>>>>("regions")
            .Description("Where it applies; empty where a place with a radius says it.")
            .From(source => source.Call.Regions.Select(gazetteer.Loaded.ByKey).OfType<RegionEntry>());
        Field<RegionType>("place")
            .Description("The town around which it applies.")
            .From(source => source.Call.PlaceKey is { } key ? gazetteer.Loaded.ByKey(key) : null);
        Field<IntGraphType>("radiusKm").Description("Kilometres around the place.").From(source => source.Call.RadiusKm);
        Day("startsOn", "First day of what it is for.", call => call.StartsOn);
        Day("endsOn", "Last day of what it is for.", call => call.EndsOn);
        Day("deadline", "Last day to answer, as the organisation says.", call => call.Deadline);
        Day(
            "openUntil",
            $"Last day it is open, in Berlin: the deadline, endsOn or {PartnerCall.LongestDays} days after the opening, whichever is first.",
            call => call.OpenUntil
        );
        Field<IntGraphType>("partners")
            .Description("How many partners are looked for, or can be helped; null when it does not matter.")
            .From(source => source.Call.Partners);
        Field<NonNullGraphType<PartnerCallContactType>>("contact")
            .Description("How to reach the caller; only what its entry shows anyway.")
            .From(source => source);
        Field<NonNullGraphType<PartnerCallStateType>>("state").Description("How far it is.").From(source => source.State);
        Field<NonNullGraphType<IntGraphType>>("version")
            .Description("Counts changes; a change names the version it was made from.")
            .From(source => source.Call.Version);
        Field<NonNullGraphType<BooleanGraphType>>("invented")
            .Description("True for calls that were invented for load tests.")
            .From(source => source.Call.SourceName is not null);
        Moment("createdAt", "When it was written (UTC).", call => call.CreatedAt);
        Moment("updatedAt", "When it last changed (UTC).", call => call.UpdatedAt);
        Moment("openedAt", "When it was published (UTC).", call => call.OpenedAt);
        Moment("closedAt", "When it was filled or withdrawn (UTC).", call => call.ClosedAt);
        Field<IntegrationCentreType>("withdrawnByCentre").Description("The integration centre that took it down.")
            .From(source => source.Call.ClosedBy.Centre is { } key ? gazetteer.Loaded.Centre(key) : null);
    }

    private void Text(string name, string description, Func<ListedPartnerCall, string?, LocalisedText> text) =>
        Field<NonNullGraphType<LocalisedTextType>>(name)
            .Description($"{description} in the language asked for, else in German, else in any.")
            .Argument<StringGraphType>("language", "BCP 47 tag; de unless told.")
            .Resolve(context => text(context.Source, context.GetArgument<string?>("language")));

    private void Terms(string name, string description, VocabularyName vocabulary, Func<PartnerCall, string[]> keys) =>
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TermType>>>>(name).Description(description)
            .From(source => _vocabularies.Loaded[vocabulary].ByKeys(keys(source.Call)));

    private void Day(string name, string description, Func<PartnerCall, DateOnly?> day) =>
        Field<DateGraphType>(name).Description(description).Resolve(context => day(context.Source.Call)?.ToDateTime(TimeOnly.MinValue));

    private void Moment(string name, string description, Func<PartnerCall, DateTimeOffset?> at) =>
        Field<DateTimeGraphType>(name).Description(description).Resolve(context => at(context.Source.Call)?.UtcDateTime);
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
        Field<StringGraphType>(name)
            .Description(description)
            .Resolve(context =>
                context.Source.Call.ContactWay != way
                    ? null
                    : context
                        .RequestServices!.GetRequiredService<OrganisationLoaders>()
                        .ById.Load(context.Source.Call.OrganisationId, found => found is null ? null : value(found))
            );
}
