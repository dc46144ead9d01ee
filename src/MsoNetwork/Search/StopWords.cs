namespace MsoNetwork.Search;

/// <summary>Words, folded, that say nothing about what is looked for in a directory of organisations.</summary>
internal static class StopWords
{
    /// <summary>Kilometres as they are called in the vocabularies' languages, whatever the case.</summary>
    public static readonly HashSet<string> Kilometres = Folded(
        "km", "kms", "kilometer", "kilometern", "kilometers", "kilometre", "kilometres", "kilomètre", "kilomètres", "км",
        "кілометр", "кілометри", "кілометрів", "километр", "километра", "километров", "kilometr", "kilometry", "kilometrów",
        "kilometri", "kilometru", "kîlometre", "كم", "كيلومتر", "كيلومترا", "کیلومتر"
    );

    /// <summary>Around a place with a radius, and only there: "Kolo" is a dance too.</summary>
    public static readonly HashSet<string> Around = Folded(
        "im", "umkreis", "von", "um", "rund", "bei", "nahe", "in", "der", "nah", "within", "of", "around", "near", "radius",
        "entfernt", "autour", "rayon", "à", "de", "la", "dans", "un", "près", "çevresinde", "çevre", "civarında", "yakınında",
        "yarıçap", "yarıçapında", "içinde", "в", "у", "от", "від", "радиусе", "радіусі", "вокруг", "навколо", "около", "біля",
        "рядом", "поруч", "w", "od", "promieniu", "wokół", "koło", "blisko", "pe", "raza", "rază", "jurul", "lângă", "aproape",
        "li", "dora", "derdora", "nêzîkî", "من", "حول", "ضمن", "في", "نطاق", "قرب", "در", "شعاع", "از", "تا", "نزدیک", "اطراف",
        "civarı", "yakını", "yakınlarında", "çevresi", "mesafede", "بالقرب", "محيط", "بمحيط", "على", "بعد", "پیرامون", "حوالی",
        "نزدیکی", "فاصله",
        "فاصلهٔ", "دور", "pobliżu", "возле", "поблизу", "nêzîkê", "rază", "o"
    );

    /// <summary>Before a place they say its surroundings ("Raum Köln", "Umgebung von Bonn"), else something of their own.</summary>
    public static readonly HashSet<string> Surroundings = Folded(
        "Raum", "Großraum", "Region", "Umgebung", "Umland", "Gegend", "Nähe", "Gebiet", "area", "région", "bölgesi", "регион", "регіон",
        "район", "okolice", "okolicy", "zona", "herêma", "منطقة", "منطقه");

    /// <summary>
    /// What every entry is: an association, an organisation, of migrants, as it is called in the site's languages. A term that is called
    /// so as well is not meant.
    /// </summary>
    public static readonly HashSet<string> Associations = Folded(
        "organisation", "organisationen", "organization", "organizations", "organisations", "mso", "migrantenorganisation",
        "migrantenorganisationen", "migrantenselbstorganisation", "migrantenselbstorganisationen", "verein", "vereine", "vereins",
        "vereinen", "eingetragener", "migrant", "migranten", "association", "associations", "society", "community", "communities",
        "migrants", "immigrants", "dernek", "derneği", "dernekler", "dernekleri", "derneğin", "derneklerin", "kuruluş", "kuruluşu",
        "kuruluşlar", "kuruluşları", "örgüt", "örgütü", "örgütler", "örgütleri", "göçmen", "göçmenler", "göçmenlerin", "جمعية", "الجمعية",
        "جمعيات", "الجمعيات", "منظمة", "المنظمة", "منظمات", "المنظمات", "رابطة", "المهاجرين", "مهاجرين", "مهاجرون", "المهاجرون", "انجمن",
        "انجمن‌ها", "انجمن‌های", "سازمان", "سازمان‌ها", "سازمان‌های", "مهاجران", "مهاجرین", "کۆمەڵە", "ڕێکخراو", "об’єднання",
        "об’єднань",
        "товариство", "товариства", "спілка", "спілки", "організація", "організації", "організацій", "громада", "громади", "громад",
        "громадська", "асоціація", "асоціації", "мігранти", "мігрантів", "объединение", "объединения", "объединений", "общество",
        "общества", "союз", "союзы", "организация", "организации", "организаций", "община", "общины", "ассоциация", "ассоциации",
        "мигранты", "мигрантов", "immigrés", "stowarzyszenie", "stowarzyszenia", "stowarzyszeń", "organizacja", "organizacje",
        "organizacji", "towarzystwo", "migranci", "migrantów", "imigranci", "imigrantów", "asociație", "asociația", "asociații",
        "asociațiile", "asociației", "organizație", "organizația", "organizații", "organizațiile", "migranți", "migranților", "komele",
        "komeleya", "komeleyê", "komeleyên", "komeleyan", "rêxistin", "rêxistina", "rêxistinên", "rêxistinan", "koçber", "koçberan",
        "saziya", "saziyên", "communauté", "communautés", "société", "sociétés", "organisme", "organismes", "migrantes", "migrante",
        "związek", "związki", "сообщество", "сообщества", "uniune", "uniunea", "uniuni", "cemiyet", "cemiyeti", "kurum", "kurumlar",
        "derneklerinin", "نادي", "کانون", "Gemeinde", "Gemeinden", "Diaspora", "ONG", "hromada", "jam3iya", "jam3iye", "anjoman",
        "کۆمەڵەی",
        "جمعیت", "للجمعيات", "انجمنها", "gruppe", "gruppen", "group", "groups", "club", "clubs", "klub"
    );

