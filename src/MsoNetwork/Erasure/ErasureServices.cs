using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MsoNetwork.Erasure;

/// <summary>This room's registration.</summary>
internal static class ErasureServices
{
    public static IServiceCollection AddErasure(this IServiceCollection services)
    {
        services.TryAddSingleton(new ErasureFiles(null, null));
        return services.AddScoped<EraseOrganisation>().AddScoped<ErasePerson>().AddScoped<StoredAboutMe>().AddScoped<ErasureRequests>()
            .AddSingleton<ApplyErasures>();
    }
}
