using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.GraphQl;

/// <summary>Reads MSONET_GRAPHQL_PLANS: off leaves every query to GraphQL.NET's own executor, with the same answers.</summary>
internal static class PlanSetting
{
    public static bool IsOn(IConfiguration configuration) => configuration["GRAPHQL_PLANS"]?.Trim() switch
    {
        null or "" or "on" => true,
        "off" => false,
        var other => throw new WrongSettingException($"MSONET_GRAPHQL_PLANS is \"{other}\"; it takes on or off."),
    };
}
