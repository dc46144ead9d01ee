namespace MsoNetwork.Duplicates;

/// <summary>
/// An organisation as tombstones know it: what of it is hashed when it is erased, and what is compared when a file tells of somebody.
/// docs/decisions.md, 512.
/// </summary>
/// <param name="Names">All that it is or was called.</param>
/// <param name="Towns">Its municipalities: key, and name for what is left out of names.</param>
/// <param name="Postcodes">Of where it is or was.</param>
internal sealed record TombstoneFacts(
    IReadOnlyCollection<string> Names, IReadOnlyCollection<(string Key, string? Name)> Towns, IReadOnlyCollection<string> Postcodes)
{
    /// <summary>What a name needs to say of its own who it is: Treff and DTV are many.</summary>
    private const int TellingLetters = 10, TellingWords = 2;

    /// <summary>Words that are left when a name is compared without one of its.</summary>
    private const int LeastWords = 2;

    public IReadOnlyCollection<string> Emails { get; init; } = [];
    public IReadOnlyCollection<string> Phones { get; init; } = [];
    public IReadOnlyCollection<string> Websites { get; init; } = [];

    public static bool IsTelling(string name) => name.Count(char.IsLetter) >= TellingLetters
        && name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= TellingWords;

    /// <summary>What has a hash: kind and value.</summary>
    public IEnumerable<(string Kind, string Value)> Buried() =>
    [
        .. NamesByPlace().Select(one => ("name", one)), .. Contacts(),
        .. Wholes().Select(one => ("like", one)), .. Parts().Select(one => ("part", one)),
    ];

    /// <summary>
    /// Whether that is somebody who was erased: by a name in the same municipality or postcode; or by a way to reach it that is the same,
    /// and a name there that differs by a word or its order. An address alone may be an umbrella's, and says nothing.
    /// </summary>
    /// <param name="isBuried">Asked by kind and value.</param>
    public bool IsErased(Func<string, string, bool> isBuried) =>
        NamesByPlace().Any(one => isBuried("name", one))
        || (Contacts().Any(one => isBuried(one.Kind, one.Value))
            && (Wholes().Any(one => isBuried("like", one) || isBuried("part", one)) || Parts().Any(one => isBuried("like", one))));

    // With and without the town's words, where what is left says enough: lists of a town leave them out.
    private IEnumerable<string> NamesByPlace()
    {
        var towns = Towns.Select(town => NameWords.PlaceWords(town.Name)).ToList();
        return
            from name in Names
            let whole = NameWords.Of(name)
            let bare = towns.Select(whole.Without).Where(one => IsTelling(string.Join(' ', one.Words))).Select(one => one.Joined)
            from joined in bare.Prepend(whole.Joined).Distinct(StringComparer.Ordinal)
            where joined.Length > 0
            from place in Towns.Select(town => town.Key).Concat(Postcodes)
            select $"{place} {joined}";
    }

    private IEnumerable<(string Kind, string Value)> Contacts()
    {
        var domains = Websites.Select(site => ContactKeys.Domain(site, null)).Concat(Emails.Select(mail => ContactKeys.Domain(null, mail)));
        foreach (var (kind, keys) in new[]
        {
            ("mail", Emails.Select(ContactKeys.Email)), ("phone", Phones.Select(ContactKeys.Phone)), ("domain", domains),
        })
        {
            foreach (var key in keys.OfType<string>()) yield return (kind, key);
        }
    }

    private IEnumerable<string> Wholes() => Places().Select(one => $"{one.Key} {string.Concat(one.Words)}");

    // Without a word of it; never without a number: Kita 1 and Kita 2 are two.
    private IEnumerable<string> Parts() =>
        from one in Places()
        where one.Words.Length > LeastWords
        from at in Enumerable.Range(0, one.Words.Length)
        where !one.Words[at].All(char.IsAsciiDigit)
        select $"{one.Key} {string.Concat(one.Words.Where((_, other) => other != at))}";

    private IEnumerable<(string Key, string[] Words)> Places() =>
        from town in Towns
        let place = NameWords.PlaceWords(town.Name)
        from name in Names
        let words = NameWords.Of(name).Without(place).Words
        where words.Length > 0
        select (town.Key, words.Order(StringComparer.Ordinal).ToArray());
}
