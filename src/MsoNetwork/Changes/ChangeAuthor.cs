using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>What kind of author a change has.</summary>
public enum ChangeAuthorKind
{
    /// <summary>Nobody said who: a rule of the database, or somebody at its console.</summary>
    System,
    Person,
    Organisation,
    Centre,
    Import,
    Seed,
}

/// <summary>By whom a change is, and from which source. Said to the transaction that writes; the log takes it from there.</summary>
/// <param name="Kind">What kind of author.</param>
/// <param name="Key">Which one: a person's or an organisation's id, a centre's key. Null where the kind says it all.</param>
/// <param name="Source">The name of the source that what is written comes from; null when it is the author's own word.</param>
public sealed record ChangeAuthor(ChangeAuthorKind Kind, string? Key = null, string? Source = null)
{
    private const string Say = """
        SELECT set_config('msonet.author_kind', $1, true), set_config('msonet.author_key', $2, true), set_config('msonet.source', $3, true),
            set_config('msonet.acts_for', $4, true)
        """;

    /// <summary>
    /// For whom the author acts, as "organisation/ID" or "centre/KEY"; empty for nobody. The log does not keep it: statements of an entry
    /// do (statements.sql), which name kinds and never persons.
    /// </summary>
    public string ActsFor { get; init; } = "";

    /// <summary>From here to the end of the connection's transaction, changes are by this author.</summary>
    /// <param name="connection">With an open transaction; without one this does nothing.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    public async Task ApplyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var say = new NpgsqlCommand(Say, connection);
        foreach (var value in Values) say.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        await say.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The same as first command of a batch, which is one transaction and one way to the database.</summary>
    public NpgsqlBatchCommand AsCommand()
    {
        var say = new NpgsqlBatchCommand(Say);
        foreach (var value in Values) say.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        return say;
    }

    private string[] Values => [Kind.ToString().ToLowerInvariant(), Key ?? "", Source ?? "", ActsFor];
}
