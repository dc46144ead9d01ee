using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Sql;

namespace MsoNetwork.PartnerCalls;

/// <summary>What the permission table needs to know of calls and of responses to them.</summary>
internal static class PartnerCallPermissions
{
    /// <summary>On <c>partner_calls AS c</c>.</summary>
    public static FactColumns Columns { get; } = new(["c.organisation_id"], IsShown: PartnerCallSql.Public);

    /// <summary>
    /// On <c>partner_call_responses AS r</c> and <c>partner_calls AS c</c>: a response that was taken back says nothing to the caller any
    /// more.
    /// </summary>
    public static FactColumns ResponseColumns { get; } =
        new(["c.organisation_id"], IsShown: "r.state <> 'Withdrawn'", Author: "r.organisation_id");

    /// <summary>Which responses the viewer sees, on <see cref="ResponseStore.From"/>.</summary>
    public static string Seen(Viewer viewer, SqlConditions conditions) =>
        Rights.Sql(viewer, Resource.PartnerCallResponse, Operation.See, ResponseColumns, conditions);

    /// <summary>The calls whose responses the viewer sees and counts.</summary>
    public static string OfCaller(Viewer viewer, SqlConditions conditions) =>
        Rights.Sql(viewer, Resource.PartnerCall, Operation.SeeResponses, Columns, conditions);

    /// <param name="call">The call.</param>
    /// <param name="seat">Its organisation's municipality, where a centre asks.</param>
    public static Facts Facts(ListedPartnerCall call, string? seat) => new()
    {
        IsShown = call.State is not (PartnerCallState.Draft or PartnerCallState.Withdrawn),
        Owners = [call.Call.OrganisationId],
        Seats = seat is null ? [] : [seat],
    };

    /// <param name="response">The response.</param>
    /// <param name="caller">Whose call it answers.</param>
    public static Facts Facts(PartnerCallResponse response, Guid caller) => new()
    {
        IsShown = response.State != ResponseState.Withdrawn,
        Owners = [caller],
        Author = response.OrganisationId,
    };
}
