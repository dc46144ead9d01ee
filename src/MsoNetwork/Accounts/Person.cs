using Microsoft.AspNetCore.Identity;

namespace MsoNetwork.Accounts;

/// <summary>
/// Somebody who has signed in once. There are no passwords: a mailed code, a passkey or an institution's sign-in proves who it is.
/// Why we keep it: docs/decisions.md, 182. The user name is the mail address.
/// </summary>
public sealed class Person : IdentityUser<Guid>
{
    public const int LongestName = 100;

    /// <summary>How others of the team see them; null until they say.</summary>
    public string? DisplayName { get; set; }

    /// <summary>Tag of the language of the person's mails, for example <c>tr</c>: the pages' at first, then what the person says.</summary>
    public string Language { get; set; } = "de";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>
    /// When an institution last said who they are; roles that it gave count for <see cref="InstitutionRoles.Valid"/> from then.
    /// </summary>
    public DateTimeOffset? InstitutionAt { get; set; }
}
