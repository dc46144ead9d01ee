using System.Net;
using System.Net.Sockets;
using MsoNetwork.Web.Serving;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Tests.Commands;

/// <summary>MSONET_URLS: what cannot be listened on is one sentence, wherever possible before anything is prepared.</summary>
[Trait("Speed", "Slow")]
public sealed class ListeningTests
{
    [Theory]
    [InlineData(null, "http://localhost:5080")]
    [InlineData("", "http://localhost:5080")]
    [InlineData("http://localhost:5194; http://127.0.0.1:0;", "http://localhost:5194", "http://127.0.0.1:0")]
    [InlineData("HTTP://*:80/", "HTTP://*:80/")]
    [InlineData(
        "http://[::1]:5194;http://+:5195;http://verzeichnis.example.org",
        "http://[::1]:5194",
        "http://+:5195",
        "http://verzeichnis.example.org"
    )]
    [InlineData("http://unix:/run/msonet/socket", "http://unix:/run/msonet/socket")]
    public void Addresses_are_taken_without_the_blanks_around_them(string? setting, params string[] addresses) =>
        Assert.Equal(addresses, ListeningAddresses.Of(setting));

    [Theory]
    [InlineData("http://localhost:5194/netz")]
    [InlineData("localhost:5194")]
    [InlineData("http://localhost:99999")]
    [InlineData("http://localhost:-1")]
    [InlineData("http://localhost:0")]
    [InlineData("http://localhost:http")]
    [InlineData("https://localhost:5194")]
    [InlineData("http://[1::2::3]:5194")]
    [InlineData("http://")]
    [InlineData("http://localhost:5194,http://localhost:5195")]
    [InlineData(" ; ")]
    public void What_is_no_address_to_listen_on_is_refused(string setting) =>
        Assert.StartsWith(
            "MSONET_URLS ",
            Assert.Throws<WrongSettingException>(() => ListeningAddresses.Of(setting)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_wrong_address_is_told_before_the_database_is_looked_for()
    {
        using var msonet = Serve("http://localhost:5194/netz", more: "--prepare");
        Assert.Equal(2, await msonet.EndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            "MSONET_URLS names \"http://localhost:5194/netz\"; it takes http:// addresses without a path, such as http://localhost:5080, "
                + "separated by semicolons.",
            Assert.Single(msonet.Lines)
        );
    }

    [Theory]
    [InlineData("http://*:5194")]
    [InlineData("http://0.0.0.0:5194")]
    [InlineData("http://[::]:5194")]
    [InlineData("http://localhost:5194; http://192.0.2.7:5195")]
    [InlineData("http://verzeichnis.example.org")]
    public async Task Where_others_reach_it_the_site_needs_its_own_address(string addresses)
    {
        using var msonet = Serve(addresses, publicUrl: "", "--prepare");
        Assert.Equal(2, await msonet.EndAsync(TestContext.Current.CancellationToken));
        Assert.Contains(
            "where other machines reach it; so MSONET_PUBLIC_URL must say", Assert.Single(msonet.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_one_sentence_and_exit_code_1() => await IsOneSentenceAsync("http://192.0.2.7:5194");

    [Fact]
    public async Task An_address_in_use_is_one_sentence_and_exit_code_1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await IsOneSentenceAsync($"http://{taken.LocalEndpoint}");
    }

    private static async Task IsOneSentenceAsync(string address)
    {
        using var msonet = Serve(address);
        Assert.True(await msonet.EndAsync(TestContext.Current.CancellationToken) == 1, msonet.Output);
        Assert.Single(msonet.Lines, line =>
            line.StartsWith($"Not started: What MSONET_URLS names ({address}) cannot be listened on here: ", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("SocketException", msonet.Output, StringComparison.Ordinal);
    }

    private static MsonetProcess Serve(string address, string publicUrl = "http://localhost", params string[] more) =>
        MsonetProcess.Start(
            "Host=127.0.0.1;Port=1;Database=x;Username=x",
            new Dictionary<string, string?> { ["MSONET_URLS"] = address, ["MSONET_PUBLIC_URL"] = publicUrl },
            ["serve", .. more]
        );
}