    /// <summary>
    /// Articles, conjunctions and prepositions, the words of a question, and what every entry is: an organisation, registered mostly.
    /// </summary>
    public static readonly HashSet<string> All = new(
        [
            "im", "umkreis", "von", "um", "rund", "bei", "nahe", "in", "der", "nah", "within", "of", "around", "near", "radius",
            "entfernt", "und", "oder", "fur", "die", "das", "den", "dem", "des", "mit", "aus", "am", "an", "zu", "zum", "zur",
            "auf", "ev", "gesucht", "suche", "and", "or", "for", "the", "with", "from", "at", "to", "a", "ve",
            "ile", "icin", "et", "ou", "pour", "de", "des", "du", "la", "le", "les", "en", "dans", "i", "w", "z", "dla", "si",
            "pentru", "din", "u", "ji", "bo", "li", "v", "dlia", "dlya",
            .. Folded("من", "في", "در", "از", "و", "برای"),
            .. Folded(
                "wie", "wo", "wer", "was", "wann", "ich", "wir", "mein", "meine", "meinen", "meiner", "meinem", "mich", "mir",
                "uns", "unser", "unsere", "kann", "können", "könnte", "finde", "finden", "suchen", "sucht", "brauche", "brauchen",
                "möchte", "möchten", "will", "wollen", "bin", "sind", "gibt", "hilft", "ein", "eine", "einen", "einer", "einem",
                "nach", "neu", "bitte", "hilfe", "how", "where", "who", "can", "find", "looking", "need", "want", "help", "please",
                "some", "comment", "cherche", "trouver", "besoin", "aide", "nasıl", "nerede", "arıyorum", "istiyorum", "bir", "де",
                "где", "как", "шукаю", "ищу", "потрібна", "потрібен", "потрібно", "нужна", "нужен", "нужно", "нужны", "допомога",
                "помощь", "أين", "كيف", "أريد", "أبحث", "مساعدة", "کجا", "چگونه", "کمک", "beim", "vom", "ins", "übers", "ans", "fürs",
                "szukam", "potrzebuję", "gdzie", "jak", "pomoc", "caut", "unde", "cum", "nevoie", "ajutor", "aradığım", "lazım",
                "dixwazim",
                "digerim", "çawa", "bekommt", "bekommen", "bekomme", "kriegt", "kriegen", "kriege", "unserem", "unseren", "unserer",
                "projekt", "projekte", "projekts", "land", "project", "projects", "proje", "projesi", "projeler", "проект", "проекта",
                "проекты",
                "проєкт", "проєкту", "проєкти", "proiect", "proiecte", "projet", "projets", "projekty", "projektu", "پروژه",
                "مشروع", "المشروع",
                "var", "mı", "mi", "mu", "yakınımda", "bana", "ez", "em", "ku", "عن", "مع", "إلى", "بدي", "وين", "با", "به",
                "می‌خواهم", "دنبال",
                "کجاست", "چطور", "je", "moi", "un", "une", "où", "près", "na", "на", "our", "my", "there",
                "jazyk", "stellen", "yakın", "yakınlarda", "lângă", "aproape", "nêzîkî", "iw", "adr", "çalışma", "hier", "dort",
                "noch", "auch"
            ),
            .. Associations,
        ],
        StringComparer.Ordinal);

    private static HashSet<string> Folded(params IEnumerable<string> words) =>
        words.Select(Text.Folding.MatchKey).ToHashSet(StringComparer.Ordinal);
}
