using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Organisations;

/// <summary>One request's batches: one statement per relation, however many parents ask.</summary>
public sealed class OrganisationLoaders
{
    private static readonly EntryShape Shape = EntryShape.Of(OrganisationColumns.All);
    private readonly NpgsqlDataSource _database;
    private readonly ReferenceSnapshot<VocabularySet> _vocabularies;
    private readonly ReferenceSnapshot<Gazetteer> _gazetteer;

    public OrganisationLoaders(
        OrganisationStore store,
        ReferenceSnapshot<VocabularySet> vocabularies,
        ReferenceSnapshot<Gazetteer> gazetteer
    )
    {
        var database = store.Database;
        (_database, _vocabularies, _gazetteer) = (database, vocabularies, gazetteer);
        ById = new(async (ids, token) =>
        {
            await ReferenceAsync(token);
            var found = await store.ByIdsAsync(ids, OrganisationColumns.All, token);
            if (found.Count == ids.Count) return found;
            // What was merged is what it was merged into.
            var merged = await OrganisationRedirects.ByIdsAsync(database, [.. ids.Except(found.Keys)], token);
            if (merged.Count == 0) return found;
            var survivors = await store.ByIdsAsync([.. merged.Values.Distinct()], OrganisationColumns.All, token);
            var all = new Dictionary<Guid, OrganisationEntry>(found);
            foreach (var (old, survivor) in merged)
            {
                if (survivors.TryGetValue(survivor, out var entry)) all[old] = entry;
            }

            return all;
        });
        BySlug = new(async (slugs, token) =>
        {
            var found = new Dictionary<string, OrganisationEntry>(StringComparer.Ordinal);
            var sql = $"SELECT {Shape.Select} FROM organisations AS o WHERE o.slug = ANY($1)";
            await foreach (var row in RowsAsync(sql, slugs.ToArray(), token))
            {
                var entry = Shape.Read(row);
                found[entry.Slug] = entry;
            }

            return found;
        });
        BySlugOrMerged = new(async (slugs, token) =>
        {
            var found = new Dictionary<string, OrganisationEntry>(StringComparer.Ordinal);
            var sql = $"""
                SELECT {Shape.Select}, r.old_slug FROM organisations AS o LEFT JOIN organisation_redirects AS r
                    ON r.survivor_id = o.id AND r.old_slug = ANY($1)
                WHERE o.slug = ANY($1) OR r.old_id IS NOT NULL
                """;
            await foreach (var row in RowsAsync(sql, slugs.ToArray(), token))
            {
                var entry = Shape.Read(row);
                found[entry.Slug] = entry;
                if (!row.IsDBNull(row.FieldCount - 1)) found[row.GetString(row.FieldCount - 1)] = entry;
            }

            return found;
        });
        MergedFrom = new((ids, token) => OrganisationRedirects.IntoAsync(database, ids, token));
        MemberOf = new((ids, token) => UmbrellasAsync(ids, token));
        Sources = new(SourcesAsync);
        Boundaries = new(BoundariesAsync);
        RegionCounts = new((keys, token) => OrganisationCounts.ByRegionAsync(database, keys, token));
        RegionCountsWithoutOffices = new((keys, token) => OrganisationCounts.ByRegionAsync(database, keys, token, offices: false));
        TermCounts = new(
            async (keys, token) => await OrganisationCounts.ByTermAsync(database, await vocabularies.GetAsync(token), keys, token)
        );
    }

    public BatchLoader<Guid, OrganisationEntry> ById { get; }
    public BatchLoader<string, OrganisationEntry> BySlug { get; }

    /// <summary>The same for programs: what had this slug before it was merged is what it was merged into. Pages lead there.</summary>
    public BatchLoader<string, OrganisationEntry> BySlugOrMerged { get; }
    public BatchLoader<Guid, List<MergedOrganisation>> MergedFrom { get; }
    public BatchLoader<Guid, List<OrganisationEntry>> MemberOf { get; }
    public BatchLoader<Guid, List<OrganisationSource>> Sources { get; }
    public BatchLoader<string, JsonElement?> Boundaries { get; }
    public BatchLoader<string, int> RegionCounts { get; }

