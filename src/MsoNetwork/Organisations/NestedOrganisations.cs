using GraphQL;
using GraphQL.DataLoader;
using MsoNetwork.Relay;
using Npgsql;

namespace MsoNetwork.Organisations;

/// <summary>
/// Pages of organisations below regions and umbrella bodies. All parents of one field are answered by one statement for the
/// rows (LATERAL, so that each parent has its own limit) and one for the counts, whatever their number.
/// </summary>
public sealed class NestedOrganisations(NpgsqlDataSource database)
{
    /// <summary>Parent: an AGS prefix. Digits sort before the colon, so this is the range of keys that begin with it.</summary>
    public const string Seated =
        "o.municipality_key >= parent.key COLLATE \"C\" AND o.municipality_key < (parent.key || ':') COLLATE \"C\"";

    /// <summary>Parent: an umbrella body's id.</summary>
    public const string Members = "o.id IN (SELECT member_id FROM memberships WHERE umbrella_id = parent.key::uuid)";

    private readonly Dictionary<object, Field> _fields = [];

    public IDataLoaderResult<OrganisationPage> Load(
        string relation,
        string parent,
        IResolveFieldContext context,
        Func<Task<OrganisationPage>> page
    )
    {
        // Siblings share the field of the document, and with it the arguments.
        lock (_fields)
        {
            if (!_fields.TryGetValue(context.FieldAst, out var field))
            {
                _fields.Add(context.FieldAst, field = new Field(database, relation, page, Selection.Below(context)));
            }

            return field.Pages.Load(parent, found => found!);
        }
    }

    private sealed class Field
    {
        private readonly NpgsqlDataSource _database;
        private readonly string _relation;
        private readonly Func<Task<OrganisationPage>> _page;
        private readonly HashSet<string> _selected;

        public Field(NpgsqlDataSource database, string relation, Func<Task<OrganisationPage>> page, HashSet<string> selected)
        {
            (_database, _relation, _page, _selected) = (database, relation, page, selected);
            Pages = new(FetchAsync);
        }

        public BatchLoader<string, OrganisationPage> Pages { get; }

        private async Task<IReadOnlyDictionary<string, OrganisationPage>> FetchAsync(
            IReadOnlyCollection<string> parents,
            CancellationToken cancellationToken
        )
        {
            var pages = new Dictionary<string, OrganisationPage>(StringComparer.Ordinal);
            foreach (var parent in parents)
            {
                var page = await _page();
                page.Criteria.Conditions.Add(
                    _relation.Replace("parent.key", page.Criteria.Conditions.Parameter(parent), StringComparison.Ordinal)
                );
                pages[parent] = page;
            }

            var first = await _page();
            if (_selected.Overlaps(["edges", "nodes", "pageInfo"])) await RowsAsync(first, pages, cancellationToken);
            if (_selected.Contains("totalCount")) await CountsAsync(first, pages, cancellationToken);
            return pages;
        }

        private async Task RowsAsync(
            OrganisationPage shape,
            Dictionary<string, OrganisationPage> pages,
            CancellationToken cancellationToken
        )
        {
            var (conditions, sql) = shape.SqlBelow(_relation);
            var keys = conditions.Parameter(pages.Keys.ToArray());
            await using var command = conditions.Command(
                _database,
                $"SELECT page.*, parent.key FROM unnest({keys}) AS parent(key) CROSS JOIN LATERAL ({sql}) AS page"
            );
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            var entries = pages.Keys.ToDictionary(key => key, _ => new List<ListedOrganisation>(), StringComparer.Ordinal);
            while (await rows.ReadAsync(cancellationToken)) entries[rows.GetString(rows.FieldCount - 1)].Add(shape.Read(rows));
            foreach (var (key, page) in pages) page.Fill(entries[key]);
        }

        private async Task CountsAsync(
            OrganisationPage shape,
            Dictionary<string, OrganisationPage> pages,
            CancellationToken cancellationToken
        )
        {
            var conditions = shape.Criteria.Conditions.Copy();
            var keys = conditions.Parameter(pages.Keys.ToArray());
            await using var command = conditions.Command(_database, $"""
                SELECT parent.key, (SELECT count(*)::int FROM organisations AS o WHERE {conditions.Where} AND {_relation}) FROM unnest({keys}) AS parent(key)
                """);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken)) pages[rows.GetString(0)].FillCount(rows.GetInt32(1));
        }
    }
}
