using MsoNetwork.Inbox;
using Npgsql;

namespace MsoNetwork.Cooperations;

/// <summary>The mails about cooperations.</summary>
internal static class CooperationNotices
{
    /// <summary>The page of what one's organisation does with another one, by that one's slug.</summary>
    public static string Path(string slug) => $"organisationen/{slug}/zusammenarbeit";

    /// <summary>Tells one side what the other did.</summary>
    public static async Task TellAsync(
        Notices notices, NpgsqlConnection connection, string template, Cooperation cooperation, Guid to,
        CancellationToken cancellationToken)
    {
        var other = to == cooperation.FromId ? cooperation.ToId : cooperation.FromId;
        await using var command = new NpgsqlCommand("SELECT slug FROM organisations WHERE id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = other });
        if (await command.ExecuteScalarAsync(cancellationToken) is string slug)
            await notices.QueueAsync(connection, new Notice(template, to, other, cooperation.Title, Path(slug)), cancellationToken);
    }
}
