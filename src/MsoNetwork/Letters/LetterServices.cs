using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Letters;

/// <summary>This room's registration.</summary>
internal static class LetterServices
{
    public static IServiceCollection AddLetters(this IServiceCollection services) =>
        services.AddScoped<IssueLetter>().AddScoped<LetterRequests>();
}
