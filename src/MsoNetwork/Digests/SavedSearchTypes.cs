using GraphQL.Types;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Digests;

public sealed class SavedSearchType : ObjectGraphType<SavedSearch>
{
    public SavedSearchType()
    {
        Name = "SavedSearch";
        Description = "A search whose news come by mail to the person who saved it, and a reminder of a training. Nobody else sees it.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("Global id, for node(id).")
            .Resolve(context => GlobalId.Encode("SavedSearch", context.Source.Id));
        Field<NonNullGraphType<SearchSubjectType>>("subject").Description("What it looks for.").From(search => search.Subject);
        Field<NonNullGraphType<StringGraphType>>("query")
            .Description("What follows the question mark in the address of the list's page; of a reminder, the training's slug.")
            .From(search => search.Query);
        Field<NonNullGraphType<StringGraphType>>("name").Description("The search in words, in its language.").From(search => search.Name);
        Field<NonNullGraphType<StringGraphType>>("language").Description("BCP 47 tag of its mails' language.")
            .From(search => search.Language);
        Field<NonNullGraphType<DigestRhythmType>>("rhythm").Description("How often it is told.").From(search => search.Rhythm);
        Field<NonNullGraphType<BooleanGraphType>>("isPaused").Description("Whether no mails come for now; what is new waits.")
            .From(search => search.IsPaused);
        Field<NonNullGraphType<DateTimeGraphType>>("createdAt").Description("When it was saved (UTC).")
            .From(search => search.CreatedAt.UtcDateTime);
    }
}

public sealed class SavedSearchEdgeType() : EdgeType<SavedSearch, SavedSearchType>(
    "SavedSearchEdge", "A saved search's place in a list.", "The saved search.", search => search);

public sealed class SavedSearchConnectionType() : ConnectionType<SavedSearch, SavedSearchEdgeType, SavedSearchType>(
    "SavedSearchConnection", "A page of saved searches (Relay cursor connection).", "saved searches", "cursor", "there are",
    search => search);

public sealed class SavedSearchPayloadType() : ResultPayloadType<SavedSearch, SavedSearchType>(
    "SavedSearchPayload", "What became of a saved search.", "savedSearch", "The saved search after the change.");

public sealed class DeletedSavedSearchPayloadType() : ResultPayloadType<SavedSearch, IdGraphType>(
    "DeletedSavedSearchPayload", "The result of deleting a saved search.", "deletedId", "The global id that it had.",
    search => GlobalId.Encode("SavedSearch", search.Id));

public sealed record SaveSearchInput(SearchSubject Subject, string Query, DigestRhythm Rhythm, string? Language) : MutationInput;

public sealed class SaveSearchInputType : MutationInputType<SaveSearchInput>
{
    public SaveSearchInputType()
        : base("SaveSearchInput", "A search whose news the person who asks wants by mail.")
    {
        Field<NonNullGraphType<SearchSubjectType>>("subject").Description("What it looks for. Of one training: remindOfTraining.");
        Field(input => input.Query).Description(
            $"What follows the question mark in the address of the list's page, up to {SavedSearch.LongestQuery} characters, for example "
            + "\"topics=education&near=05315000&km=20\"; empty for all of the list. What the page would not understand is INVALID_INPUT.");
        Field<NonNullGraphType<DigestRhythmType>>("rhythm").Description("How often it is told.");
        Field(input => input.Language, nullable: true)
            .Description("BCP 47 tag of the mails' language, one of the pages'; null: the account's.");
    }
}

public sealed record RemindOfTrainingInput : StepInput;

public sealed class RemindOfTrainingInputType() : StepInputType<RemindOfTrainingInput>(
    "RemindOfTrainingInput", "A training that the person who asks wants to be reminded of.", "The training's global id.");

public sealed record ChangeSavedSearchInput(DigestRhythm? Rhythm, bool? IsPaused) : StepInput;

public sealed class ChangeSavedSearchInputType : StepInputType<ChangeSavedSearchInput>
{
    public ChangeSavedSearchInputType()
        : base("ChangeSavedSearchInput", "Another rhythm or a pause of an own saved search.")
    {
        Field<DigestRhythmType>("rhythm").Description("How often it is told; null: as before.");
        Field(input => input.IsPaused, nullable: true).Description("Whether no mails come for now; null: as before.");
    }
}

public sealed record DeleteSavedSearchInput : StepInput;

public sealed class DeleteSavedSearchInputType() : StepInputType<DeleteSavedSearchInput>(
    "DeleteSavedSearchInput", "An own saved search that ends.");
