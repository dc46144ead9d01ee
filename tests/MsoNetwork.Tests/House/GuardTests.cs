namespace MsoNetwork.Tests.House;

/// <summary>The guard bites: each wrong arrow of Probes.cs is told, and nothing is told of what is right.</summary>
public sealed class GuardTests
{
    private static readonly IReadOnlyList<CompiledType> Probes =
        CompiledCode.Read(typeof(GuardTests).Assembly.Location, type => type.Name.EndsWith("Probe", StringComparison.Ordinal));

    [Theory]
    [InlineData("PartnerCalls.UpwardProbe", "PartnerCalls uses Matching", "Matching.MatchStore")]
    [InlineData("PartnerCalls.ParameterProbe", "PartnerCalls uses Matching", "Matching.Matcher")]
    [InlineData("PartnerCalls.LambdaProbe", "PartnerCalls uses Networks", "Networks.Network")]
    [InlineData("Cooperations.SidewaysProbe", "Cooperations uses PartnerCalls", "PartnerCalls.PartnerCall")]
    [InlineData("Organisations.FullyQualifiedProbe", "Organisations uses Matching", "Matching.Matcher")]
    [InlineData("Organisations.RootProbe", "Organisations uses roof", "NetworkContext")]
    [InlineData("Organisations.WebProbe", "Organisations uses web: GraphQl", "Web.GraphQl.Limits")]
    [InlineData("Organisations.InventedProbe", "Organisations uses Invented", "Invented.SeedSynthetic")]
    [InlineData("Web.GraphQl.AreaProbe", "web: GraphQl uses web", "Web.NetworkSite")]
    public void A_wrong_arrow_is_told(string probe, string says, string used) =>
        Assert.Contains($"{says}: MsoNetwork.{probe} -> MsoNetwork.{used}", Told($"MsoNetwork.{probe}"));

    [Fact]
    public void Plans_that_know_us_and_rooms_that_know_plans_are_told()
    {
        Assert.Equal(["GraphQlPlans uses Text: GraphQlPlans.OursProbe -> MsoNetwork.Text.Folding"], Told("GraphQlPlans.OursProbe"));
        Assert.Equal(
            ["Organisations uses GraphQlPlans: MsoNetwork.Organisations.PlansProbe -> GraphQlPlans.PlannedOperation"],
            Told("MsoNetwork.Organisations.PlansProbe")
        );
    }

    [Fact]
    public void A_foreign_table_is_told_wherever_in_a_text_it_is_named() => Assert.Equal(
        ["cooperations of Cooperations", "matching_preferences of Matching", "partner_calls of PartnerCalls"],
        OwnedTables.Foreign(Probes.Where(type => type.Name.EndsWith("TableProbe", StringComparison.Ordinal)), Floors.Documented)
            .Select(said => said["Organisations names ".Length..said.IndexOf(':', StringComparison.Ordinal)]).Distinct().Order());

    [Fact]
    public void Files_that_know_each_other_in_a_circle_are_told()
    {
        CompiledType Type(string name, params string[] uses) => new("Text", name, uses.ToDictionary(use => use, _ => "Text"), []);
        var types = new[] { Type("a", "b"), Type("b", "c"), Type("c", "b", "d"), Type("d"), Type("e", "f"), Type("f", "e") };
        var files = new Dictionary<string, string> { ["e"] = "both.cs", ["f"] = "both.cs" };
        Assert.Equal(["b c"], Cycles.Of(types, files).Select(circle => string.Join(' ', circle.Files)));
    }

    [Fact]
    public void The_floors_are_those_of_the_document()
    {
        var floors = Floors.Documented;
        Assert.True(floors.Of("Text") < floors.Of("Relay") && floors.Of("Relay") < floors.Of("Regions"));
        Assert.True(floors.Of("Organisations") < floors.Of("Permissions") && floors.Of("Permissions") < floors.Of("Cooperations"));
        Assert.True(floors.Of("Seeds") < floors.Of(CompiledCode.Roof) && floors.Of(CompiledCode.Roof) < floors.Of("web: GraphQl"));
        Assert.Null(floors.Of("Cellar"));
    }

    private static IEnumerable<string> Told(string probe) =>
        Arrows.Wrong(Probes.Where(type => type.Name == probe), Floors.Documented).Select(arrow => arrow.ToString());
}
