using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Import;

/// <summary>This room's registration.</summary>
internal static class ImportServices
{
    public static IServiceCollection AddImport(this IServiceCollection services)
    {
        services.AddSingleton<KeptPreviews>();
        services.AddSingleton<ImportCounts>();
        services.AddScoped<ImportDesk>();
        services.AddScoped<UploadFile>();
        services.AddScoped<MatchColumns>();
        services.AddScoped<DecideRows>();
        services.AddScoped<ImportRun>();
        services.AddScoped<ApplyImport>();
        services.AddScoped<UndoImport>();
        return services;
    }
}
