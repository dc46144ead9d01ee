using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Text;

namespace MsoNetwork.Web.Pages.Account;

/// <summary>/de/konto/zugriff: tokens for programs.</summary>
internal sealed class AccessModel(AccessTokens tokens, BodyNames names, TimeProvider time) : PersonPage
{
    public static readonly int[] Lasting = [30, 90, 365];
    private Dictionary<Guid, OrganisationName> _organisations = [];

    public IReadOnlyList<AccessToken> All { get; private set; } = [];

    /// <summary>The new token; shown in the answer to the form that made it, and never again.</summary>
    public string? Made { get; private set; }

    public string Name { get; private set; } = "";

    public Guid? Organisation { get; private set; }

    public bool Writes { get; private set; }

    public int Days { get; private set; } = Lasting[1];

    /// <summary>The organisations for which the person may make one.</summary>
    public IEnumerable<(Guid Id, string Name)> Led => Viewer.Memberships.OfType<OrganisationMembership>()
        .Where(own => May(own.Organisation)).Select(own => (own.Organisation, _organisations[own.Organisation].Name));

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(string? name, string? organisation, bool writes, int days)
    {
        Name = InvisibleSigns.TypedName(name);
        (Writes, Days) = (writes, Lasting.Contains(days) ? days : Lasting[0]);
        Organisation = Guid.TryParse(organisation, out var chosen) ? chosen : null;
        if (Name.Length is 0 or > AccessToken.LongestName) Refuse("tokens.problem.name", "name");
        if (organisation is { Length: > 0 } && !(Organisation is { } own && May(own))) Refuse("account.problem.choice", "organisation");
        if (Problems.Count == 0)
        {
            Made = await tokens.MakeAsync(Person, new(Name, Organisation, Writes, TimeSpan.FromDays(Days)), Aborted);
            if (Made is null) Refuse("tokens.problem.many", "", T.Plain(AccessTokens.MostOfPerson));
            else Name = "";
        }

        await ShowAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid token)
    {
        await tokens.RevokeAsync(Person, token, Aborted);
        return LocalRedirect(Saved("konto/zugriff"));
    }

    public string Until(int days) => T.Date(time.GetUtcNow().AddDays(days));

    public string For(AccessToken token) => token.OrganisationId is not { } id ? T["tokens.me"]
        : _organisations.TryGetValue(id, out var organisation) ? organisation.Name : "–";

    /// <summary>The text about a token that is worth nothing any more.</summary>
    public string? State(AccessToken token) => token.RevokedAt is not null ? "tokens.revoked"
        : token.ExpiresAt <= time.GetUtcNow() ? "tokens.expired" : null;

    private bool May(Guid organisation) =>
        Rights.Allows(Viewer, Resource.Organisation, Operation.MakeToken, new Facts { Owners = [organisation] });

    private async Task ShowAsync()
    {
        Title = T["tokens.title"];
        All = await tokens.OfAsync(Person, Aborted);
        var known = All.Select(token => token.OrganisationId).OfType<Guid>()
            .Concat(Viewer.Memberships.OfType<OrganisationMembership>().Select(own => own.Organisation)).Distinct();
        _organisations = await names.OrganisationsAsync([.. known], Aborted);
    }
}
