using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using Npgsql;

namespace MsoNetwork.Trainings;

/// <summary>Finds the training that somebody wants to do something with, if they may, and writes what they do in their name.</summary>
public sealed class FindTraining(DbContext context, CurrentViewer current)
{
    /// <summary>In whose name a new one is made: the organisation or the centre that the viewer acts for.</summary>
    internal async Task<DoneBy> AsProviderAsync(CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var facts = viewer.ActsFor switch
        {
            OrganisationMembership own => new Facts { Owners = [own.Organisation] },
            CentreMembership centre => new Facts { Centre = centre.Centre },
            _ => new Facts(),
        };
        return Rights.Find(viewer, Resource.Training, Operation.Create, facts) is { Membership: not null } grant
            ? grant.By(viewer)
            : throw TrainingErrors.OnlyProviders();
    }

    /// <summary>The training with its dates, tracked, and who does it by right. Others' drafts are not there for them.</summary>
    internal async Task<(Training Training, DoneBy By)> ForAsync(Operation operation, Guid id, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var training = await context.Set<Training>().Include(one => one.Dates.OrderBy(date => date.Planned))
            .SingleOrDefaultAsync(one => one.Id == id, cancellationToken) ?? throw TrainingErrors.NotFound();
        var facts = TrainingPermissions.Facts(training);
        if (!Rights.Allows(viewer, Resource.Training, Operation.See, facts)) throw TrainingErrors.NotFound();
        return (training, (Rights.Find(viewer, Resource.Training, operation, facts) ?? throw TrainingErrors.Stranger()).By(viewer));
    }

    /// <summary>Refuses another version than the one that somebody has read.</summary>
    internal static void Expect(Training training, int? version)
    {
        if (version is { } read && read != training.Version) throw TrainingErrors.Changed();
    }

    /// <summary>Writes what was changed; of two at the same moment the second is refused.</summary>
    internal async Task SaveAsync(DoneBy by, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await by.Author.ApplyAsync((NpgsqlConnection)context.Database.GetDbConnection(), cancellationToken);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw TrainingErrors.Changed();
        }
        catch (DbUpdateException refused) when (TrainingErrors.Of(refused) is { } rule)
        {
            throw rule;
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The provider's organisation, for what only living ones do; null for a centre.</summary>
    internal async Task<KnownOrganisation?> LivingAsync(Guid? organisation, CancellationToken cancellationToken)
    {
        if (organisation is not { } id) return null;
        var known = await KnownOrganisation.ByIdAsync(context, id, cancellationToken) ?? throw TrainingErrors.OnlyProviders();
        return known.Status == OrganisationStatus.Dissolved ? throw TrainingErrors.Dissolved() : known;
    }
}
