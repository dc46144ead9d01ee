using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Messages;

/// <summary>This room's registration.</summary>
internal static class MessageServices
{
    public static IServiceCollection AddMessages(this IServiceCollection services) => services
        .AddSingleton<NetworkLimit>()
        .AddScoped<MessageRecipients>()
        .AddScoped<SendMessage>()
        .AddScoped<ConfirmMessage>()
        .AddScoped<AnswerMessage>()
        .AddScoped<MessageSwitch>()
        .AddScoped<MessageSwitches>()
        .AddScoped<MessageRequests>();
}
