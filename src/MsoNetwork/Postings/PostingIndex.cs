using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Changes;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Postings;

/// <summary>What is posted, and by whom, as documents of an index.</summary>
/// <param name="Name">What it holds, for logs and for whoever asks for its follower.</param>
/// <param name="Subject">Whose changes it follows, beside those of organisations and regions.</param>
/// <param name="Select">The statement up to its last condition, which follows.</param>
/// <param name="Table">The alias of the table with id and organisation_id.</param>
/// <param name="Read">Makes a document of a row.</param>
internal sealed record PostingDocuments<TFacts>(
    string Name, string Subject, string Select, string Table, Func<SqlRow, Gazetteer, IndexDocument<TFacts>> Read);

/// <summary>
/// An index that is kept like the registry; what it says of a posting depends on the organisation whose it is, too (docs/decisions.md, 74).
/// Postings are thousands, not hundreds of thousands: it is the only engine for them, whatever is configured for organisations
/// (docs/decisions.md, 73).
/// </summary>
public abstract class PostingIndex<TFacts>
{
    private readonly PostingDocuments<TFacts> _documents;

    private protected PostingIndex(PostingDocuments<TFacts> documents) => _documents = documents;

    /// <summary>Whether one is open or over depends on the moment, so no state is the usual one.</summary>
    public SearchIndex<TFacts> Index { get; } = new(_ => true);

    internal ChangeFollower Follow(IServiceProvider provider)
    {
        var gazetteer = provider.GetRequiredService<ReferenceSnapshot<Gazetteer>>();
        return new ChangeFollower(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<ChangeListener>(),
            new ChangeTarget(
                _documents.Name, [_documents.Subject, ChangeSubject.Organisation, ChangeSubject.Region],
                new FollowedRegions(gazetteer).BasisAsync,
                async (connection, token) => await BuildAsync(connection, await gazetteer.FreshAsync(token), token),
                async (connection, changes, token) => await ApplyAsync(connection, changes, await gazetteer.GetAsync(token), token),
                () => Index.Count),
            provider.GetRequiredService<TimeProvider>());
    }

    private async Task<BuiltTarget> BuildAsync(NpgsqlConnection connection, Gazetteer gazetteer, CancellationToken cancellationToken)
    {
        var documents = await ReadAsync(connection, gazetteer, "true", [], cancellationToken);
        return new BuiltTarget(documents.Count, _ =>
        {
            Index.Replace(documents);
            return Task.CompletedTask;
        });
    }

    private async Task ApplyAsync(
        NpgsqlConnection connection, LoggedChanges changes, Gazetteer gazetteer, CancellationToken cancellationToken)
    {
        var (own, organisations) = (changes.IdsOf(_documents.Subject), changes.IdsOf(ChangeSubject.Organisation));
        if (own.Length + organisations.Length == 0) return;
        var changed = $"({_documents.Table}.id = ANY($1) OR {_documents.Table}.organisation_id = ANY($2))";
        var documents = await ReadAsync(connection, gazetteer, changed, [own, organisations], cancellationToken);
        Index.Apply(documents, [.. own.Except(documents.Select(document => document.Id))]);
    }

    private async Task<List<IndexDocument<TFacts>>> ReadAsync(
        NpgsqlConnection connection, Gazetteer gazetteer, string condition, Guid[][] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_documents.Select + condition, connection);
        foreach (var list in ids) command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = list });
        return await command.ListAsync(row => _documents.Read(row, gazetteer), cancellationToken);
    }
}

/// <summary>How a room registers its index.</summary>
internal static class PostingIndexServices
{
    public static IServiceCollection AddPostingIndex<TIndex, TFacts>(this IServiceCollection services, string name)
        where TIndex : PostingIndex<TFacts> => services
        .AddSingleton<TIndex>()
        .AddFollower(name, provider => provider.GetRequiredService<TIndex>().Follow(provider));
}
