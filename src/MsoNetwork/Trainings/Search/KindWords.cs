using MsoNetwork.Search;

namespace MsoNetwork.Trainings.Search;

/// <summary>
/// What people call the kinds of trainings, for the search: German first, then en, tr, ar, uk, ru, fr, pl, ro, kmr, fa. No speaker has
/// proofread the nine last ones.
/// </summary>
internal static class KindWords
{
    public static WordTable<TrainingKind> Table { get; } = new("""
        Training: Schulung | Fortbildung | Weiterbildung | Kurs | Seminar | Qualifizierung | Lehrgang | training | course | eğitim | تدريب |
            دورة | навчання | курс | обучение | formation | cours | szkolenie | formare | perwerde | آموزش | دوره
        Workshop: Workshop | Werkstatt | Schulung | Fortbildung | atölye | ورشة | майстерня | семинар | atelier | warsztat | karxane | کارگاه
        Series: Reihe | Schulung | Fortbildung | Kurs | Seminar | Seminarreihe | series | course | dizi | سلسلة | серія | серия | série |
            cykl | serie | rêze | دوره
        ConsultationHours: Sprechstunde | Beratung | consultation | advice | danışma | استشارة | консультація | консультация | konsultacje |
            consultație | şêwir | مشاوره
        Conference: Tagung | Konferenz | Fachtag | Veranstaltung | conference | event | konferans | مؤتمر | конференція | конференция |
            conférence | konferencja | conferință | همایش
        NetworkMeeting: Netzwerktreffen | Treffen | Austausch | Vernetzung | meeting | buluşma | لقاء | зустріч | встреча | rencontre |
            spotkanie | întâlnire | civîn | نشست
        """);
}
