using System.Globalization;
using System.Runtime.CompilerServices;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Organisations;

public sealed class OrganisationType : ObjectGraphType<OrganisationEntry>
{
    // Documents are kept and asked again: what a list in one selects is worked out once.
    private static readonly ConditionalWeakTable<GraphQLField, object> ColumnsByField = [];

    // By the first name of a field's path: contact is all of contact.email, contact.phone, contact.website.
    private static readonly Dictionary<string, OrganisationColumns> ColumnsByName = OrganisationFields
        .All.GroupBy(field => field.Name.Split('.')[0], field => field.ReadWith & OrganisationColumns.All)
        .ToDictionary(group => group.Key, group => group.Aggregate((columns, one) => columns | one));

    private readonly ReferenceSnapshot<VocabularySet> _vocabularies;

    public OrganisationType(ReferenceSnapshot<VocabularySet> vocabularies, ReferenceSnapshot<Gazetteer> gazetteer)
    {
        _vocabularies = vocabularies;
        Name = "Organisation";
        Description =
            "A migrant self-organisation, an umbrella body or another body active in the field, as public sources or the "
                + "organisation itself "
                + "describe it.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id")
            .Description("Global id, for node(id).")
            .From(source => GlobalId.Encode("Organisation", source.Id));
        Field<NonNullGraphType<StringGraphType>>("version")
            .Description("Another one after each change of the entry: what updateOrganisation expects.")
            .From(source => source.Version.ToString(CultureInfo.InvariantCulture));
        Field<NonNullGraphType<StringGraphType>>("slug")
            .From(source => source.Slug)
            .Description(
                "Its name in addresses of pages: given once. It changes only when the organisation's place becomes protected and the slug "
                    + "tells more of it than the name and the municipality; then the old one finds nothing."
            );
        this.HasPage(source => $"organisationen/{source.Slug}");
        Field<NonNullGraphType<StringGraphType>>("name").From(source => source.Name).Description("Official name.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("alternateNames")
            .Description("Short forms, former names and names in other languages.")
            .From(source => source.AlternateNames);
        Field<TermType>("kind").Description("What kind of organisation it is (ORGANISATION_KINDS).")
            .From(source => source.Kind is { } kind ? vocabularies.Loaded[VocabularyName.OrganisationKinds].ByKey(kind) : null);
        Field<LegalFormType>("legalForm").Description("Legal form; null when no source says it.").From(source => source.LegalForm);
        Field(entry => entry.FoundedYear, nullable: true).Description("Year of foundation.");
        foreach (var field in OrganisationFields.ByLanguage)
        {
            Field<LocalisedTextType>(field.Name)
                .Description($"{field.About}, in the language asked for, else in German, else in any.")
                .Argument<StringGraphType>("language", RequestLanguage.About)
                .From("language", (source, language) => LocalisedText.Choose(source.Texts(field.Column), language));
        }

        Field<NonNullGraphType<SeatType>>("seat").Description("Where it has its seat.").From(source => source);
        Field<LocationType>("location")
            .Description("Where it is found on a map. A protected place is the centre of its municipality, here and in every distance.")
            .From(source => new Location(source.Location, source.Precision));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<RegionType>>>>("activeIn")
            .Description("Regions it says it works in, beside its seat.")
            .From(source => source.ActiveIn.Select(gazetteer.Loaded.ByKey).OfType<RegionEntry>());
        Terms("topics", "What it works on (TOPICS).", VocabularyName.Topics, entry => entry.Topics);
        Terms("targetGroups", "Whom it works for (TARGET_GROUPS).", VocabularyName.TargetGroups, entry => entry.TargetGroups);
        Terms("offers", "What it offers (OFFERS).", VocabularyName.Offers, entry => entry.Offers);
        Terms("languages", "Languages it works in (LANGUAGES; keys are BCP 47 tags).", VocabularyName.Languages, entry => entry.Languages);
        Terms(
            "origins",
            "Origins the organisation itself states (ORIGINS; keys are ISO 3166-1 alpha-2 or a community's key).",
            VocabularyName.Origins,
            entry => entry.Origins
        );
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("keywords")
            .Description("Words from its sources that are not in any vocabulary.")
            .From(source => source.Keywords);
        Field<NonNullGraphType<ContactAudienceType>>("contactVisibleTo")
            .Description("Who sees mail address and telephone number; unless it is PUBLIC, contact tells neither.")
            .From(source => source.ContactVisibleTo);
        Field<NonNullGraphType<ContactType>>("contact").Description("Contact details, as far as they may be "
            + "published.").From(source => source);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<OrganisationType>>>>("memberOf")
            .Description("Umbrella bodies and networks it belongs to, by name.")
            .Resolve(context => Loaders(context).MemberOf.Load(context.Source.Id, found => found ?? []));
        Field<NonNullGraphType<OrganisationStatusType>>("status").Description("Whether it is active.").From(source => source.Status);
        Field<NonNullGraphType<VerificationType>>("verification")
            .Description("Who has confirmed the entry, and when.")
            .From(source => source);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<SourceType>>>>("sources")
            .Description("Where the entry's facts come from, latest first.")
            .Resolve(context => Loaders(context).Sources.Load(context.Source.Id, found => found ?? []));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<MergedOrganisationType>>>>("mergedFrom")
            .Description("Entries that became part of this one, latest first. Their ids and slugs lead here.")
            .Resolve(context => Loaders(context).MergedFrom.Load(context.Source.Id, found => found ?? []));
        Field<NonNullGraphType<DateTimeGraphType>>("createdAt")
            .Description("When the entry came into the registry (UTC).")
            .From(source => source.CreatedAt.UtcDateTime);
        Field<NonNullGraphType<DateTimeGraphType>>("updatedAt")
            .Description("When the entry last changed (UTC).")
            .From(source => source.UpdatedAt.UtcDateTime);
    }

