using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using MsoNetwork.Accounts;

namespace MsoNetwork.Web.Commands;

internal static class AdministratorCommand
{
    public static Command Create()
    {
        var address = AddressArgument.Create();
        var remove = new Option<bool>("--remove") { Description = "Takes it away again; the account stays." };
        var command = new Command("administrator", "Makes whoever reads ADDRESS an administrator. They sign in as everybody does.")
        {
            address, remove,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var host = NetworkHost.CreateBuilder().Build();
            return await Failures.InWordsAsync("Nothing changed", async () =>
            {
                await using var scope = host.Services.CreateAsyncScope();
                var administrators = scope.ServiceProvider.GetRequiredService<Administrators>();
                var email = arguments.GetRequiredValue(address);
                if (arguments.GetValue(remove))
                {
                    var key = scope.ServiceProvider.GetRequiredService<ILookupNormalizer>().NormalizeEmail(email)!;
                    Console.WriteLine(await administrators.RemoveAsync(key, cancellationToken)
                        ? $"No administrator any more: {email}" : $"Was no administrator: {email}");
                    return 0;
                }

                Console.WriteLine(await administrators.AddAsync(email, cancellationToken)
                    ? $"Administrator: {email}. A link to sign in: msonet sign-in {email}" : $"Was an administrator already: {email}");
                return 0;
            });
        });
        return command;
    }
}
