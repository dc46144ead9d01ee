using Npgsql;

namespace MsoNetwork.Accounts;

/// <summary>
/// When a session or a token was used is noted for its owner; where nothing can be written, on a standby, it counts all the same.
/// </summary>
internal static class NotedUse
{
    public static async Task TryAsync(Func<Task> note)
    {
        try
        {
            await note();
        }
        catch (PostgresException readOnly) when (readOnly.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction)
        {
            // Noted the next time.
        }
    }
}
