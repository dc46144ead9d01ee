using System.CommandLine;
using MsoNetwork.Accounts;
using MsoNetwork.Mail;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Commands;

internal static class SignInCommand
{
    private static readonly string[] Anywhere = ["*", "+", "0.0.0.0", "[::]"];

    public static Command Create()
    {
        var address = AddressArgument.Create();
        var command = new Command("sign-in", "Prints a link with which one signs in as ADDRESS, in any browser, once, for 15 minutes. "
            + "For whoever has the server's shell; no mail is sent.") { address };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var builder = NetworkHost.CreateBuilder();
            var origin = Origin(builder.Configuration);
            await using var host = builder.Build();
            return await Failures.InWordsAsync("No link", async () =>
            {
                await using var scope = host.Services.CreateAsyncScope();
                var ask = scope.ServiceProvider.GetRequiredService<AskToSignIn>();
                var link = await ask.LinkAsync(
                    new(arguments.GetRequiredValue(address), "de", token => new Uri($"{origin}/de/anmelden/link/{token}")),
                    cancellationToken
                );
                Console.WriteLine(link.AbsoluteUri);
                return 0;
            });
        });
        return command;
    }

    // Without a public address: where the server listens, as a browser on the same machine names it.
    private static string Origin(ConfigurationManager settings)
    {
        if (new SiteOrigin(settings).Given is { } given) return given;
        var first = settings["URLS"]?.Split(';')[0].Trim() is { Length: > 0 } listens ? listens.TrimEnd('/') : "http://localhost:5080";
        return Anywhere.Aggregate(first, (url, any) => url.Replace($"//{any}:", "//localhost:", StringComparison.Ordinal));
    }
}

/// <summary>A mail address on the command line.</summary>
internal static class AddressArgument
{
    public static Argument<string> Create() => new("ADDRESS")
    {
        Description = "A mail address.",
        CustomParser = result =>
        {
            if (MailAddress.Read(result.Tokens[0].Value) is { } address) return address;
            result.AddError($"This is no mail address: {result.Tokens[0].Value}");
            return "";
        },
    };
}
