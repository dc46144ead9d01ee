using Npgsql;

namespace MsoNetwork;

/// <summary>A number that changes with each committed change of public data; for ETags.</summary>
public sealed class RegistryVersion(NpgsqlDataSource database)
{
    public async Task<long> GetAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT registry_version()");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