    /// <summary>The groups of columns behind these fields.</summary>
    public static OrganisationColumns Columns(IResolveFieldContext context) =>
        (OrganisationColumns)ColumnsByField.GetValue(context.FieldAst, _ => Columns(
            Selection.Below(context, "edges", "node").Union(Selection.Below(context, "nodes")),
            Selection.Below(context, "edges", "node", "seat").Union(Selection.Below(context, "nodes", "seat")),
            Selection.Below(context).Contains("pageInfo") || Selection.Below(context, "edges").Contains("cursor")));

    /// <param name="fields">What is selected of an organisation.</param>
    /// <param name="seat">What is selected of its seat.</param>
    /// <param name="cursors">Whether its place in the list is told.</param>
    public static OrganisationColumns Columns(IEnumerable<string> fields, IEnumerable<string> seat, bool cursors)
    {
        var columns =
            cursors || seat.Any(field => field is not ("town" or "__typename")) ? OrganisationColumns.Entry : OrganisationColumns.Core;
        foreach (var field in fields)
        {
            columns |= field is "seat" or "sources" or "mergedFrom" or "url" or "memberOf" or "members" or "__typename"
                ? OrganisationColumns.Core
                : ColumnsByName.GetValueOrDefault(field, OrganisationColumns.Entry); // what other rooms add may need it
        }

        return columns;
    }

    private void Terms(string name, string description, VocabularyName vocabulary, Func<OrganisationEntry, string[]> keys) =>
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TermType>>>>(name).Description(description)
            .From(source => _vocabularies.Loaded[vocabulary].ByKeys(keys(source)));

    private static OrganisationLoaders Loaders(IResolveFieldContext context) =>
        context.RequestServices!.GetRequiredService<OrganisationLoaders>();
}

public sealed class MergedOrganisationType : ObjectGraphType<MergedOrganisation>
{
    public MergedOrganisationType()
    {
        Name = "MergedOrganisation";
        Description = "An entry that became part of another one.";
        Field<NonNullGraphType<IdGraphType>>("id").Description("The global id that it had.")
            .Resolve(context => GlobalId.Encode("Organisation", context.Source.Id));
        Field<StringGraphType>("slug").Description("The slug that it had; null where that would tell a protected place.")
            .Resolve(context => context.Source.Slug);
        Field<NonNullGraphType<DateTimeGraphType>>("mergedAt").Description("Since when (UTC).")
            .Resolve(context => context.Source.MergedAt.UtcDateTime);
    }
}
