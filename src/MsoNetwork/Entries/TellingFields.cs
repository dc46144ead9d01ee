using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Entries;

/// <summary>
/// Which of an entry's own words, shown as they are, may tell where its protected place is: for whoever keeps the entry. To others the
/// answer itself would tell where to look.
/// </summary>
public sealed class TellingFields(NpgsqlDataSource database, CurrentViewer current)
{
    private static readonly FactColumns Columns = new(["o.id"]) { Seat = "o.municipality_key" };

    /// <summary>One request's, in one statement.</summary>
    public BatchLoader<Guid, IReadOnlyList<string>> ByOrganisation => field ??= new(OfAsync);

    /// <summary>Names of the fields as forms have them, by organisation; only of those that the viewer may change.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<string>>> OfAsync(
        IReadOnlyCollection<Guid> organisations, CancellationToken cancellationToken)
    {
        var viewer = await current.GetAsync(cancellationToken);
        if (!Rights.IsConceivable(viewer, Resource.Organisation, Operation.Change)) return new Dictionary<Guid, IReadOnlyList<string>>();
        var list = new SqlConditions();
        list.Add($"o.id = ANY ({list.Parameter(organisations.ToArray())}) AND o.location_protected");
        list.Add(Rights.Sql(viewer, Resource.Organisation, Operation.Change, Columns, list));
        var found = await list.ListAsync(
            database, $"SELECT o.id, unnest(fields_telling_place(o.id)) FROM organisations AS o WHERE {list.Where}",
            row => (Id: row.Value<Guid>(), Column: row.Text()), cancellationToken);
        return found.GroupBy(one => one.Id).ToDictionary(
            group => group.Key, IReadOnlyList<string> (group) => [.. group.Select(one => Name(one.Column))]);
    }

    /// <summary>What this room adds to organisations.</summary>
    public static void AddTo(OrganisationType organisation) =>
        organisation.Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("fieldsTellingPlace")
            .Description("For whoever may change the entry: fields, as in UpdateOrganisationInput, whose public words may tell where its "
                + "protected place is; partnerCalls and trainings where open ones do. Empty for everybody else.")
            .Resolve(context => context.RequestServices!.GetRequiredService<TellingFields>()
                .ByOrganisation.Load(context.Source.Id, found => found ?? []));

    private static string Name(string column) => column switch
    {
        "partner_calls" => "partnerCalls",
        "trainings" => "trainings",
        _ => OrganisationFields.All.Single(field => field.Column == column).Name.Split('.')[^1],
    };
}
