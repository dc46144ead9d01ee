using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Sql;
using MsoNetwork.Vocabularies;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.ChangeFeed;

/// <summary>A change as people read it.</summary>
/// <param name="Generation">Of the feed: with the position, what names a change for good.</param>
/// <param name="Name">Of the entry, or of the one that it became part of; null when that is gone.</param>
/// <param name="Slug">The same one's.</param>
public sealed record NewestChange(
    Guid Generation, long Position, FeedKind Kind, IReadOnlyList<string> Fields, DateTimeOffset At, string? Name, string? Slug);

/// <summary>The newest changes first, for feed readers, which forget what they have not seen for long anyway.</summary>
public sealed class NewestChanges(
    NpgsqlDataSource database, ReferenceSnapshot<Gazetteer> gazetteer, ReferenceSnapshot<VocabularySet> vocabularies)
{
    // What was said of an entry that is gone is not told any more, only that it went.
    private const string Newest = """
        SELECT f.generation, p.position, p.kind, p.fields, p.published_at, o.name, o.slug
        FROM change_feed AS f, published_changes AS p LEFT JOIN organisations AS o ON o.id = coalesce(p.survivor_id, p.organisation_id)
        WHERE (p.kind = 'REMOVED' OR o.id IS NOT NULL)
            AND ($1 IS NULL OR p.regions IS NULL OR p.regions && $1 OR p.former_regions && $1)
            AND ($2 IS NULL OR p.topics IS NULL OR p.topics && $2 OR p.former_topics && $2)
        ORDER BY p.position DESC LIMIT $3
        """;

    /// <exception cref="MsoNetwork.Errors.NetworkException">INVALID_INPUT or NOT_FOUND for an unknown region or topic.</exception>
    public async Task<IReadOnlyList<NewestChange>> ReadAsync(FeedFilter filter, int most, CancellationToken cancellationToken)
    {
        var (regions, topics) = filter.Check(await gazetteer.GetAsync(cancellationToken), await vocabularies.GetAsync(cancellationToken));
        await using var command = database.CreateCommand(Newest);
        foreach (var keys in (string[]?[])[regions, topics])
            command.Parameters.Add(
                new() { Value = (object?)keys ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (long)most });
        return await command.ListAsync(row => new NewestChange(
            row.Value<Guid>(), row.Value<long>(), Enum.Parse<FeedKind>(row.Text(), ignoreCase: true), row.Value<string[]>(),
            row.Value<DateTimeOffset>(), row.TextOrNull(), row.TextOrNull()), cancellationToken);
    }
}
