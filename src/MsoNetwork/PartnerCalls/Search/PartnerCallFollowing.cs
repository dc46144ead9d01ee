using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Changes;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using Npgsql;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>
/// The index of calls. Calls are thousands, not hundreds of thousands: it is the only engine for them, whatever is configured for
/// organisations (docs/decisions.md, 73).
/// </summary>
public sealed class PartnerCallIndex
{
    // Whether one is open depends on the moment, so no state is the usual one.
    public SearchIndex<PartnerCallFacts> Index { get; } = new(_ => true);
}

/// <summary>
/// How the index of calls is kept like the registry. What it says of a call depends on the organisation that calls, too
/// (docs/decisions.md, 74).
/// </summary>
public static class PartnerCallFollowing
{
    /// <summary>The follower's name.</summary>
    public const string Name = "partner calls";

    private static readonly string[] _subjects = [ChangeSubject.PartnerCall, ChangeSubject.Organisation, ChangeSubject.Region];

    internal static ChangeFollower Follow(IServiceProvider provider) => new(
        provider.GetRequiredService<NpgsqlDataSource>(),
        provider.GetRequiredService<ChangeListener>(),
        Target(provider.GetRequiredService<PartnerCallIndex>().Index, provider.GetRequiredService<ReferenceSnapshot<Gazetteer>>()),
        provider.GetRequiredService<TimeProvider>());

    private static ChangeTarget Target(SearchIndex<PartnerCallFacts> index, ReferenceSnapshot<Gazetteer> gazetteer)
    {
        async Task<BuiltTarget> BuildAsync(NpgsqlConnection connection, CancellationToken token)
        {
            var documents = await PartnerCallDocuments.ReadAsync(connection, await gazetteer.FreshAsync(token), "true", [], token);
            return new BuiltTarget(documents.Count, _ =>
            {
                index.Replace(documents);
                return Task.CompletedTask;
            });
        }

        async Task ApplyAsync(NpgsqlConnection connection, LoggedChanges changes, CancellationToken token)
        {
            var (calls, callers) = (changes.IdsOf(ChangeSubject.PartnerCall), changes.IdsOf(ChangeSubject.Organisation));
            if (calls.Length + callers.Length == 0) return;
            const string Changed = "(c.id = ANY($1) OR c.organisation_id = ANY($2))";
            var places = await gazetteer.GetAsync(token);
            var documents = await PartnerCallDocuments.ReadAsync(connection, places, Changed, [calls, callers], token);
            index.Apply(documents, [.. calls.Except(documents.Select(document => document.Id))]);
        }

        return new ChangeTarget(Name, _subjects, new FollowedRegions(gazetteer).BasisAsync, BuildAsync, ApplyAsync, () => index.Count);
    }
}
