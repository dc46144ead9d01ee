using System.Net;
using MsoNetwork.Accounts;
using MsoNetwork.Reference;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.Trainings;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>GET: what may be kept, for how long, and when it is no longer right.</summary>
[Trait("Speed", "Medium")]
public sealed class CachingTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Query = "{ region(key: \"05358\") { name } }";

    [Fact]
    public async Task An_answer_by_GET_may_be_kept_and_is_confirmed_without_being_sent_again()
    {
        var first = await GetAsync(Query);
        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.StartsWith("W/\"", first.Headers["ETag"], StringComparison.Ordinal);
        Assert.Contains("public", first.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Contains("Accept", first.Headers["Vary"], StringComparison.Ordinal);
        // The first answers after the start load the regions, which makes new tags.
        var second = first;
        await UntilAsync(async () => (second = await GetAsync(Query, second.Headers["ETag"])).Status == HttpStatusCode.NotModified);
        Assert.Equal("", second.Text);
        Assert.True(second.Headers.ContainsKey("ETag"));
    }

    [Fact]
    public async Task A_change_in_the_registry_makes_the_answer_new()
    {
        var before = (await GetAsync(Query)).Headers["ETag"];
        await RenameAsync("Kreis Düren (neu)");
        var after = await GetAsync(Query, before);
        Assert.Equal(HttpStatusCode.OK, after.Status);
        // The listener hears of it a moment later; whoever got the old name with the new version gets a new tag then.
        await UntilAsync(async () => (await GetAsync(Query, after.Headers["ETag"])) is var last
            && (last.Status == HttpStatusCode.NotModified ? after : last).Text.Contains("(neu)", StringComparison.Ordinal));
        await RenameAsync("Kreis Düren");
    }

    [Theory]
    [InlineData("searchOrganisations", "Quallenzucht", "organisations SET alternate_names = '{Quallenzucht}' WHERE id")]
    [InlineData("searchPartnerCalls", "Seesterne", """partner_calls SET titles = '{"de": "Seesterne"}' WHERE organisation_id""")]
    [InlineData("searchTrainings", "Muschelkonzert", "trainings SET title = 'Muschelkonzert' WHERE organisation_id")]
    public async Task A_search_is_not_confirmed_when_the_index_has_caught_up_later_than_the_registry(
        string search, string word, string change)
    {
        var (id, _) = await site.OrganisationAsync("05315");
        var lead = await site.PersonAsync(new OrganisationPerson { OrganisationId = id, Role = Role.Lead });
        await PostAsync(lead);
        var query = $"{{ {search}(query: \"{word}\") {{ nodes {{ id }} }} }}";
        var answer = await GetAsync(query);
        Assert.Equal(0, Found(answer));
        await site.RunAsync($"UPDATE {change} = '{id}'");
        // As a client does that keeps the last answer: asked at once, the words may not be indexed yet.
        await UntilAsync(async () =>
        {
            if (await GetAsync(query, answer.Headers["ETag"]) is { Status: not HttpStatusCode.NotModified } other) answer = other;
            return Found(answer) == 1;
        });

        int Found(Answer from) => from.Data.GetProperty(search).GetProperty("nodes").GetArrayLength();
    }

    [Theory]
    [InlineData("{ nothing }")]
    [InlineData("{ places(query: \"bonn\", first: 0) { name } }")]
    public async Task An_answer_with_errors_is_not_kept(string query)
    {
        var answer = await GetAsync(query);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.False(answer.Headers.ContainsKey("ETag"));
        Assert.NotEqual(HttpStatusCode.NotModified, (await GetAsync(query, "*")).Status);
    }

    [Fact]
    public async Task An_answer_by_POST_is_not_kept() => Assert.Equal("no-store", (await site.AskAsync(Query)).Headers["Cache-Control"]);

    [Fact]
    public async Task HEAD_gives_the_headers_of_GET()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, Address(Query));
        var answer = await site.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, ""), (answer.Status, answer.Text));
        Assert.True(answer.Headers.ContainsKey("ETag"));
    }

    [Fact]
    public async Task A_snapshot_that_was_invalidated_while_it_was_loaded_is_loaded_once_more()
    {
        var loads = 0;
        ReferenceSnapshot<string>? snapshot = null;
        using var made = snapshot = new ReferenceSnapshot<string>(_ =>
        {
            if (++loads == 1) snapshot!.Invalidate();
            return Task.FromResult($"{loads}");
        });
        Assert.Equal("1", await made.GetAsync(TestContext.Current.CancellationToken));
        Assert.Equal("2", await made.GetAsync(TestContext.Current.CancellationToken));
        Assert.Equal("2", await made.GetAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_loaded_anew_keeps_its_old_value()
    {
        var works = true;
        using var snapshot = new ReferenceSnapshot<string>(_ => works ? Task.FromResult("old") : throw new IOException());
        await snapshot.GetAsync(TestContext.Current.CancellationToken);
        works = false;
        snapshot.Invalidate();
        Assert.Equal("old", await snapshot.GetAsync(TestContext.Current.CancellationToken));
    }

    // An open call and a training.
    private async Task PostAsync(Guid lead)
    {
        var texts = new[] { new { language = "de", title = "Raum gesucht (erfunden)", text = "Für Proben." } };
        var call = (await site.DoAsync(
            lead, "createPartnerCall", new { content = new { direction = "SEEKS", subject = "ROOMS", texts } }, "result { id version }"))
            .WithoutErrors().GetProperty("result");
        (await site.DoAsync(lead, "openPartnerCall", new
        {
            id = call.GetProperty("id").GetString(),
            version = call.GetProperty("version").GetInt32(),
        }, "result { id }")).WithoutErrors();
        var training = (await site.DoAsync(
            lead, "createTraining", new { content = TrainingTests.Evenings("Abende (erfunden)", ("startsOn", "2037-06-09")) },
            "training { id version }")).WithoutErrors().GetProperty("training");
        (await site.DoAsync(lead, "publishTraining", new
        {
            id = training.GetProperty("id").GetString(),
            version = training.GetProperty("version").GetInt32(),
        }, "training { id }")).WithoutErrors();
    }

    private static string Address(string query) => "/graphql?query=" + Uri.EscapeDataString(query);

    private async Task<Answer> GetAsync(string query, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(query));
        if (ifNoneMatch is not null) request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return await site.SendAsync(request);
    }

    private async Task RenameAsync(string name)
    {
        await using var command = site.Database.CreateCommand("UPDATE regions SET name = @name WHERE key = '05358'");
        command.Parameters.AddWithValue("name", name);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tenths = 0; !await holds(); tenths++)
        {
            Assert.True(tenths < 100, "ten seconds have passed");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
