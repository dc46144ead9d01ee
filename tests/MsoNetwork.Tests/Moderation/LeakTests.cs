using MsoNetwork.Accounts;
using MsoNetwork.Moderation;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Moderation;

/// <summary>
/// What waits, and what a centre notes, comes out nowhere. What is accepted does, which shows that the test would see it.
/// </summary>
public sealed class LeakTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Secret = "Xylophonschmuggel";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_is_in_no_list_search_index_tile_export_feed_count_or_cache()
    {
        var (organisation, slug) = await site.OrganisationAsync("05315");
        var staff = await site.StaffAsync("ki-koeln");
        var before = await PublicOutputs.OfAsync(site, slug, Secret);
        Assert.DoesNotContain(before, output => output.Key is not ("search" or "suggest") // which repeat what was asked
            && output.Value.Contains(Secret, StringComparison.OrdinalIgnoreCase));
        var correction = await site.CorrectionAsync(organisation, $$"""
            {"name":"{{Secret}} e.V.","alternateNames":["{{Secret}}"],"keywords":["{{Secret}}"],"website":"https://{{Secret}}.example",
            "email":"post@{{Secret}}.example","street":"{{Secret}}weg 1","topics":["sport-leisure"],
            "description":[{"language":"de","text":"{{Secret}}"}]}
            """);
        await site.SubmitAsync(new SubmittedCase(CaseKind.NewEntry, await site.PersonAsync(), "05315000")
        {
            Draft = $$"""{"name":"{{Secret}} Neu","town":"Köln","topics":["sport-leisure"]}""",
            Message = Secret,
        });
        await site.SubmitAsync(new SubmittedCase(CaseKind.Report, await site.PersonAsync(), "05315000")
        {
            Organisation = organisation,
            Message = Secret,
        });
        Assert.True(await site.AsAsync<Notes, bool>(staff, use => use.WriteAsync(organisation, null, Secret, Token)));
        // Not only without the word: everything is as it was, counts and facets among it.
        foreach (var (name, output) in await PublicOutputs.OfAsync(site, slug, Secret))
            Assert.True(before[name] == output, $"{name} has changed");

        Assert.Equal(DecisionOutcome.Done, (await site.AcceptAsync(staff, correction)).Outcome);
        var after = await PublicOutputs.OfAsync(site, slug, Secret);
        Assert.Contains(Secret, after["profile"], StringComparison.Ordinal);
        Assert.Contains(Secret, after["csv"], StringComparison.Ordinal);
        Assert.NotEqual(before["counts"], after["counts"]);
    }
}
