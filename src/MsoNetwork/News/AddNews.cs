using System.Globalization;
using MsoNetwork.Errors;
using MsoNetwork.Feeds;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.News;

/// <summary>An entry as somebody writes it by hand.</summary>
public sealed record NewsInput(
    string Title, string Publisher, string Day, string? Url, string? Summary, IReadOnlyList<string> Topics, string? Region);

/// <summary>Adds an entry by hand, or changes the one with the same address.</summary>
public sealed class AddNews(
    NpgsqlDataSource database, ReferenceSnapshot<VocabularySet> vocabularies, ReferenceSnapshot<Gazetteer> gazetteer, TimeProvider time)
{
    private const string ByHand = "hand";

    /// <returns>False when it was there already, just so.</returns>
    /// <exception cref="NetworkException">Something in it is wrong.</exception>
    public async Task<bool> RunAsync(NewsInput input, CancellationToken cancellationToken)
    {
        if (PlainText.Of(input.Title, 300) is not { } title) throw NetworkException.Invalid("title", "title must not be empty.");
        if (PlainText.Of(input.Publisher, 200) is not { } publisher)
            throw NetworkException.Invalid("publisher", "publisher must not be empty.");
        if (!DateOnly.TryParseExact(input.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw NetworkException.Invalid("day", $"\"{input.Day}\" is no day; write it as 2026-11-29.");
        var url = input.Url is not { } typed ? null
            : PlainText.Link(Uri.TryCreate(typed, UriKind.Absolute, out var address) ? address : null)
                ?? throw NetworkException.Invalid("url", $"\"{typed}\" is no address; write it as https://example.org/page.");
        var terms = (await vocabularies.GetAsync(cancellationToken))[VocabularyName.Topics];
        if (input.Topics.FirstOrDefault(key => terms.ByKey(key) is null) is { } unknown)
            throw NetworkException.Invalid("topics", $"There is no topic \"{unknown}\"; keys stand in seeds/vocabularies/topics.csv.");
        if (input.Region is { } region && (await gazetteer.GetAsync(cancellationToken)).ByKey(region) is null)
            throw NetworkException.Invalid("region", $"There is no region \"{region}\"; take its AGS, for example 05315.");
        var item = new NewsItem(
            url ?? $"{day:yyyy-MM-dd} {title}", publisher, title, url, day, PlainText.Of(input.Summary, 600), input.Topics, input.Region);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await NewsStore.WriteAsync(connection, ByHand, [item], time.GetUtcNow(), cancellationToken) > 0;
    }
}
