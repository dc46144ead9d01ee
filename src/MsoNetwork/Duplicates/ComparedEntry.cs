using MsoNetwork.Organisations;
using MsoNetwork.Search;

namespace MsoNetwork.Duplicates;

/// <summary>An entry, or what somebody tells, as it is compared: only what everybody may see of it.</summary>
internal sealed class ComparedEntry
{
    public Guid? Id { get; init; }
    public string Slug { get; init; } = "";
    public required string Name { get; init; }
    public string Town { get; init; } = "";
    public OrganisationStatus Status { get; init; }
    public string? MunicipalityKey { get; init; }

    /// <summary>Its names, the first one first, without the town.</summary>
    public required NameWords[] Names { get; init; }

    /// <summary>Its name with the town, for who does not know the town.</summary>
    public required NameWords FullName { get; init; }

    /// <summary>What it may share with others, by the reason that it would be.</summary>
    public required IReadOnlyDictionary<DuplicateReason, string> Values { get; init; }

    /// <summary>Where it is, if that is known more closely than by the municipality.</summary>
    public GeoPosition? Place { get; init; }

    /// <summary>Whether its name says its own town: branches do.</summary>
    public bool NamesTown => Names.Length > 0 && Names[0].Joined != FullName.Joined;

    public static ComparedEntry Of(DuplicateQuestion question, string? municipality) => new()
    {
        Id = question.Except,
        Name = question.Name,
        MunicipalityKey = question.MunicipalityKey,
        Names = NamesOf(question.Name, question.AlternateNames, municipality),
        FullName = NameWords.Of(question.Name, null),
        Values = ValuesOf(question.Website, question.Email, question.Phone, question.Street, question.Postcode,
            ContactKeys.Register(question.Register, question.MunicipalityKey)),
    };

    public static NameWords[] NamesOf(string name, IEnumerable<string> others, string? municipality) =>
        [.. others.Prepend(name).Select(one => NameWords.Of(one, municipality)).Where(words => words.Joined.Length > 0)];

    public static IReadOnlyDictionary<DuplicateReason, string> ValuesOf(
        string? website, string? email, string? phone, string? street, string? postcode, string? register = null)
    {
        var values = new Dictionary<DuplicateReason, string>();
        void Add(DuplicateReason reason, string? key)
        {
            if (key is not null) values.Add(reason, key);
        }

        Add(DuplicateReason.SameWebsite, ContactKeys.Website(website));
        Add(DuplicateReason.SameEmail, ContactKeys.Email(email));
        Add(DuplicateReason.SamePhone, ContactKeys.Phone(phone));
        Add(DuplicateReason.SameAddress, ContactKeys.Address(street, postcode));
        Add(DuplicateReason.SameDomain, ContactKeys.Domain(website, email));
        Add(DuplicateReason.SameRegister, register);
        return values;
    }

    /// <summary>
    /// The blocks that it is in: who shares none of them is not compared. Token and prefix blocking; Papadakis et al. 2020, "Blocking and
    /// Filtering Techniques for Entity Resolution: A Survey", section 3.
    /// </summary>
    public IEnumerable<string> Blocks()
    {
        foreach (var name in Names.Append(FullName).Where(name => name.Joined.Length > 0)) yield return $"n {name.Joined}";
        foreach (var name in Names)
        {
            if (MunicipalityKey is not { } here) continue;
            foreach (var word in name.Words) yield return $"w {here} {word}";
            if (name.Joined.Length < 3) continue;
            // A slip in the only word: it is seldom at both ends.
            yield return $"a {here} {name.Joined[..3]}";
            yield return $"z {here} {name.Joined[^3..]}";
        }

        foreach (var (kind, value) in Values) yield return $"{(int)kind} {value}";
    }
}
