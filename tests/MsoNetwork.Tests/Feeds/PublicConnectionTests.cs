using System.Net;
using Microsoft.AspNetCore.Http;
using MsoNetwork.Feeds;
using MsoNetwork.Tests.News;

namespace MsoNetwork.Tests.Feeds;

/// <summary>
/// Names whose answers change (DNS rebinding): 127.0.0.1 stands for the public internet, 127.0.0.2 for a network behind us.
/// </summary>
public sealed class PublicConnectionTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly IPAddress Public = IPAddress.Loopback;
    private static readonly IPAddress Private = IPAddress.Parse("127.0.0.2");

    [Fact]
    public async Task A_connection_goes_to_the_address_that_was_checked_however_the_name_changes()
    {
        await using var outside = await FeedServer.SayAsync("public");
        await using var inside = await InsideAsync(outside);
        var answers = new Answers([Public], [Private]);
        using var client = Client(answers);
        var address = Named(outside.Address);
        Assert.Equal("public", await client.GetStringAsync(address, Token));
        Assert.Equal(1, answers.Asked); // once for each connection: what was checked is what is connected to
        Assert.Equal("public", await client.GetStringAsync(address, Token)); // by the connection that is there
        Assert.Equal(1, answers.Asked);
        Assert.Empty(inside.Asked);
    }

    [Fact]
    public async Task A_name_that_leads_inside_for_the_next_connection_is_refused()
    {
        await using var outside = await FeedServer.StartAsync(context =>
        {
            context.Response.Headers.Connection = "close";
            return context.Response.WriteAsync("public");
        });
        await using var inside = await InsideAsync(outside);
        var answers = new Answers([Public], [Private], [Public]);
        using var client = Client(answers);
        var address = Named(outside.Address);
        Assert.Equal("public", await client.GetStringAsync(address, Token));
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(address, Token));
        Assert.IsType<FeedRefusedException>(refused.InnerException);
        Assert.Equal(2, answers.Asked); // a refusal does not ask again until it is told what it likes
        Assert.Equal("public", await client.GetStringAsync(address, Token));
        Assert.Empty(inside.Asked);
    }

    [Fact]
    public async Task A_name_that_leads_outside_and_inside_at_once_is_refused()
    {
        await using var outside = await FeedServer.SayAsync("public");
        await using var inside = await InsideAsync(outside);
        foreach (var both in (IPAddress[][])[[Public, Private], [Private, Public], []])
        {
            using var client = Client(new Answers(both));
            var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(Named(outside.Address), Token));
            Assert.IsType<FeedRefusedException>(refused.InnerException);
        }

        Assert.Empty(outside.Asked);
        Assert.Empty(inside.Asked);
    }

    // At the same port, so that a connection that went there would be answered.
    private static Task<FeedServer> InsideAsync(FeedServer outside) =>
        FeedServer.StartAsync(context => context.Response.WriteAsync("secret"), "127.0.0.2", outside.Address.Port);

    private static HttpClient Client(Answers answers) =>
        new(PublicConnections.NewHandler(address => address.Equals(Public), answers.ResolveAsync));

    private static Uri Named(Uri server) => new UriBuilder(server) { Host = "rebinding.example.org" }.Uri;

    /// <summary>A resolver with another answer each time; the last one stays.</summary>
    private sealed class Answers(params IPAddress[][] answers)
    {
        private int _asked;

        public int Asked => _asked;

        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
        {
            Assert.Equal("rebinding.example.org", host);
            return Task.FromResult(answers[Math.Min(Interlocked.Increment(ref _asked), answers.Length) - 1]);
        }
    }
}
