namespace MsoNetwork.PartnerCalls.Search;

/// <summary>
/// What people call the subjects of calls, for the search. Where OFFERS has the same thing, the vocabulary's labels and synonyms in all
/// languages find it; the words here are for the others, German first, then en, tr, ar, uk, ru, fr, pl, ro, kmr, fa. No speaker has
/// proofread
/// the nine last ones.
/// </summary>
internal static class SubjectWords
{
    private static readonly Dictionary<PartnerCallSubject, string[]> Words = new()
    {
        [PartnerCallSubject.ProjectPartner] = Split(
            "Projektpartner|Kooperationspartner|Partnerverein|Partner|project partner|partner|proje ortağı|ortak|شريك مشروع|شريك|"
                + "партнер проєкту|партнер|партнёр проекта|partenaire de projet|partner projektu|partener de proiect|"
                + "hevparê projeyê|hevpar|"
                + "شریک پروژه"
        ),
        [PartnerCallSubject.Mentoring] = Split("Mentoring|Patenschaft|Begleitung|mentor"),
        [PartnerCallSubject.Rooms] = Split(
            "Raum|Räume|Räumlichkeiten|Saal|room|hall|salon|قاعة|приміщення|помещение|salle|sala|sală|salon|سالن"
        ),
        [PartnerCallSubject.Equipment] = Split(
            "Ausstattung|Geräte|Technik|equipment|ekipman|معدات|обладнання|оборудование|matériel|sprzęt|echipament|amûr|تجهیزات"
        ),
        [PartnerCallSubject.Volunteers] = Split(
            "Ehrenamtliche|Freiwillige|Helfer|Helferinnen|volunteers|gönüllü|متطوعون|волонтери|волонтёры|bénévoles|"
                + "wolontariusze|voluntari|dilxwaz|داوطلب"
        ),
        [PartnerCallSubject.Speakers] = Split(
            "Referent|Referentin|Referenten|Rednerin|Redner|Vortragende|speaker|trainer|konuşmacı|متحدث|доповідач|"
                + "докладчик|intervenant|prelegent|vorbitor|axêvkar|سخنران"
        ),
        [PartnerCallSubject.Interpreting] = Split("Dolmetschen|Dolmetscher|Dolmetscherin|Sprachmittlung|Übersetzung|interpreter"),
        [PartnerCallSubject.TrainingPlace] = Split(
            "Fortbildungsplatz|Schulungsplatz|Kursplatz|Fortbildung|Schulung|training|eğitim|تدريب|навчання|обучение|"
                + "formation|szkolenie|formare|perwerde|آموزش"
        ),
        [PartnerCallSubject.FundingConsortium] = Split(
            "Konsortium|Förderantrag|Verbundprojekt|Antragspartner|consortium|funding|konsorsiyum|تمويل|консорціум|"
                + "консорциум|consortium|konsorcjum|consorțiu|konsorsiyûm|کنسرسیوم"
        ),
        [PartnerCallSubject.Other] = [],
    };

    public static string[] Of(PartnerCallSubject subject) => Words[subject];

    private static string[] Split(string words) => words.Split('|');
}
