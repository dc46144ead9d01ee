using MsoNetwork.Errors;
using Npgsql;

namespace MsoNetwork.News;

/// <summary>Adds an entry from the command line, or changes the one with the same address.</summary>
public sealed class AddNews(NpgsqlDataSource database, CheckNews check, TimeProvider time)
{
    /// <returns>False when it was there already, just so.</returns>
    /// <exception cref="NetworkException">Something in it is wrong.</exception>
    public async Task<bool> RunAsync(NewsInput input, CancellationToken cancellationToken)
    {
        var item = await check.RunAsync(input, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await NewsStore.WriteAsync(connection, NewsEntry.ByHand, [item], time.GetUtcNow(), cancellationToken) > 0;
    }
}
