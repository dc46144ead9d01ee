using MsoNetwork.Organisations;
using MsoNetwork.Statements;

namespace MsoNetwork.Web.Pages.Profile;

/// <summary>
/// What a profile says first: that all was confirmed, only where it was; else who has corrected something last. What of it was confirmed by
/// whom stands with the fields. docs/freshness.md.
/// </summary>
internal static class Headline
{
    /// <param name="entry">The organisation.</param>
    /// <param name="said">The statements of its fields that are shown.</param>
    /// <returns>The text's key and its day; null for one that counts as unconfirmed.</returns>
    public static (string Key, DateOnly On)? Of(OrganisationEntry entry, IReadOnlyList<Statement> said)
    {
        var by = entry.Verification == VerificationState.VerifiedByCentre ? Speaker.Centre : Speaker.Organisation;
        if (entry.Verification == VerificationState.Unverified || entry.VerifiedOn is not { } on) return null;
        var all = by == Speaker.Centre ? "profile.verified" : "profile.confirmed";
        // With several days, all of it is confirmed as of the first of them.
        if (said.Count > 0 && said.All(one => one.ConfirmedBy == by)) return (all, said.Min(one => one.ConfirmedOn) ?? on);
        return ($"profile.{(said.Any(one => one.WholeConfirmed == (by, on)) ? "added" : "changed")}.{by}", on);
    }
}
