using MsoNetwork.Tests.Import;

namespace MsoNetwork.Tests.Organisations;

/// <summary>Files and a contact that is hidden: what they bring stays hidden, and what they cannot see they do not clear.</summary>
[Trait("Speed", "Slow")]
public sealed class HiddenContactImportTests(TestCluster cluster)
{
    private const string Head = "external_id,name,town,email,phone,contact_visible_to\n";
    private const string Hidden = "coalesce((SELECT email FROM hidden_contacts AS h WHERE h.organisation_id = organisations.id), '-')";

    [Fact]
    public async Task It_comes_in_hidden_stays_so_and_changes_nothing_when_it_comes_again()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        const string Row = "1,Haus Hegrano,Köln,post@haus.example,0221 7654321,members\n";
        await network.ImportAsync(Head + Row, strict: true);
        Assert.Equal("-", await network.OfAsync("Haus Hegrano", "email"));
        Assert.Equal("post@haus.example", await network.OfAsync("Haus Hegrano", Hidden));
        var before = await network.EverythingAsync();
        Assert.Equal((0, 0, 1, 0), (await network.ImportAsync(Head + Row)).Counts());
        Assert.Equal(before, await network.EverythingAsync());

        // A file of what is public has an empty cell; another source would show it; and no file says that everybody may see it.
        await network.ImportAsync(Head + "1,Haus Hegrano,Köln,,,public\n");
        await network.ImportAsync("name,town,email\nHaus Hegrano,Köln,info@haus.example\n", source: "Quelle 0");
        Assert.Equal("-", await network.OfAsync("Haus Hegrano", "email"));
        Assert.Equal("post@haus.example", await network.OfAsync("Haus Hegrano", Hidden));
        Assert.Equal("Members", await network.OfAsync("Haus Hegrano", "contact_visible_to"));
    }
}
