using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Entries;

/// <summary>This room's registration.</summary>
internal static class EntryServices
{
    public static IServiceCollection AddEntries(this IServiceCollection services) =>
        services.AddScoped<EntryDrafts>().AddScoped<EditEntry>().AddScoped<TellingFields>().AddScoped<RegisterOrganisation>();
}
