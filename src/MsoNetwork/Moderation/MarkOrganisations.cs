using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Merging;
using Npgsql;

namespace MsoNetwork.Moderation;

/// <summary>What a desk says of entries, one or many.</summary>
public enum Mark
{
    /// <summary>It is right as it stands.</summary>
    Confirmed,

    Active,

    Inactive,

    Dissolved,
}

/// <summary>Confirms or marks entries in the centre's name, each in a transaction of its own: one that fails holds up no other.</summary>
public sealed class MarkOrganisations(NpgsqlDataSource database, ChangeOrganisation change)
{
    /// <summary>In one go; a page of a list.</summary>
    public const int Most = 200;

    /// <returns>How many were marked, and those that could not be.</returns>
    public async Task<(int Done, IReadOnlyList<Guid> Left)> RunAsync(
        IReadOnlyCollection<Guid> organisations, Mark mark, CancellationToken cancellationToken)
    {
        var left = new List<Guid>();
        var all = organisations.Distinct().Take(Most).ToList();
        foreach (var organisation in all)
        {
            try
            {
                if (!await MarkAsync(organisation, mark, cancellationToken)) left.Add(organisation);
            }
            catch (NetworkException refusal) when (refusal.Code is ErrorCode.Forbidden or ErrorCode.NotFound)
            {
                left.Add(organisation); // another desk's, or gone
            }
        }

        return (all.Count - left.Count, left);
    }

    private async Task<bool> MarkAsync(Guid organisation, Mark mark, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await MergeTransaction.BeginShortAsync(connection, cancellationToken);
        if (mark == Mark.Confirmed)
        {
            await change.ConfirmInAsync(connection, organisation, cancellationToken);
        }
        else
        {
            var draft = OrganisationDraft.Of(new Dictionary<string, object?> { ["status"] = mark.ToString() });
            var (_, errors) = await change.UpdateInAsync(connection, organisation, null, draft, cancellationToken);
            if (errors.Count > 0) return false;
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
