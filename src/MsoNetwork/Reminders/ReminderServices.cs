using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MsoNetwork.Inbox;

namespace MsoNetwork.Reminders;

/// <summary>This room's registration. A host that serves pages registers <see cref="ShowEntry"/> and its settings.</summary>
internal static class ReminderServices
{
    public static IServiceCollection AddReminders(this IServiceCollection services)
    {
        services.TryAddSingleton(ReminderSettings.Usual);
        return services
            .AddScoped<SendReminders>()
            .AddScoped<AnswerReminder>()
            .AddScoped<KeepTrue>()
            .AddScoped<UnansweredList>()
            .AddScoped<ReminderRequests>()
            .AddSingleton(new WaitingSource((provider, viewer, token) =>
                provider.GetRequiredService<UnansweredList>().EndedAsync(viewer, token)));
    }
}
