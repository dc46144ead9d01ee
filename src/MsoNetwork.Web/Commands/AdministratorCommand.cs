using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using MsoNetwork.Accounts;

namespace MsoNetwork.Web.Commands;

/// <summary>administrator ADDRESS, and vocabulary-editor ADDRESS.</summary>
internal static class AdministratorCommand
{
    public static Command Create() =>
        Create(
            "administrator",
            Role.Administrator,
            "Administrator",
            "Makes whoever reads ADDRESS an administrator. They sign in as everybody does.");

    public static Command CreateForVocabularies() =>
        Create(
            "vocabulary-editor",
            Role.VocabularyEditor,
            "Editor of vocabularies",
            "Makes whoever reads ADDRESS an editor of vocabularies: they see what people search for in vain (missedSearches).");

    private static Command Create(string command, Role role, string called, string description)
    {
        var address = AddressArgument.Create();
        var remove = new Option<bool>("--remove") { Description = "Takes it away again; the account stays." };
        var made = new Command(command, description)
        {
            address, remove,
        };
        made.SetAction(async (arguments, cancellationToken) =>
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
                    Console.WriteLine(await administrators.RemoveAsync(key, cancellationToken, role)
                        ? $"No {Small(called)} any more: {email}" : $"Was no {Small(called)}: {email}");
                    return 0;
                }

                Console.WriteLine(await administrators.AddAsync(email, cancellationToken, role)
                    ? $"{called}: {email}. A link to sign in: msonet sign-in {email}" : $"Was an {Small(called)} already: {email}");
                return 0;
            });
        });
        return made;
    }

    private static string Small(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
