using Npgsql;

namespace MsoNetwork.Import;

/// <summary>Lists that nobody went on with are not kept longer than was said.</summary>
public static class ExpiredUploads
{
    public static async Task SweepAsync(NpgsqlDataSource database, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var sweep = database.CreateCommand("DELETE FROM import_uploads WHERE expires_at <= $1");
        sweep.Parameters.Add(new() { Value = time.GetUtcNow() });
        await sweep.ExecuteNonQueryAsync(cancellationToken);
    }
}
