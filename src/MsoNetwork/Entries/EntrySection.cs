using MsoNetwork.Organisations;

namespace MsoNetwork.Entries;

/// <summary>Parts of an entry that are edited and saved each on its own.</summary>
public enum EntrySection
{
    Who,
    What,
    Where,
    Languages,
    Contact,
    Hours,
    Access,
    Rooms,
}

/// <summary>Which fields belong to which section; status, verification and address are in none, so no form can post them.</summary>
public static class EntrySections
{
    private static readonly Dictionary<EntrySection, string[]> Inputs = new()
    {
        [EntrySection.Who] = ["name", "alternateNames", "kind", "legalForm", "foundedYear", "description"],
        [EntrySection.What] = ["topics", "offers", "targetGroups", "keywords"],
        [EntrySection.Where] = ["street", "postcode", "town", "protectLocation", "activeIn"],
        [EntrySection.Languages] = ["languages", "origins"],
        [EntrySection.Contact] = ["contactVisibleTo", "email", "phone", "website"],
        [EntrySection.Hours] = ["openingHours"],
        [EntrySection.Access] = ["accessibility"],
        [EntrySection.Rooms] = ["roomsToLend"],
    };

    /// <summary>What makes one seat: told together or not at all, because each without the others would be another place.</summary>
    internal static readonly string[] Seat = ["street", "postcode", "town", "protectLocation"];

    public static IReadOnlyDictionary<EntrySection, IReadOnlyList<EntryField>> Fields { get; } = Inputs.ToDictionary(
        section => section.Key,
        section => (IReadOnlyList<EntryField>)[.. section.Value.Select(Find)]);

    /// <summary>Every field of every section, for an entry that is told at once.</summary>
    public static IReadOnlyList<EntryField> All { get; } = [.. Fields.OrderBy(section => section.Key).SelectMany(section => section.Value)];

    private static EntryField Find(string name)
    {
        var (input, field, column) = OrganisationDraft.Inputs.Single(one => one.Input == name);
        return EntryField.Of(input, field, column);
    }
}
