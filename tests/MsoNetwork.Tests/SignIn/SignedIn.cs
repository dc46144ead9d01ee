using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MsoNetwork.Accounts;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Tests.SignIn;

/// <summary>Persons for tests, and browsers in which they are signed in: a session in the database and the cookie that names it.</summary>
internal static class SignedIn
{
    /// <summary>A person with roles; made once per address.</summary>
    /// <param name="site">Of a running site.</param>
    /// <param name="email">A role address, for example lead@example.org.</param>
    /// <param name="affiliations">
    /// <see cref="OrganisationPerson"/>, <see cref="CentrePerson"/>, <see cref="Duty"/>; their person is filled in.
    /// </param>
    public static async Task<Guid> PersonAsync(IServiceProvider site, string email, params object[] affiliations)
    {
        await using var scope = site.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        if (await people.FindByEmailAsync(email) is not { } person)
        {
            person = new Person { Id = Guid.NewGuid(), UserName = email, Email = email, EmailConfirmed = true };
            Assert.True((await people.CreateAsync(person)).Succeeded);
        }

        var context = scope.ServiceProvider.GetRequiredService<DbContext>();
        foreach (var one in affiliations)
        {
            if (one is OrganisationPerson ofOrganisation) ofOrganisation.PersonId = person.Id;
            if (one is CentrePerson ofCentre) ofCentre.PersonId = person.Id;
            if (one is Duty duty) duty.PersonId = person.Id;
            context.Add(one);
        }

        await context.SaveChangesAsync();
        return person.Id;
    }

    /// <summary>The value of the header Cookie of a browser in which the person is signed in.</summary>
    public static async Task<string> CookieAsync(IServiceProvider site, Guid person)
    {
        await using var scope = site.CreateAsyncScope();
        var session = await scope.ServiceProvider.GetRequiredService<Sessions>()
            .BeginAsync(person, "a test's browser", Session.Longest, default);
        var found = await scope.ServiceProvider.GetRequiredService<UserManager<Person>>().FindByIdAsync(person.ToString());
        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Person>>().CreateAsync(found!);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(PersonCookie.SessionClaim, session.ToString("N")));
        var options = site.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(PersonCookie.Scheme);
        var now = DateTimeOffset.UnixEpoch.AddYears(200);
        var ticket = new AuthenticationTicket(principal, new() { ExpiresUtc = now }, PersonCookie.Scheme);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}";
    }
}
