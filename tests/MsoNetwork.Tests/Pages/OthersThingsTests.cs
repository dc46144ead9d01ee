using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Moderation;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Pages;

/// <summary>
/// Every page of the site, those that come later too, asked for with somebody else's ids: nothing of what is theirs is shown, and no form
/// changes it.
/// </summary>
[Trait("Speed", "Slow")]
public sealed partial class OthersThingsTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Secret = "Xylophonschmuggel";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_page_shows_or_changes_what_is_somebody_elses()
    {
        var (organisation, slug) = await site.OrganisationAsync("05315");
        var owner = await site.PersonAsync(new OrganisationPerson { OrganisationId = organisation, Role = Role.Lead });
        var ids = await PrepareAsync(organisation, owner);
        using var mine = new Browser(site);
        await mine.SignInAsync(owner);
        Assert.Contains(Secret, (await mine.GetAsync($"/de/organisationen/{slug}/bearbeiten/wer")).Html, StringComparison.Ordinal);
        using var stranger = await Browser.OfAsync(site, "stranger-everywhere@example.org");
        var form = Browser.Hidden((await stranger.GetAsync("/de/konto")).Html);
        var before = await StateAsync();
        var asked = 0;
        foreach (var path in Paths(slug, ids))
        {
            asked++;
            var (_, html, _) = await stranger.GetAsync(path);
            Assert.False(html.Contains(Secret, StringComparison.Ordinal), path);
            await stranger.PostAsync(path, null,
                [.. form, ("name", "Gekapert"), ("member", $"{owner}"), ("version", "1"), ("reason", "x"), ("answer", "x")]);
        }

        Assert.True(asked > 40, $"{asked} pages");
        Assert.Equal(before, await StateAsync());
    }

    // One of everything that is somebody's.
    private async Task<string[]> PrepareAsync(Guid organisation, Guid owner)
    {
        var staff = await site.StaffAsync("ki-koeln");
        var one = await site.SubmitAsync(new SubmittedCase(CaseKind.Report, owner, "05315000")
        {
            Organisation = organisation,
            Message = Secret,
        });
        Assert.True(await site.AsAsync<Notes, bool>(staff, use => use.WriteAsync(organisation, null, Secret, Token)));
        await site.RunAsync($$"""
            INSERT INTO entry_drafts (person_id, organisation_id, section, values, seen, base_version, saved_at)
            VALUES ('{{owner}}', '{{organisation}}', 'Who', '{"description.de":"{{Secret}}"}', '{}', '', now());
            INSERT INTO team_invitations (id, organisation_id, email, role, hash, invited_by, created_at, expires_at)
            VALUES (gen_random_uuid(), '{{organisation}}', '{{Secret}}@example.org', 'Lead', '\x00', '{{owner}}', now(),
                now() + INTERVAL '1 day')
            """);
        return
        [
            $"{one:N}", $"{organisation:N}", $"{owner:N}",
            await site.TextAsync($"SELECT replace(id::text, '-', '') FROM team_invitations WHERE organisation_id = '{organisation}'"),
        ];
    }

    private IEnumerable<string> Paths(string slug, string[] ids)
    {
        var templates = site.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct();
        foreach (var template in templates)
        {
            var path = Language().Replace(template, "de");
            path = Named().Replace(path, slug);
            if (!Parameter().IsMatch(path)) yield return path;
            else
                foreach (var value in ids.Concat(["wer", new string('x', 43)])) yield return Parameter().Replace(path, value);
        }
    }

    // A stranger may report a mistake, which is a case of their own.
    private async Task<string> StateAsync() => await site.TextAsync($"""
        SELECT concat_ws(' ', (SELECT string_agg(o::text, '' ORDER BY o.person_id, o.organisation_id) FROM organisation_people AS o),
            (SELECT string_agg(c::text, '' ORDER BY c.id) FROM cases AS c WHERE c.message = '{Secret}'),
            (SELECT string_agg(n::text, '' ORDER BY n.id) FROM notes AS n),
            (SELECT string_agg(d::text, '' ORDER BY d.section) FROM entry_drafts AS d),
            (SELECT string_agg(t::text, '' ORDER BY t.id) FROM team_invitations AS t),
            (SELECT md5(string_agg(e::text, '' ORDER BY e.id)) FROM organisations AS e))
        """);

    [GeneratedRegex(@"\{language[^}]*\}")]
    private static partial Regex Language();

    [GeneratedRegex(@"\{slug[^}]*\}")]
    private static partial Regex Named();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
