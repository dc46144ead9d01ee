using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Duplicates;

/// <summary>This room's registration.</summary>
internal static class DuplicateServices
{
    public static IServiceCollection AddDuplicates(this IServiceCollection services) => services.AddSingleton<LikelyDuplicates>();
}
