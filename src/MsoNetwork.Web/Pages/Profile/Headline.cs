using MsoNetwork.Organisations;
using MsoNetwork.Statements;

namespace MsoNetwork.Web.Pages.Profile;

/// <summary>
/// What a profile says first: that all was confirmed, only where it was; else who has corrected something last. What of it was confirmed by
/// whom stands with the fields. docs/freshness.md.
/// </summary>
internal static class Headline
{
    /// <summary>The key of the sentence about what nobody has ever confirmed.</summary>
    public const string Never = "profile.unconfirmedShort";

    /// <param name="entry">The organisation.</param>
    /// <param name="said">The statements of its fields that are shown.</param>
    /// <returns>The text's key and its day, where it names one.</returns>
    public static (string Key, DateOnly? On) Of(OrganisationEntry entry, IReadOnlyList<Statement> said)
    {
        var by = entry.Verification == VerificationState.VerifiedByCentre ? Speaker.Centre : Speaker.Organisation;
        if (entry.Verification == VerificationState.Unverified || entry.VerifiedOn is not { } on) return Unconfirmed(said);
        var all = by == Speaker.Centre ? "profile.verified" : "profile.confirmed";
        // With several days, all of it is confirmed as of the first of them.
        if (said.Count > 0 && said.All(one => one.ConfirmedBy == by)) return (all, said.Min(one => one.ConfirmedOn) ?? on);
        var whole = said.Select(one => one.WholeConfirmed).FirstOrDefault(one => one is not null);
        return whole is { By: Speaker.Organisation or Speaker.Centre } once ? ($"profile.added.{once.By}", once.On)
            : ($"profile.changed.{by}", on);
    }

    // A website that was reached confirms no more than its address.
    private static (string Key, DateOnly? On) Unconfirmed(IReadOnlyList<Statement> said) =>
        said.Max(one => one.WholeConfirmed?.On) is { } once ? ("profile.lapsed", once)
        : said.Any(one => one.ConfirmedBy is Speaker.Organisation or Speaker.Centre) ? ("profile.partly", null)
        : (Never, null);
}
