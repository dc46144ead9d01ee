using Npgsql;

namespace MsoNetwork.Sql;

/// <summary>
/// A small pool of connections of its own for what reads everything (files, networks): however much of that is asked, it leaves the others
/// to pages and lists.
/// </summary>
/// <param name="database">The registry, with few connections.</param>
public sealed class LongReads(NpgsqlDataSource database) : IAsyncDisposable
{
    public const int Connections = 4;

    public NpgsqlDataSource Database => database;

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
