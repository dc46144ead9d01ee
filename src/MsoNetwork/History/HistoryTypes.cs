using System.Globalization;
using GraphQL.Types;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.History;

public sealed class HistorySourceType : EnumerationGraphType<HistorySource>
{
    public HistorySourceType() => (Name, Description) = ("HistorySource", "Who changed an entry.");
}

public sealed class HistoryFieldType : ObjectGraphType<HistoryField>
{
    public HistoryFieldType()
    {
        Name = "HistoryField";
        Description = "One field of an entry before and after.";
        Field(field => field.Field).Description("Its name in UpdateOrganisationInput; verification: who stands for the entry.");
        Field(field => field.Language, nullable: true).Description("BCP 47 tag of a text by language; null for all other fields.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("before").Description("Empty where there was no value.")
            .Resolve(context => EnumWords.Of(context.Source.Field, context.Source.Before));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("after").Description("Empty where there was no value.")
            .Resolve(context => EnumWords.Of(context.Source.Field, context.Source.After));
        Field(field => field.IsErased).Description("The values were taken out of the history: nobody can put them back.");
        Field(field => field.IsHidden).Description(
            "They were taken out because the entry does not show them to everybody today: they may stand in the entry.");
        Field(field => field.CanRestore).Description("Whether restoreOrganisation can put back what stood there, by what is hidden today.");
    }
}

public sealed class HistoryEntryNameType : ObjectGraphType<HistoryEntryName>
{
    public HistoryEntryNameType()
    {
        Name = "HistoryEntryName";
        Description = "An entry that another one was merged with.";
        Field<NonNullGraphType<IdGraphType>>("id").Description("Its id, also where it is part of another one.")
            .Resolve(context => GlobalId.Encode("Organisation", context.Source.Id));
        Field(entry => entry.Name, nullable: true).Description("As it is, or was at last; null where it was erased.");
        Field(entry => entry.Slug, nullable: true).Description("Null while it is part of another one.");
    }
}

public sealed class EntryChangeType : ObjectGraphType<EntryChange>
{
    public EntryChangeType()
    {
        Name = "EntryChange";
        Description = "One change of an entry.";
        Field<NonNullGraphType<StringGraphType>>("number").Description("For restoreOrganisation, and for after.")
            .Resolve(context => context.Source.Number.ToString(CultureInfo.InvariantCulture));
        Field<NonNullGraphType<DateTimeGraphType>>("at").Description("When.").Resolve(context => context.Source.At.UtcDateTime);
        Field<NonNullGraphType<HistorySourceType>>("by").Description("In which role, as far as it is known today.")
            .Resolve(context => context.Source.By.Source);
        Field<StringGraphType>("source").Description("Name of the centre, or of the source that was imported.")
            .Resolve(context => context.Source.By.Name);
        Field<StringGraphType>("person").Description("Name or address of a member of the organisation's own team; null for all others.")
            .Resolve(context => context.Source.By.Person);
        Field(change => change.Operation).Description(
            "insert, update, delete; merge or unmerge when the entry became one with another, or they became two again.");
        Field<HistoryEntryNameType>("other").Description("Of merge and unmerge: the other entry.").Resolve(context => context.Source.Other);
        Field(change => change.IsPart).Description("Of merge and unmerge: whether this is the entry that became part of the other.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<HistoryFieldType>>>>("fields").Description("What it changed.")
            .Resolve(context => context.Source.Fields);
    }
}

public sealed class EntryHistoryType : ObjectGraphType<EntryHistory>
{
    public EntryHistoryType()
    {
        Name = "EntryHistory";
        Description = "What changed in an entry. Shown only to its team, its integration centre and the administrators.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<EntryChangeType>>>>("changes").Description("The newest first.")
            .Resolve(context => context.Source.Changes);
        Field(history => history.HasMore).Description("Whether there are older ones: ask for those after the last number.");
        Field(history => history.Version).Description("The entry's version now, for expectedVersion.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<HistoryEntryNameType>>>>("merged")
            .Description("Entries that are part of this one now: history(merged:) reads theirs.").Resolve(context => context.Source.Merged);
    }
}

public sealed class RestoredOrganisationPayloadType : ResultPayloadType<RestoredOrganisation, OrganisationType>
{
    public RestoredOrganisationPayloadType()
        : base("RestoredOrganisationPayload", "What became of restoring an entry.", "organisation", "The entry as it is now.",
            result => result.Organisation)
    {
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("restored")
            .Description("Fields that have their former value again.").Resolve(context => context.Source.Result?.What.Restored ?? []);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("left")
            .Description("Fields that stay: erased from the history, hidden today, or not allowed by today's rules.")
            .Resolve(context => context.Source.Result?.What.Left ?? []);
    }
}
