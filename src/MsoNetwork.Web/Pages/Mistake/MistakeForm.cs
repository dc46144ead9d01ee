using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Mistake;

/// <summary>A field that can be put right.</summary>
/// <param name="Name">Input of a draft.</param>
/// <param name="Was">What stood in the form when it was shown; empty when nothing.</param>
/// <param name="Typed">What is in the form.</param>
internal sealed record MistakeField(string Name, string Was, string Typed)
{
    private static readonly string[] Paragraphs = ["description", "openingHours", "roomsToLend", "accessibility"];

    /// <summary>A text by language, written over several lines.</summary>
    public bool IsText => Paragraphs.Contains(Name);
}

/// <summary>"Something is wrong here" as it is filled in.</summary>
internal sealed record MistakeForm(IReadOnlyList<MistakeField> Fields)
{
    /// <summary>Those that a line or a paragraph says. Topics and the like are said in own words.</summary>
    public static readonly string[] Names =
        ["name", "street", "postcode", "town", "phone", "email", "website", "openingHours", "roomsToLend", "description", "accessibility"];

    private static readonly string[] Place = ["postcode", "town"];

    /// <summary>The status that would be right; empty: as it is.</summary>
    public string Status { get; private init; } = "";

    public string Message { get; private init; } = "";

    public bool ShouldNotBeThere { get; private init; }

    /// <summary>The mail address of somebody without an account.</summary>
    public string Sender { get; private init; } = "";

    /// <summary>A field that people do not see is filled in.</summary>
    public bool IsFromProgram { get; private init; }

    /// <summary>As it is first shown.</summary>
    public static MistakeForm Of(OrganisationEntry entry, PageLanguage language) =>
        new([.. Names.Select(name => Stands(entry, name, language)).Select(field => field with { Typed = field.Was })]);

    /// <summary>As it was sent. What was shown comes along, since the entry may be another one by now.</summary>
    public static MistakeForm Of(IFormCollection form) =>
        new([.. Names.Select(name => new MistakeField(
            name, Text(form, "was." + name), Text(form, form.ContainsKey(name) ? name : "was." + name)))])
        {
            Status = Text(form, "status"),
            Message = Text(form, "message"),
            ShouldNotBeThere = form.ContainsKey("remove"),
            Sender = Text(form, "sender"),
            IsFromProgram = Text(form, "homepage").Length > 0,
        };

    /// <summary>What would be right, as values of a draft: only what is other than it was shown.</summary>
    /// <param name="textLanguage">In which the texts were shown.</param>
    public Dictionary<string, object?> Values(string textLanguage)
    {
        var values = new Dictionary<string, object?>();
        foreach (var field in Fields.Where(field => field.Typed != field.Was))
            values[field.Name] = !field.IsText ? Nothing(field.Typed)
                : new List<object?> { new Dictionary<string, object?> { ["language"] = textLanguage, ["text"] = Nothing(field.Typed) } };
        // Town and postcode are read together.
        if (Place.Any(values.ContainsKey))
        {
            foreach (var name in Place) values.TryAdd(name, Nothing(Fields.First(field => field.Name == name).Typed));
        }

        if (Enum.TryParse<OrganisationStatus>(Status, out var status)) values["status"] = status.ToString();
        return values;
    }

    private static MistakeField Stands(OrganisationEntry entry, string name, PageLanguage language) => new(name, name switch
    {
        "name" => entry.Name,
        "street" => entry.Street ?? "",
        "postcode" => entry.Postcode ?? "",
        "town" => entry.Town,
        "phone" => entry.Phone ?? "",
        "email" => entry.Email ?? "",
        "website" => entry.Website ?? "",
        _ => entry.Texts(OrganisationFields.ByLanguage.First(field => field.Name == name).Column).GetValueOrDefault(language.Tag) ?? "",
    }, "");

    private static string? Nothing(string typed) => typed.Length == 0 ? null : typed;

    // A form sends line ends in its own way.
    private static string Text(IFormCollection form, string name) => form[name].ToString().ReplaceLineEndings("\n").Trim();
}
