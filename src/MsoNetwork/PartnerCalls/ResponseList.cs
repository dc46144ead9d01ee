using MsoNetwork.Accounts;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.PartnerCalls;

/// <summary>
/// Lists of responses, the newest first: ids are of version 7, so the id alone is the order. Each names who asks: what is not
/// for them is not even read.
/// </summary>
internal static class ResponseList
{
    /// <summary>Those to a call of the viewer's; the call is <c>parent.key</c>.</summary>
    public static KeysetList<PartnerCallResponse> OfCaller(NpgsqlDataSource database, Viewer viewer)
    {
        var conditions = new SqlConditions();
        conditions.Add("r.call_id = parent.key");
        conditions.Add($"{PartnerCallPermissions.OfCaller(viewer, conditions)} AND r.state <> 'Withdrawn'");
        return Of(database, conditions);
    }

    /// <summary>Those that the organisation that asks has written.</summary>
    public static KeysetList<PartnerCallResponse> OfResponder(NpgsqlDataSource database, Guid self)
    {
        var conditions = new SqlConditions();
        conditions.Add($"r.organisation_id = {conditions.Parameter(self)}");
        return Of(database, conditions);
    }

    private static KeysetList<PartnerCallResponse> Of(NpgsqlDataSource database, SqlConditions conditions) => new()
    {
        Database = database,
        From = ResponseStore.From,
        Conditions = conditions,
        Order = new("responses", "r.id", response => response.Id) { IdDescending = true },
        Columns = ResponseStore.Columns,
        Read = ResponseStore.Read,
    };
}
