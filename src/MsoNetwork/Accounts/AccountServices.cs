using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Accounts;

/// <summary>This room's registration.</summary>
internal static class AccountServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<Person>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                identity.User.AllowedUserNameCharacters = ""; // the user name is the address, whose rules are its own
                identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            })
            .AddEntityFrameworkStores<DbContext>();
        services.AddScoped<Sessions>();
        services.AddScoped<AskToSignIn>();
        services.AddScoped<ProveSignIn>();
        services.AddScoped<Persons>();
        services.AddScoped<Administrators>();
        services.AddScoped<AccessTokens>();
        services.AddScoped<InstitutionRoles>();
        services.AddScoped<ChangeAddress>();
        services.AddScoped<EraseAccount>();
        return services;
    }
}
