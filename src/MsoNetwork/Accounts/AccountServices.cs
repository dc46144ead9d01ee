using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Accounts;

/// <summary>This room's registration.</summary>
internal static class AccountServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddScoped<Sessions>();
        return services;
    }
}