    /// <summary>The same without offices, as pages count.</summary>
    public BatchLoader<string, int> RegionCountsWithoutOffices { get; }
    public BatchLoader<TermCount, int> TermCounts { get; }

    private async Task<IReadOnlyDictionary<Guid, List<OrganisationEntry>>> UmbrellasAsync(
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<Guid, List<OrganisationEntry>>();
        var parents = new List<Guid>();
        var entries = new List<OrganisationEntry>();
        await foreach (var row in RowsAsync($"""
            SELECT {Shape.Select}, m.member_id FROM memberships AS m JOIN organisations AS o ON o.id = m.umbrella_id
            WHERE m.member_id = ANY($1) ORDER BY o.sort_name, o.id
            """, ids.ToArray(), cancellationToken))
        {
            parents.Add(row.GetGuid(row.FieldCount - 1));
            entries.Add(Shape.Read(row));
        }

        for (var i = 0; i < parents.Count; i++)
        {
            if (!found.TryGetValue(parents[i], out var list)) found.Add(parents[i], list = []);
            list.Add(entries[i]);
        }

        return found;
    }

    private async Task<IReadOnlyDictionary<Guid, List<OrganisationSource>>> SourcesAsync(
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken
    )
    {
        var found = ids.ToDictionary(id => id, _ => new List<OrganisationSource>());
        await foreach (var row in RowsAsync("""
            SELECT organisation_id, name, external_id, CASE WHEN NOT tells_own_place(organisation_id, url) THEN url END,
                retrieved_on, licence, confidence FROM organisation_sources
            WHERE organisation_id = ANY($1) ORDER BY retrieved_on DESC NULLS LAST, name, external_id
            """, ids.ToArray(), cancellationToken))
        {
            found[row.GetGuid(0)].Add(new OrganisationSource
            {
                OrganisationId = row.GetGuid(0),
                Name = row.GetString(1),
                ExternalId = row.GetString(2),
                Url = row.IsDBNull(3) ? null : row.GetString(3),
                RetrievedOn = row.IsDBNull(4) ? null : row.GetFieldValue<DateOnly>(4),
                Licence = row.IsDBNull(5) ? null : row.GetString(5),
                Confidence = row.IsDBNull(6) ? null : Enum.Parse<SourceConfidence>(row.GetString(6)),
            });
        }

        return found;
    }

    private async Task<IReadOnlyDictionary<string, JsonElement?>> BoundariesAsync(
        IReadOnlyCollection<string> keys,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<string, JsonElement?>(StringComparer.Ordinal);
        await foreach (
            var row in RowsAsync(
                "SELECT region_key, ST_AsGeoJSON(geometry, 6) FROM region_boundaries WHERE region_key = ANY($1)",
                keys.ToArray(),
                cancellationToken
            )
        )
        {
            using var json = JsonDocument.Parse(row.GetString(1));
            found[row.GetString(0)] = json.RootElement.Clone();
        }

        return found;
    }

    /// <summary>Loads the terms and regions that fields below read from memory.</summary>
    public static async Task ReferenceAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(cancellationToken);
        await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(cancellationToken);
    }

    /// <summary>The fields below read terms and regions from memory.</summary>
    private async ValueTask ReferenceAsync(CancellationToken cancellationToken)
    {
        await _vocabularies.GetAsync(cancellationToken);
        await _gazetteer.GetAsync(cancellationToken);
    }

    private async IAsyncEnumerable<NpgsqlDataReader> RowsAsync<T>(
        string sql, T keys, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ReferenceAsync(cancellationToken);
        await using var command = _database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = keys });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) yield return rows;
    }
}
