using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;

namespace MsoNetwork.Logos;

/// <summary>One request's logos, in one statement.</summary>
public sealed class LogoLoader(FindLogo logos)
{
    public BatchLoader<Guid, ShownLogo> ByOrganisation { get; } =
        new(async (ids, token) => await logos.OfAsync([.. ids], token));
}

public sealed class LogoType : ObjectGraphType<ShownLogo>
{
    public LogoType()
    {
        Name = "Logo";
        Description = "An organisation's logo: WebP, at most 512 pixels wide and high, without metadata.";
        Field<NonNullGraphType<StringGraphType>>("url")
            .Description("Where it is, as a path on this site's address. Another logo has another one, so it may be kept for ever.")
            .From(logo => logo.Path);
        Field<NonNullGraphType<IntGraphType>>("width").Description("Pixels.").From(logo => logo.Width);
        Field<NonNullGraphType<IntGraphType>>("height").Description("Pixels.").From(logo => logo.Height);
    }
}

/// <summary>What this room adds to organisations.</summary>
public static class LogoQueries
{
    public static void AddTo(OrganisationType organisation) =>
        organisation.Field<LogoType>("logo")
            .Description("Its logo; null while it has set none.")
            .Resolve(context => context.RequestServices!.GetRequiredService<LogoLoader>()
                .ByOrganisation.Load(context.Source.Id, found => found));
}
