using System.Globalization;
using MsoNetwork.Errors;
using MsoNetwork.Feeds;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.News;

/// <summary>An entry as somebody writes it by hand.</summary>
public sealed record NewsInput(
    string Title, string Publisher, string Day, string? Url, string? Summary, IReadOnlyList<string> Topics, string? Region);

/// <summary>Reads what somebody wrote, as plain text, and says all that is wrong with it.</summary>
public sealed class CheckNews(
    ReferenceSnapshot<VocabularySet> vocabularies, ReferenceSnapshot<Gazetteer> gazetteer, TimeProvider time)
{
    private const int MostTopics = 20;

    /// <exception cref="NetworkException">INVALID_INPUT, each by the name of its field.</exception>
    public async Task<NewsItem> RunAsync(NewsInput input, CancellationToken cancellationToken)
    {
        var terms = (await vocabularies.GetAsync(cancellationToken))[VocabularyName.Topics];
        var regions = await gazetteer.GetAsync(cancellationToken);
        var reader = new InputReader();
        var title = reader.Read(() => PlainText.Of(input.Title, 300)
            ?? throw NetworkException.Invalid("title", "title must not be empty."));
        var publisher = reader.Read(() => PlainText.Of(input.Publisher, 200)
            ?? throw NetworkException.Invalid("publisher", "publisher must not be empty."));
        var day = reader.Read(() => Day(input.Day));
        var url = reader.Read(() => Url(input.Url));
        if (input.Topics.Count > MostTopics) reader.Refuse(NetworkException.TooMany("topics", input.Topics.Count, MostTopics, "keys"));
        else if (input.Topics.FirstOrDefault(key => terms.ByKey(key) is null) is { } unknown)
            reader.Refuse(NetworkException.Invalid("topics", $"There is no topic \"{unknown}\"; vocabulary(name: TOPICS) lists them."));
        if (input.Region is { } region && regions.ByKey(region) is null)
            reader.Refuse(NetworkException.Invalid("region", $"There is no region \"{region}\"; take its AGS, for example 05315."));
        reader.Done();
        return new(
            url ?? string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} {title}"), publisher, title, url, day,
            PlainText.Of(input.Summary, 600), [.. input.Topics.Distinct()], input.Region);
    }

    private DateOnly Day(string typed)
    {
        if (!DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw NetworkException.Invalid("day", $"\"{typed}\" is no day; write it as 2026-11-29.");
        // It would stand above all that comes until then.
        return day <= time.Today() ? day
            : throw NetworkException.Invalid(
                "day", $"{typed} is yet to come; day is when it was published, a deadline belongs in the text.");
    }

    private static string? Url(string? typed) => string.IsNullOrWhiteSpace(typed) ? null
        : PlainText.Link(Uri.TryCreate(typed.Trim(), UriKind.Absolute, out var address) ? address : null)
            ?? throw NetworkException.Invalid("url", $"\"{typed}\" is no address; write it as https://example.org/page.");
}
