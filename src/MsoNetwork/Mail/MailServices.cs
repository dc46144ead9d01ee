using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Mail;

/// <summary>This room's registration. A host that sends registers a <see cref="MailOutlet"/> and the courier.</summary>
internal static class MailServices
{
    public static IServiceCollection AddMail(this IServiceCollection services) =>
        services.AddSingleton<MailQueue>().AddSingleton<MailAddresses>().AddSingleton<TakeDeliveryReport>();
}
