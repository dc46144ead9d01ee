using MsoNetwork.Entries;

namespace MsoNetwork.Web.Pages.Entry;

/// <summary>The sections' words in addresses.</summary>
internal static class EntryAddresses
{
    private static readonly Dictionary<EntrySection, string> Words = new()
    {
        [EntrySection.Who] = "wer",
        [EntrySection.What] = "was",
        [EntrySection.Where] = "wo",
        [EntrySection.Languages] = "sprachen",
        [EntrySection.Contact] = "kontakt",
        [EntrySection.Hours] = "zeiten",
        [EntrySection.Access] = "barrierefreiheit",
        [EntrySection.Rooms] = "raeume",
    };

    public const string Logo = "logo";

    public static string Word(this EntrySection section) => Words[section];

    public static EntrySection? Find(string? word) =>
        Words.Where(one => one.Value == word).Select(one => (EntrySection?)one.Key).FirstOrDefault();

    public static string Claim(string slug) => $"organisationen/{slug}/uebernehmen";

    public static string Edit(string slug, string? section = null) =>
        $"organisationen/{slug}/bearbeiten{(section is null ? "" : "/" + section)}";
}
