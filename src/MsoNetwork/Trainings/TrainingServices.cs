using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Postings;
using MsoNetwork.Relay;
using MsoNetwork.Trainings.Search;

namespace MsoNetwork.Trainings;

/// <summary>This room's registration.</summary>
internal static class TrainingServices
{
    public static IServiceCollection AddTrainings(this IServiceCollection services) => services
        .AddScoped<FindTraining>()
        .AddScoped<WriteTraining>()
        .AddScoped<StepTraining>()
        .AddScoped<ChangeTrainingDate>()
        .AddScoped<TrainingRequests>()
        .AddScoped<TrainingLists>()
        .AddScoped<TrainingDates>()
        .AddPostingIndex<TrainingIndex, TrainingFacts>(TrainingIndex.Name)
        .AddSingleton<SearchTrainings>()
        .AddNodes<TrainingLists, Training>("Training", lists => lists.ById);
}
