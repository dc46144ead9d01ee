using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.TrainingImport;

/// <summary>This room's registration.</summary>
internal static class TrainingImportServices
{
    public static IServiceCollection AddTrainingImport(this IServiceCollection services) => services
        .AddScoped<ImportTrainings>()
        .AddScoped<TrainingSources>();
}
