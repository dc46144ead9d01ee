using System.Text.Json;
using Microsoft.AspNetCore.Html;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>
/// Icons as shapes inside the page (Lucide, ISC licence; Assets/icons.mjs picks them). They stand beside the word that says the same, so
/// nobody has to read one.
/// </summary>
internal static class Icon
{
    private static readonly Dictionary<string, string> Shapes = Read();

    /// <summary>One of the things that one can do here.</summary>
    public static IHtmlContent Of(string name) => Drawn(Shapes.GetValueOrDefault(name));

    /// <summary>A term's own icon, or that of the term above it; nothing where there is none.</summary>
    public static IHtmlContent Of(Term? term)
    {
        for (; term is not null; term = term.Broader)
        {
            if (Shapes.TryGetValue($"{Folder(term.Vocabulary)}/{term.Key}", out var shapes)) return Drawn(shapes);
        }

        return HtmlString.Empty;
    }

    private static string Folder(VocabularyName vocabulary) => vocabulary == VocabularyName.OrganisationKinds ? "kinds" : "topics";

    private static HtmlString Drawn(string? shapes) =>
        shapes is null
            ? HtmlString.Empty
            : new($"<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">{shapes}</svg>");

    private static Dictionary<string, string> Read()
    {
        using var file = typeof(Icon).Assembly.GetManifestResourceStream("icons.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
    }
}
