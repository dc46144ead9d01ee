using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace MsoNetwork.Tests.SignIn;

/// <summary>An OpenID Connect provider on loopback (OpenIddict): whoever asks is the person that the test has put there.</summary>
internal sealed class LoopbackProvider : IAsyncDisposable
{
    public const string ClientId = "msonet";
    public const string ClientSecret = "the secret of the tests";
    private readonly WebApplication _site;

    private LoopbackProvider(WebApplication site) => _site = site;

    /// <summary>The claims of whoever signs in next.</summary>
    public List<(string Name, object Value)> Person { get; } = [];

    public string Address => _site.Urls.First() + "/";

    public static async Task<LoopbackProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        LoopbackProvider? provider = null;
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token");
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
            server.RegisterScopes(Scopes.Email, Scopes.Profile);
            server.EnableDegradedMode();
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId) context.Reject(OpenIddictConstants.Errors.InvalidClient);
                return default;
            }));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
                    context.Reject(OpenIddictConstants.Errors.InvalidClient);
                return default;
            }));
            server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                var identity = new ClaimsIdentity("Test", Claims.Name, Claims.Role);
                foreach (var (name, value) in provider!.Person)
                {
                    if (value is string[] several) identity.SetClaims(name, [.. several]);
                    else if (value is bool yes) identity.SetClaim(name, yes);
                    else identity.SetClaim(name, (string)value);
                }

                identity.SetScopes(context.Request.GetScopes());
                identity.SetDestinations(_ => [Destinations.IdentityToken]);
                context.SignIn(new ClaimsPrincipal(identity));
                return default;
            }));
        });
        var site = builder.Build();
        site.UseAuthentication();
        provider = new(site);
        await site.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
