using MsoNetwork.Organisations;
using MsoNetwork.Sql;
using NpgsqlTypes;

namespace MsoNetwork.Cooperations;

/// <summary>Proposals and refusals are seen by the two, and by the centre where one of them has its seat.</summary>
internal static class CooperationSight
{
    /// <summary>Says who sees a cooperation, on <c>cooperations AS c</c>.</summary>
    public static string Sees(this Standing standing, SqlConditions conditions)
    {
        const string Public = "c.state IN ('Confirmed', 'Ended')";
        if (standing.Organisation is { } organisation)
        {
            var self = conditions.Parameter(organisation);
            return $"({Public} OR c.from_id = {self} OR c.to_id = {self})";
        }

        if (standing.Centre is null)
            return Public;
        var (within, except) = (
            conditions.Parameter(standing.Centre.RegionKey),
            conditions.Parameter(standing.Centre.ExceptRegionKey, NpgsqlDbType.Text)
        );
        return $"""
            ({Public} OR EXISTS (SELECT FROM organisations AS side WHERE side.id IN (c.from_id, c.to_id)
                AND starts_with(side.municipality_key, {within}) AND ({except} IS NULL OR NOT starts_with(side.municipality_key, {except}))))
            """;
    }
}
