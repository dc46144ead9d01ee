using MsoNetwork.Accounts;
using MsoNetwork.Inbox;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Reminders;

/// <summary>An entry that reminders have left to its centre.</summary>
/// <param name="Organisation">Whose entry it is.</param>
/// <param name="Since">Its last confirmation, or the day on which it was first said.</param>
/// <param name="WasConfirmed">Which of both.</param>
/// <param name="FirstAt">When the first mail was sent; null if none was.</param>
/// <param name="SecondAt">When the second mail was sent; null if none was.</param>
/// <param name="Reason">Why it is here.</param>
/// <param name="CentreAt">Since when.</param>
public sealed record UnansweredEntry(
    Guid Organisation, DateOnly Since, bool WasConfirmed, DateTimeOffset? FirstAt, DateTimeOffset? SecondAt, ReminderReason Reason,
    DateTimeOffset CentreAt);

/// <summary>What reminders have left to a desk: a centre's area, everything for administrators.</summary>
public sealed class UnansweredList(NpgsqlDataSource database, CurrentViewer current)
{
    private const string From = "reminders AS r JOIN organisations AS o ON o.id = r.organisation_id";

    private static readonly FactColumns Columns = new(["o.id"]) { Seat = "o.municipality_key" };

    private static readonly KeysetOrder<UnansweredEntry> Order = new("unanswered reminders", "r.organisation_id", one => one.Organisation)
    {
        Value = KeysetValue.Moment<UnansweredEntry>("r.centre_at", one => one.CentreAt),
    };

    /// <summary>What waits longest stands first.</summary>
    public async Task<ListPage<UnansweredEntry>> PageAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var conditions = new SqlConditions();
        conditions.Add("r.step = 'Centre' AND o.status = 'Active'");
        conditions.Add(Rights.Sql(await current.RequiredAsync(cancellationToken), Resource.Desk, Operation.See, Columns, conditions));
        return new(new KeysetList<UnansweredEntry>
        {
            Database = database,
            From = From,
            Conditions = conditions,
            Order = Order,
            Columns = "r.organisation_id, r.since, r.was_confirmed, r.first_at, r.second_at, r.reason, r.centre_at",
            Read = row => new UnansweredEntry(
                row.Value<Guid>(), row.Value<DateOnly>(), row.Value<bool>(), row.ValueOrNull<DateTimeOffset>(),
                row.ValueOrNull<DateTimeOffset>(), row.Member<ReminderReason>(), row.Value<DateTimeOffset>()),
        }, request);
    }

    /// <summary>How many wait there.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        await (await PageAsync(PageRequest.Check(1, null, null, null), cancellationToken)).TotalCountAsync(cancellationToken);

    /// <summary>For staff of centres: organisations of their area that want no reminders.</summary>
    internal async Task<IReadOnlyList<WaitingItem>> EndedAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        var staff = viewer with { Memberships = [.. viewer.Memberships.OfType<CentreMembership>()], Duties = [] };
        if (staff.Memberships.Count == 0) return [];
        var conditions = new SqlConditions();
        conditions.Add("r.step = 'Centre' AND r.reason = 'Ended' AND o.status = 'Active'");
        conditions.Add(Rights.Sql(staff, Resource.Desk, Operation.See, Columns, conditions));
        return await conditions.ListAsync(
            database,
            $"SELECT o.id, o.name, r.centre_at, o.slug FROM {From} WHERE {conditions.Where} ORDER BY o.id LIMIT {WaitingSource.Most}",
            row =>
            {
                var (id, name, since) = (row.Value<Guid>(), row.Text(), row.Value<DateTimeOffset>());
                return new WaitingItem("reminder", id, null, id, name, since, $"schreibtisch/organisationen/{row.Text()}");
            },
            cancellationToken);
    }
}
