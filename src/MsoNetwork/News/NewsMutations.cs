using System.Globalization;
using GraphQL.Types;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.News;

public sealed class NewsPayloadType() : ResultPayloadType<NewsEntry, NewsEntryType>(
    "NewsPayload", "What became of an entry of the news.", "entry", "The entry.");

public sealed class WithdrawnNewsPayloadType() : ResultPayloadType<NewsEntry, IdGraphType>(
    "WithdrawnNewsPayload", "The result of taking an entry of the news down.", "withdrawnId", "The global id that it had.",
    entry => GlobalId.Encode("NewsEntry", entry.Id.ToString("N")));

public sealed record AddNewsInput(
    string Title, string Publisher, DateTime Day, string? Url, string? Summary, string[]? Topics, string? Region) : MutationInput
{
    internal NewsInput Content => NewsRequests.Content(Title, Publisher, Day, Url, Summary, Topics, Region);
}

public sealed record ChangeNewsInput(
    string Title, string Publisher, DateTime Day, string? Url, string? Summary, string[]? Topics, string? Region) : VersionedInput
{
    internal NewsInput Content => NewsRequests.Content(Title, Publisher, Day, Url, Summary, Topics, Region);
}

public sealed record WithdrawNewsInput : VersionedInput;

public sealed class AddNewsInputType : MutationInputType<AddNewsInput>
{
    public AddNewsInputType()
        : base("AddNewsInput", "Something that others published: title, day and link, no copy of the text. HTML becomes plain text.") =>
        NewsRequests.AddTo(this);
}

public sealed class ChangeNewsInputType : VersionedInputType<ChangeNewsInput>
{
    public ChangeNewsInputType()
        : base("ChangeNewsInput", "An entry that was made by hand, written anew.") => NewsRequests.AddTo(this);
}

public sealed class WithdrawNewsInputType() : VersionedInputType<WithdrawNewsInput>("WithdrawNewsInput", "The entry to be taken down.");

/// <summary>What programs ask of news: the pages' use cases, by global ids.</summary>
public sealed class NewsRequests(WriteNews write, NewsStore store)
{
    public Task<NewsEntry> AddAsync(AddNewsInput input, CancellationToken cancellationToken) =>
        write.AddAsync(input.Content, cancellationToken);

    public Task<NewsEntry> ChangeAsync(ChangeNewsInput input, CancellationToken cancellationToken) =>
        write.ChangeAsync(Id(input.Id), input.ExpectedVersion, input.Content, cancellationToken);

    public Task<NewsEntry> WithdrawAsync(WithdrawNewsInput input, CancellationToken cancellationToken) =>
        write.WithdrawAsync(Id(input.Id), input.ExpectedVersion, cancellationToken);

    public Task<NewsEntry?> FindAsync(Guid id, CancellationToken cancellationToken) => store.FindAsync(id, cancellationToken);

    /// <summary>What is left of an entry that was taken down: its id.</summary>
    public static NewsEntry Gone(Guid id) => new(id, "", "", null, default, null, [], null, default, NewsEntry.ByHand, null, 0);

    internal static NewsInput Content(
        string title, string publisher, DateTime day, string? url, string? summary, string[]? topics, string? region) =>
        new(title, publisher, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), url, summary, topics ?? [], region);

    internal static void AddTo<T>(InputObjectGraphType<T> type)
    {
        type.Field<NonNullGraphType<StringGraphType>>("title").Description("At most 300 characters.");
        type.Field<NonNullGraphType<StringGraphType>>("publisher").Description("Who published it.");
        type.Field<NonNullGraphType<DateGraphType>>("day").Description("When it was published, in Berlin; not in the future.");
        type.Field<StringGraphType>("url").Description("Where it stands. An address that is among the news already is refused.");
        type.Field<StringGraphType>("summary").Description("One or two sentences, at most 600 characters.");
        type.Field<ListGraphType<NonNullGraphType<StringGraphType>>>("topics").Description("Keys of TOPICS, at most 20.");
        type.Field<StringGraphType>("region").Description("Where it is for (AGS prefix); for everybody unless told.");
    }

    private static Guid Id(string id) => GlobalId.Required("NewsEntry", id, "id");
}

/// <summary>addNews, changeNews and withdrawNews.</summary>
public static class NewsMutations
{
    public static void AddTo(ObjectGraphType mutation)
    {
        var news = new UseCaseFields<NewsPayloadType, NewsEntry>(mutation, OrganisationLoaders.ReferenceAsync);
        // The use case writes the key itself, in its transaction.
        news.Add<AddNewsInputType, AddNewsInput, NewsRequests>(
            "addNews",
            new((requests, input, token) => requests.AddAsync(input, token), (_, _) => null,
                (requests, _, id, token) => requests.FindAsync(id, token)),
            "Enters something that others published. For integration centres, editors of the seeds and administrators.");
        news.Add<ChangeNewsInputType, ChangeNewsInput, NewsRequests>(
            "changeNews",
            new((requests, input, token) => requests.ChangeAsync(input, token), (_, _) => null,
                (requests, _, id, token) => requests.FindAsync(id, token)),
            "Replaces the content of an entry that was made by hand.");
        new UseCaseFields<WithdrawnNewsPayloadType, NewsEntry>(mutation, OrganisationLoaders.ReferenceAsync)
            .Add<WithdrawNewsInputType, WithdrawNewsInput, NewsRequests>(
                "withdrawNews",
                new((requests, input, token) => requests.WithdrawAsync(input, token), (_, _) => null,
                    (_, _, id, _) => Task.FromResult<NewsEntry?>(NewsRequests.Gone(id))),
                "Takes an entry down: nobody sees it any more, and no feed brings it again.");
    }
}
