using MsoNetwork.Organisations.Values;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using NpgsqlTypes;
using static MsoNetwork.Organisations.Fields.FieldKinds;
using static MsoNetwork.Organisations.OrganisationColumns;

namespace MsoNetwork.Organisations.Fields;

/// <summary>
/// The one list of an organisation's fields. Select lists and the reading of rows, staging table, merge, what counts as a difference,
/// columns of files and documents of indexes are made from it, in its order.
/// </summary>
public static class OrganisationFields
{
    /// <summary>All of them. Id and version stand first: see <see cref="EntryShape.Identity"/>.</summary>
    public static IReadOnlyList<OrganisationField> All { get; } =
    [
        Kept("id", "id", Core, (entry, row, at) => entry.Id = row.GetGuid(at)) with { IsSearched = true },
        Kept("version", "xmin", Core, (entry, row, at) => entry.Version = row.GetFieldValue<uint>(at)) with { Sql = "o.xmin AS version" },
        Kept("slug", "slug", Core, (entry, row, at) => entry.Slug = row.GetString(at)),

        Line("name", "name", FieldGroup.Who, Core, (entry, text) => entry.Name = text!, entry => entry.Name, read => read.Name) with
        {
            Merge = FieldMerge.Own,
            Staged = [StagedColumn.Text("name", Told("name"), " NOT NULL")],
            IsSearched = true,
        },
        Line("sortName", "sort_name", FieldGroup.Who, Entry, (entry, text) => entry.SortName = text!, _ => null, read => read.SortName) with
        {
            Merge = FieldMerge.Own,
            Staged = [StagedColumn.Text("sort_name", Told("sort_name"), " COLLATE \"C\" NOT NULL")],
            Files = [],
            IsSearched = true,
        },
        List("alternateNames", "alternate_names", FieldGroup.Who, Record, (entry, names) => entry.AlternateNames = names,
            entry => entry.AlternateNames, read => read.Values("alternate_names")),
        Line("kind", "kind", FieldGroup.Who, Entry, (entry, kind) => entry.Kind = kind,
            entry => entry.Kind is { } kind ? new[] { kind } : [], read => read.Term(VocabularyName.OrganisationKinds, "kind")) with
        {
            Vocabulary = VocabularyName.OrganisationKinds,
            GivesKeywords = true,
            IsSearched = true,
        },
        Line("legalForm", "legal_form", FieldGroup.Who, Record,
            (entry, form) => entry.LegalForm = form is null ? null : Enum.Parse<LegalForm>(form),
            entry => entry.LegalForm is { } form ? GraphQL.StringExtensions.ToConstantCase(form.ToString()) : null,
            read => read.Form("legal_form")) with { Input = FieldInput.LegalForm },
        Field("foundedYear", "founded_year", FieldGroup.Who, Record,
            (entry, row, at) => entry.FoundedYear = row.IsDBNull(at) ? null : row.GetInt32(at)) with
        {
            Merge = FieldMerge.Value,
            Input = FieldInput.Number,
            Rule = read => read.Year("founded"),
            Staged = [StagedColumn.Of<int>("founded_year", "int", NpgsqlDbType.Integer, Told("founded_year"))],
            Files = [new("founded", entry => entry.FoundedYear)],
        },
        Texts("description", "descriptions", "description", FieldGroup.Who,
            "What it says of itself, or a source of it") with { IsSearched = true },

        Line("seat.street", "street", FieldGroup.Where, Entry, (entry, text) => entry.Street = text,
            entry => entry.Street, read => read.Line("street")) with { Merge = FieldMerge.Own, Sensitivity = FieldSensitivity.Place },
        Line("seat.postcode", "postcode", FieldGroup.Where, Entry, (entry, text) => entry.Postcode = text,
            entry => entry.Postcode, read => read.Place?.Postcode) with
        {
            Merge = FieldMerge.Own,
            Sensitivity = FieldSensitivity.Place,
            Staged = [StagedColumn.Text("postcode", row => row.Place.Postcode)],
            IsSearched = true,
        },
        Line("seat.town", "town", FieldGroup.Where, Core, (entry, text) => entry.Town = text!,
            entry => entry.Town, read => read.Place?.Town) with
        {
            Merge = FieldMerge.Own,
            Sensitivity = FieldSensitivity.Place,
            Staged = [StagedColumn.Text("town", row => row.Place.Town, " NOT NULL")],
            IsSearched = true,
        },
        Line("seat.municipality", "municipality_key", FieldGroup.Where, Entry, (entry, key) => entry.MunicipalityKey = key!,
            _ => null, read => read.Place?.MunicipalityKey) with
        {
            Merge = FieldMerge.Own,
            Staged = [StagedColumn.Text("municipality_key", row => row.Place.MunicipalityKey, " COLLATE \"C\" NOT NULL")],
            Files = [],
            IsSearched = true,
        },
        new()
        {
            Name = "location",
            Column = "location",
            Group = FieldGroup.Where,
            ReadWith = OrganisationColumns.Place,
            Merge = FieldMerge.Own,
            Input = FieldInput.Degrees,
            Sensitivity = FieldSensitivity.Place,
            IsSearched = true,
            Sql = "ST_Y(o.location::geometry), ST_X(o.location::geometry)",
            Read = (entry, row, at) =>
            {
                entry.Location = new Position(row.GetDouble(at), row.GetDouble(at + 1));
                return at + 2;
            },
            Staged =
            [
                StagedColumn.Of<double>("latitude", "double precision", NpgsqlDbType.Double, row => row.Place.Latitude),
                StagedColumn.Of<double>("longitude", "double precision", NpgsqlDbType.Double, row => row.Place.Longitude),
            ],
            // A point that the import finds again by itself is none of the organisation's own.
            Files =
            [
                new("latitude", entry => entry.Precision == LocationPrecision.Address ? entry.Location.Latitude : null),
                new("longitude", entry => entry.Precision == LocationPrecision.Address ? entry.Location.Longitude : null),
            ],
        },
        Field("location.precision", "precision", FieldGroup.Where, OrganisationColumns.Place,
            (entry, row, at) => entry.Precision = Enum.Parse<LocationPrecision>(row.GetString(at))) with { Merge = FieldMerge.Own },
        Field("protectLocation", "location_protected", FieldGroup.Where, Protection,
            (entry, row, at) => entry.IsProtected = row.GetBoolean(at)) with
        {
            Merge = FieldMerge.Own,
            Input = FieldInput.YesNo,
            Rule = read => read.YesOrNo("protect_location"),
            Staged = [StagedColumn.Of<bool>("protect", "boolean", NpgsqlDbType.Boolean, Told("location_protected"))],
            Files = [new("protect_location", entry => entry.IsProtected ? "yes" : "no")],
        },
        List("activeIn", "active_in", FieldGroup.Where, Record, (entry, keys) => entry.ActiveIn = keys, entry => entry.ActiveIn,
            read => read.Regions("active_in")) with { GivesKeywords = true },
        Texts("accessibility", "accessibility", "accessibility", FieldGroup.Where,
            "How people with disabilities find their way in and take part") with { IsSearched = true },

        Texts("roomsToLend", "rooms_to_lend", "rooms_to_lend", FieldGroup.What,
            "Rooms that it lends or rents to others: how large, for what, whom to ask") with { IsSearched = true },
        Terms("topics", "topics", VocabularyName.Topics, Topics, (entry, keys) => entry.Topics = keys, entry => entry.Topics),
        Terms("targetGroups", "target_groups", VocabularyName.TargetGroups, OrganisationColumns.Terms,
            (entry, keys) => entry.TargetGroups = keys, entry => entry.TargetGroups),
        Terms("offers", "offers", VocabularyName.Offers, OrganisationColumns.Terms,
            (entry, keys) => entry.Offers = keys, entry => entry.Offers),
        Terms("languages", "languages", VocabularyName.Languages, OrganisationColumns.Terms,
            (entry, keys) => entry.Languages = keys, entry => entry.Languages),
        Terms("origins", "origins", VocabularyName.Origins, OrganisationColumns.Terms,
            (entry, keys) => entry.Origins = keys, entry => entry.Origins),
        // Behind all that give some.
        List("keywords", "keywords", FieldGroup.What, Record, (entry, words) => entry.Keywords = words, entry => entry.Keywords,
            read => read.Keywords) with { Merge = FieldMerge.Own },

        Line("contact.email", "email", FieldGroup.Contact, Contact, (entry, text) => entry.Email = text, entry => entry.Email,
            read => read.Checked("email", ContactValues.Email, "not an e-mail address")) with { Sensitivity = FieldSensitivity.Contact },
        Line("contact.phone", "phone", FieldGroup.Contact, Contact, (entry, text) => entry.Phone = text, entry => entry.Phone,
            read => read.Checked("phone", ContactValues.Phone, ContactValues.PhoneFault)) with
            {
                Sensitivity = FieldSensitivity.Contact,
            },
        Line("contact.website", "website", FieldGroup.Contact, Contact, (entry, text) => entry.Website = text, entry => entry.Website,
            read => read.Checked("website", ContactValues.Website, "not an http or https address")),
        Line("contactVisibleTo", "contact_visible_to", FieldGroup.Contact, Contact,
            (entry, text) => entry.ContactVisibleTo = Enum.Parse<ContactAudience>(text!),
            entry => entry.ContactVisibleTo.ToString().ToLowerInvariant(), read => read.Audience("contact_visible_to")) with
        {
            Merge = FieldMerge.Own,
            Input = FieldInput.Audience,
        },
        Texts("openingHours", "opening_hours", "opening_hours", FieldGroup.Contact, "When somebody can be met or reached there"),

        Line("status", "status", FieldGroup.State, Entry, (entry, text) => entry.Status = Enum.Parse<OrganisationStatus>(text!),
            entry => entry.Status.ToString().ToLowerInvariant(), read => read.Status("status")) with
        {
            Merge = FieldMerge.Own,
            Input = FieldInput.Status,
            IsSearched = true,
        },
        Kept("verification.state", "verification", Record,
            (entry, row, at) => entry.Verification = Enum.Parse<VerificationState>(row.GetString(at))) with { IsSearched = true },
        Kept("verification.on", "verified_on", Record,
            (entry, row, at) => entry.VerifiedOn = row.IsDBNull(at) ? null : row.GetFieldValue<DateOnly>(at)) with { IsSearched = true },
        Kept("createdAt", "created_at", Record,
            (entry, row, at) => entry.CreatedAt = new DateTimeOffset(row.GetDateTime(at), TimeSpan.Zero)),
        Kept("updatedAt", "updated_at", Entry,
            (entry, row, at) => entry.UpdatedAt = new DateTimeOffset(row.GetDateTime(at), TimeSpan.Zero)) with { IsSearched = true },
    ];

