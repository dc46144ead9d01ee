using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MsoNetwork.Erasure;

/// <summary>This room's registration.</summary>
internal static class ErasureServices
{
    public static IServiceCollection AddErasure(this IServiceCollection services)
    {
        services.TryAddSingleton(new ErasureFiles(null, null));
        services.TryAddSingleton(RetentionPeriods.Usual);
        services.AddSingleton(provider => provider.GetRequiredService<RetentionPeriods>().OfLog);
        return services.AddScoped<EraseOrganisation>().AddScoped<ErasePerson>().AddScoped<StoredAboutMe>().AddScoped<ErasureRequests>()
            .AddSingleton<ApplyErasures>()
            .AddSingleton<ApplyRetention>().AddSingleton<RetentionReport>();
    }
}
