using MsoNetwork.Text;

namespace MsoNetwork.Organisations.Values;

/// <summary>The legal forms as lists write them, German and English, long and short; dots, blanks and case do not matter.</summary>
internal static class LegalForms
{
    private static readonly Dictionary<string, LegalForm> ByWord = Words();

    /// <summary>Null for a word that names none of them.</summary>
    public static LegalForm? Resolve(string word) =>
        ByWord.TryGetValue(Key(word), out var form) ? form : null;

    private static string Key(string word) => Folding.MatchKey(word).Replace(" ", "", StringComparison.Ordinal);

    private static Dictionary<string, LegalForm> Words()
    {
        var words = new Dictionary<string, LegalForm>(StringComparer.Ordinal);
        void Add(LegalForm form, params ReadOnlySpan<string> names)
        {
            words[Key(form.ToString())] = form;
            foreach (var name in names) words[Key(name)] = form;
        }

        Add(
            LegalForm.RegisteredAssociation,
            "e.V.",
            "eingetragener Verein",
            "gemeinnütziger e.V.",
            "registered association",
            "REGISTERED_ASSOCIATION"
        );
        Add(
            LegalForm.UnregisteredAssociation,
            "n.e.V.",
            "nicht eingetragener Verein",
            "nichteingetragener Verein",
            "nicht rechtsfähiger Verein",
            "Verein ohne Rechtspersönlichkeit",
            "Initiative",
            "Gruppe",
            "unregistered association",
            "unincorporated association",
            "UNREGISTERED_ASSOCIATION"
        );
        Add(
            LegalForm.NonProfitCompany,
            "gGmbH",
            "gemeinnützige GmbH",
            "gUG",
            "gUG (haftungsbeschränkt)",
            "gemeinnützige UG",
            "gemeinnützige UG (haftungsbeschränkt)",
            "gemeinnützige Gesellschaft mit beschränkter Haftung",
            "non-profit company",
            "non-profit limited company",
            "NON_PROFIT_COMPANY"
        );
        Add(LegalForm.Foundation, "Stiftung", "Stiftung bürgerlichen Rechts", "rechtsfähige Stiftung", "Treuhandstiftung", "foundation");
        Add(LegalForm.Cooperative, "eG", "Genossenschaft", "eingetragene Genossenschaft", "co-operative", "cooperative");
        Add(LegalForm.PublicBody, "KdöR", "Körperschaft des öffentlichen Rechts", "Anstalt des öffentlichen Rechts", "AöR", "Behörde",
            "public body", "public corporation", "PUBLIC_BODY");
        Add(LegalForm.Other, "sonstige", "andere", "other");
        return words;
    }
}
