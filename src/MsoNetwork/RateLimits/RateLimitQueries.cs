using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Relay;

namespace MsoNetwork.RateLimits;

public sealed class RateLimitType : ObjectGraphType<RequestBudget>
{
    public RateLimitType()
    {
        Name = "RateLimit";
        Description = "What whoever asks may still ask for. It is counted by cost and not by requests, for each access token, and for all "
            + "who have none together with their network (IPv4 /24, IPv6 /48).";
        Field<NonNullGraphType<IntGraphType>>("cost").Description("What this request costs, as in extensions.cost.")
            .Resolve(context => Clamp(context.Source.Cost));
        Field<NonNullGraphType<IntGraphType>>("limit").Description("What may be spent at once.")
            .Resolve(context => Clamp(context.Source.Policy!.Burst));
        Field<NonNullGraphType<IntGraphType>>("perSecond").Description("What comes back each second, up to the limit.")
            .Resolve(context => Clamp(context.Source.Policy!.PerSecond));
        Field<NonNullGraphType<IntGraphType>>("remaining").Description("What may be spent now, after this request.")
            .Resolve(context => Clamp(context.Source.State!.Value.Remaining));
        Field<NonNullGraphType<DateTimeGraphType>>("resetAt").Description("When the limit is whole again, if nothing more is asked.")
            .Resolve(context => context.Source.WholeAt.UtcDateTime);
    }

    private static int Clamp(long value) => (int)Math.Min(value, int.MaxValue);
}

/// <summary>rateLimit.</summary>
public static class RateLimitQueries
{
    public static void AddTo(ObjectGraphType query) =>
        query.Field<RateLimitType>("rateLimit").Description("What whoever asks may still ask for; null where nothing is counted.")
            .Resolve(context =>
            {
                PassingAnswer.Mark(context.UserContext);
                var budget = context.RequestServices!.GetRequiredService<RequestBudget>();
                return budget is { Client: not null, State: not null } ? budget : null;
            });

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddSingleton<RateLimiter>().AddSingleton<SharedSpending>().AddSingleton<DearTurns>().AddScoped<RequestBudget>();
        return services;
    }
}
