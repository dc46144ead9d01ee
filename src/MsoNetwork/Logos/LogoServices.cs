using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Logos;

/// <summary>This room's registration.</summary>
internal static class LogoServices
{
    public static IServiceCollection AddLogos(this IServiceCollection services) =>
        services.AddSingleton<FindLogo>().AddScoped<ChangeLogo>().AddScoped<LogoLoader>().AddScoped<LogoRequests>();
}
