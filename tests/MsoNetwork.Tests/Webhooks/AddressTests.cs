using System.Net;
using MsoNetwork.Errors;
using MsoNetwork.Webhooks;

namespace MsoNetwork.Tests.Webhooks;

/// <summary>Webhooks lead into the public internet and nowhere else, when they are made and whenever they are told.</summary>
public sealed class AddressTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://localhost/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://192.168.1.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://0/")]
    [InlineData("https://nobody.invalid/")]
    [InlineData("http://1.1.1.1/")]
    [InlineData("https://1.1.1.1:8443/")]
    [InlineData("https://user@1.1.1.1/")]
    [InlineData("https://user:secret@1.1.1.1/")]
    [InlineData("https://1.1.1.1/#part")]
    [InlineData("ftp://1.1.1.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//1.1.1.1/")]
    [InlineData("")]
    public async Task Other_addresses_are_refused(string url)
    {
        var refusal = await Assert.ThrowsAsync<NetworkException>(() => new WebhookNetworks([]).ReadAsync(url, Token));
        Assert.Equal((ErrorCode.InvalidInput, "url"), (refusal.Code, refusal.Argument));
    }

    [Fact]
    public async Task A_public_address_is_taken_and_the_operators_networks_by_http_on_any_port()
    {
        var taken = await new WebhookNetworks([]).ReadAsync(" https://1.1.1.1/hook?a=b ", Token);
        Assert.Equal("https://1.1.1.1/hook?a=b", taken.AbsoluteUri);
        var own = new WebhookNetworks([IPNetwork.Parse("127.0.0.1/32")]);
        Assert.Equal("http://127.0.0.1:8080/", (await own.ReadAsync("http://127.0.0.1:8080/", Token)).AbsoluteUri);
        foreach (var other in (string[])["http://127.0.0.2/", "http://1.1.1.1/", "https://1.1.1.1:8080/", "https://10.0.0.1/"])
            await Assert.ThrowsAsync<NetworkException>(() => own.ReadAsync(other, Token));
    }

    /// <summary>A name that led to an allowed place when it was made, and leads elsewhere when it is told.</summary>
    [Fact]
    public async Task A_name_that_leads_into_a_private_network_later_is_not_followed()
    {
        await using var network = await HookedNetwork.NewAsync(cluster);
        await using var receiver = await Receiver.StartAsync();
        var byName = (await network.HookAsync(receiver.ByName)).Webhook.Id;
        var byNumber = (await network.HookAsync(receiver.Address)).Webhook.Id;
        await network.ChangeAsync(1);
        await network.Worker(new WebhookNetworks([])).RunAsync(Token);
        Assert.Empty(receiver.Messages);
        foreach (var id in (Guid[])[byName, byNumber])
            Assert.Equal("Address 1", await network.StateAsync(id, "failure, attempts"));
        network.Clock.Advance(TimeSpan.FromMinutes(1));
        await network.Worker().RunAsync(Token);
        Assert.Equal(2, receiver.Messages.Count);
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_by_the_name_of_its_field()
    {
        await using var network = await HookedNetwork.NewAsync(cluster);
        var (person, unconfirmed) = (await network.PersonAsync(), await network.PersonAsync(isConfirmed: false));
        Task<NetworkException> RefusedAsync(Guid who, string url, string[]? regions = null, string[]? topics = null) =>
            Assert.ThrowsAsync<NetworkException>(() => network.AsAsync(who, keep => keep.CreateAsync(new(url, regions, topics), Token)));
        var wrong = await RefusedAsync(person, "https://10.0.0.1/", ["99"], ["none"]);
        Assert.Equal(["url", "regions", "topics"], wrong.Others.Prepend(wrong).Select(one => one.Argument));
        Assert.Equal(ErrorCode.Forbidden, (await RefusedAsync(unconfirmed, "http://127.0.0.1:9/")).Code);
        for (var at = 0; at < Webhook.Most; at++) await network.HookAsync(new Uri($"http://127.0.0.1:{at + 1}/"), person);
        Assert.Equal(ErrorCode.LimitExceeded, (await RefusedAsync(person, "http://127.0.0.1:9/")).Code);
    }
}