    /// <summary>Those that sources tell and a merge writes, in the order of statements.</summary>
    public static IReadOnlyList<OrganisationField> Merged { get; } = [.. All.Where(field => field.Merge != FieldMerge.Kept)];

    /// <summary>Columns of files that tell of the organisation, in the order of files; texts by language stand behind them.</summary>
    internal static IReadOnlyList<(OrganisationField Field, FileColumn Column)> InFiles { get; } =
    [
        .. from field in All
           where field.Merge != FieldMerge.Texts
           orderby field.Group
           from column in field.Files
           select (field, column),
    ];

    /// <summary>Those that an organisation may hide: <see cref="HiddenContact"/> has a column for each.</summary>
    internal static IReadOnlyList<OrganisationField> Hideable { get; } =
        [.. All.Where(field => field.Sensitivity == FieldSensitivity.Contact)];

    /// <summary>Texts by language.</summary>
    public static IReadOnlyList<OrganisationField> ByLanguage { get; } = [.. All.Where(field => field.Merge == FieldMerge.Texts)];

    /// <summary>Takes what somebody tells into a row, each field by its own rule.</summary>
    internal static void Take(ToldOrganisation row, ValueReader values)
    {
        foreach (var field in All)
        {
            if (field.Rule is { } rule) row[field.Column] = rule(values);
        }
    }
}
