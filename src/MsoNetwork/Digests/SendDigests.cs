using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Inbox;
using MsoNetwork.Mail;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Digests;

/// <summary>
/// Tells of what saved searches find and have not told yet. What is told and the mail that tells it are one transaction, so that whatever
/// dies, each is told once (docs/decisions.md, 421). Where nothing is new there is no mail.
/// </summary>
public sealed class SendDigests(
    NpgsqlDataSource database, MailQueue mails, IServiceProvider services, DigestSources sources, TimeProvider time)
{
    /// <summary>So many a mail names; of the others it says how many there are.</summary>
    public const int MostInMail = 30;

    /// <summary>A digest that could not be handed over so long is still read.</summary>
    private static readonly TimeSpan Useful = TimeSpan.FromDays(2);

    private const string Due = """
        SELECT id FROM saved_searches WHERE due_at <= $1 AND confirmed_at IS NOT NULL AND NOT is_paused ORDER BY due_at, id
        """;

    // Held until the mail is queued: of two instances at once the second passes by, and whoever ends it meanwhile waits.
    private const string Hold = """
        SELECT s.subject, s.query, s.name, s.language, s.rhythm, s.key, s.told, coalesce(s.address, p.email)
        FROM saved_searches AS s LEFT JOIN persons AS p ON p.id = s.person_id AND p.email_confirmed
        WHERE s.id = $1 AND s.due_at <= $2 AND s.confirmed_at IS NOT NULL AND NOT s.is_paused FOR UPDATE OF s SKIP LOCKED
        """;

    /// <summary>Queues the mails that are due. One search that fails holds up no other; it is tried again the next time.</summary>
    /// <returns>How many mails.</returns>
    /// <exception cref="AggregateException">What failed, at the end.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // Programs that serve no pages have no address to name.
        if (services.GetService<PageAddress>() is not { } address) return 0;
        var (sent, failures) = (0, new List<Exception>());
        foreach (var id in await DueAsync(cancellationToken))
        {
            try
            {
                if (await SendAsync(id, address, cancellationToken)) sent++;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                failures.Add(error);
            }
        }

        return failures.Count == 0 ? sent : throw new AggregateException(failures);
    }

    private async Task<IReadOnlyList<Guid>> DueAsync(CancellationToken cancellationToken)
    {
        await using var due = database.CreateCommand(Due);
        due.Parameters.Add(new() { Value = time.GetUtcNow() });
        return await due.ListAsync(row => row.Value<Guid>(), cancellationToken);
    }

    private async Task<bool> SendAsync(Guid id, PageAddress address, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var hold = new NpgsqlCommand(Hold, connection) { Parameters = { new() { Value = id }, new() { Value = now } } };
        if ((await hold.ListAsync(Read, cancellationToken)) is not [var search]) return false;
        var source = sources[search.Subject];
        var told = search.Told.ToHashSet(StringComparer.Ordinal);
        var news = MailAddress.Read(search.Email) is null ? []
            : (await source.FindAsync(search.Query, cancellationToken)).Where(one => told.Add(one.Key)).ToList();
        // Of what is new as a whole nothing else is said.
        var said = news.GroupBy(one => one.Of.Split(' ')[0])
            .SelectMany(about => about.FirstOrDefault(one => one.News == DigestNews.New) is { } whole ? [whole] : about.AsEnumerable())
            .ToList();
        var shown = await source.ShowAsync([.. said.Take(MostInMail)], search.Language, cancellationToken);
        await using var note = new NpgsqlCommand(
            "UPDATE saved_searches SET told = told || $2, due_at = $3 WHERE id = $1", connection)
        {
            Parameters =
            {
                new() { Value = id },
                new() { Value = news.Select(one => one.Key).ToArray() },
                new() { Value = DigestTimes.Next(search.Rhythm, now) },
            },
        };
        await note.ExecuteNonQueryAsync(cancellationToken);
        if (shown.Count > 0)
        {
            var draft = Draft(search, shown, Math.Max(0, said.Count - MostInMail), address);
            await mails.AddAsync(connection, draft, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return shown.Count > 0;
    }

    private MailDraft Draft(Held search, IReadOnlyList<DigestItem> shown, int more, PageAddress address) => new(
        search.Email!, "search-digest", search.Language, new Dictionary<string, object?>
        {
            ["about"] = search.Name,
            ["items"] = shown.Select(item => (IReadOnlyDictionary<string, object?>)new Dictionary<string, object?>
            {
                ["off"] = item.News == DigestNews.Off,
                ["moved"] = item.News == DigestNews.Moved,
                ["deadline"] = item.News == DigestNews.Deadline,
                ["soon"] = item.News == DigestNews.Soon,
                ["title"] = item.Title,
                ["detail"] = item.Detail,
                ["link"] = item.Link,
            }).ToList(),
            ["more"] = more,
            ["list_link"] = address(search.Language, sources[search.Subject].PathOf(search.Query)),
            ["manage_link"] = address(search.Language, $"gemerkt/{search.Key}"),
            ["end_link"] = address(search.Language, $"gemerkt/{search.Key}/ende"),
        })
    {
        Purpose = MailPurpose.Digest,
        Unsubscribe = address(search.Language, $"gemerkt/{search.Key}/ende"),
        UsefulFor = Useful,
    };

    private static Held Read(SqlRow row) => new(
        Enum.Parse<SearchSubject>(row.Text()), row.Text(), row.Text(), row.Text(), Enum.Parse<DigestRhythm>(row.Text()), row.Text(),
        row.Value<string[]>(), row.TextOrNull());

    private sealed record Held(
        SearchSubject Subject, string Query, string Name, string Language, DigestRhythm Rhythm, string Key, string[] Told, string? Email);
}
