// One wrong arrow each, in the namespace of the room that must not have it: GuardTests asks whether the guard sees them.
#pragma warning disable CS9113 // a constructor's parameter is enough of an arrow

namespace MsoNetwork.PartnerCalls
{
    internal sealed class UpwardProbe(Matching.MatchStore matches)
    {
        public Matching.MatchStore Matches => matches;
    }

    internal sealed class ParameterProbe(Matching.Matcher matcher);

    internal sealed class LambdaProbe
    {
        public static Func<int> Later() => () => NetworkFilterOf(null).GetHashCode();

        private static object NetworkFilterOf(object? network) => network as Networks.Network ?? new object();
    }
}

namespace MsoNetwork.Cooperations
{
    internal sealed class SidewaysProbe(PartnerCalls.PartnerCall call)
    {
        public string Id => call.ToString()!;
    }
}

namespace MsoNetwork.Organisations
{
    internal static class FullyQualifiedProbe
    {
        public static bool Is(object value) => value is global::MsoNetwork.Matching.Matcher;
    }

    internal sealed class RootProbe(NetworkContext context)
    {
        public bool Is => context.ChangeTracker.HasChanges();
    }

    internal static class WebProbe
    {
        public static int Most() => Web.GraphQl.Limits.Request.Seconds;
    }

    internal static class InventedProbe
    {
        public static object Make() => typeof(Invented.SeedSynthetic);
    }

    internal static class PlansProbe
    {
        public static object Make() => typeof(GraphQlPlans.PlannedOperation);
    }

    internal static class TableProbe
    {
        private const string Joined = "SELECT count(*) FROM organisations AS o JOIN partner_calls ON true";

        public static string Sql(string name) => $"SELECT 1 FROM cooperations WHERE name = '{name}' {Joined}";

        public static string Listed() => "ANALYZE organisations, memberships, matching_preferences";
    }
}

namespace GraphQlPlans
{
    internal static class OursProbe
    {
        public static string Key(string key) => MsoNetwork.Text.Folding.SortKey(key);
    }
}

namespace MsoNetwork.Web.GraphQl
{
    internal static class AreaProbe
    {
        public static object Site() => typeof(NetworkSite);
    }
}
