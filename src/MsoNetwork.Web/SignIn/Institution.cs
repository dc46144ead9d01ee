using System.Security.Claims;
using MsoNetwork.Accounts;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.SignIn;

/// <summary>An institution at which people sign in by OpenID Connect: what MSONET_OIDC_NAME_… say of it.</summary>
/// <param name="Name">In small letters; part of addresses.</param>
/// <param name="Settings">By what follows the name.</param>
internal sealed record Institution(string Name, IReadOnlyDictionary<string, string> Settings)
{
    private static readonly string[] Known =
        ["AUTHORITY", "CLIENT_ID", "CLIENT_SECRET", "LABEL", "DOMAINS", "CENTRE_CLAIM", "CENTRES", "ROLE_CLAIM", "ROLES"];

    public const string SchemePrefix = "oidc-";

    /// <summary>The name of its scheme.</summary>
    public string Scheme => SchemePrefix + Name;

    /// <summary>Its page of signing in, below the language.</summary>
    public string Page => "anmelden/haus/" + Name;

    /// <summary>Where its provider sends people back; to be registered there.</summary>
    public string Callback => "/oidc/" + Name;

    public string Authority => Settings["AUTHORITY"];

    public string Label => Optional("LABEL") ?? Name;

    /// <summary>The mail domains that sign in here, and nobody else's.</summary>
    public IReadOnlyList<string> Domains { get; } =
        [.. List(Settings.GetValueOrDefault("DOMAINS")).Select(domain => domain.TrimStart('@').ToLowerInvariant())];

    /// <summary>A claim's value → the key of a centre.</summary>
    public IReadOnlyDictionary<string, string> Centres { get; } = Pairs(Settings.GetValueOrDefault("CENTRES"));

    /// <summary>A claim's value → a duty.</summary>
    public IReadOnlyDictionary<string, Role> Roles { get; } = Pairs(Settings.GetValueOrDefault("ROLES"))
        .ToDictionary(pair => pair.Key, pair => pair.Value switch
        {
            nameof(Role.VocabularyEditor) => Role.VocabularyEditor,
            nameof(Role.Administrator) => Role.Administrator,
            var other => throw new WrongSettingException($"MSONET_OIDC_…_ROLES takes VocabularyEditor and Administrator, not {other}."),
        });

    public string? Optional(string setting) => Settings.GetValueOrDefault(setting)?.Trim() is { Length: > 0 } value ? value : null;

    /// <exception cref="WrongSettingException">Something is missing, or not known.</exception>
    public Institution Checked()
    {
        if (Name.Length > InstitutionRoles.LongestName)
            throw new WrongSettingException($"MSONET_OIDC_{Name.ToUpperInvariant()}_… has too long a name.");
        string Of(string setting) => $"MSONET_OIDC_{Name.ToUpperInvariant()}_{setting}";
        foreach (var setting in Settings.Keys.Except(Known)) throw new WrongSettingException($"{Of(setting)} is not known here.");
        foreach (var setting in new[] { "AUTHORITY", "CLIENT_ID", "CLIENT_SECRET", "DOMAINS" })
            if (Optional(setting) is null) throw new WrongSettingException($"{Of(setting)} is missing.");
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var authority) || !(authority.Scheme == "https" || authority.IsLoopback))
            throw new WrongSettingException($"{Of("AUTHORITY")} takes an address that begins with https://.");
        if ((Optional("CENTRE_CLAIM") is null) != (Centres.Count == 0) || (Optional("ROLE_CLAIM") is null) != (Roles.Count == 0))
            throw new WrongSettingException($"{Of("CENTRE_CLAIM")} goes with {Of("CENTRES")}, and {Of("ROLE_CLAIM")} with {Of("ROLES")}.");
        return this;
    }

    /// <summary>What the claims of somebody who signed in there are here.</summary>
    public InstitutionSays Says(ClaimsPrincipal person)
    {
        HashSet<string> Values(string setting) =>
            Optional(setting) is { } claim ? [.. person.FindAll(claim).Select(one => one.Value)] : [];
        var (centres, roles) = (Values("CENTRE_CLAIM"), Values("ROLE_CLAIM"));
        return new(
            Name,
            [.. Centres.Values.Distinct()], [.. Centres.Where(pair => centres.Contains(pair.Key)).Select(pair => pair.Value).Distinct()],
            [.. Roles.Values.Distinct()], [.. Roles.Where(pair => roles.Contains(pair.Key)).Select(pair => pair.Value).Distinct()]);
    }

    private static string[] List(string? text) =>
        (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Dictionary<string, string> Pairs(string? text) => List(text)
        .Select(pair => pair.Split('=', 2) is [{ Length: > 0 } value, { Length: > 0 } meaning] ? (value, meaning)
            : throw new WrongSettingException($"MSONET_OIDC_…_CENTRES and …_ROLES take value=meaning, with commas between, not {pair}."))
        .ToDictionary(pair => pair.value, pair => pair.meaning);
}
