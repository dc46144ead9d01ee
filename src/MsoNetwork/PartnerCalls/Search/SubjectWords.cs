using MsoNetwork.Search;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>
/// What people call the subjects of calls, for the search. Where OFFERS has the same thing, the vocabulary's labels and synonyms in all
/// languages find it; the words here are for the others, German first, then en, tr, ar, uk, ru, fr, pl, ro, kmr, fa. No speaker has
/// proofread the nine last ones.
/// </summary>
internal static class SubjectWords
{
    public static WordTable<PartnerCallSubject> Table { get; } = new("""
        ProjectPartner: Projektpartner | Kooperationspartner | Partnerverein | Partner | project partner | partner | proje ortağı |
            ortak | شريك مشروع | شريك | партнер проєкту | партнер | партнёр проекта | partenaire de projet | partner projektu |
            partener de proiect | hevparê projeyê | hevpar | شریک پروژه
        Mentoring: Mentoring | Patenschaft | Begleitung | mentor
        Rooms: Raum | Räume | Räumlichkeiten | Saal | room | hall | salon | قاعة | приміщення | помещение | salle | sala | sală |
            salon | سالن
        Equipment: Ausstattung | Geräte | Technik | equipment | ekipman | معدات | обладнання | оборудование | matériel | sprzęt |
            echipament | amûr | تجهیزات
        Volunteers: Ehrenamtliche | Freiwillige | Helfer | Helferinnen | volunteers | gönüllü | متطوعون | волонтери | волонтёры |
            bénévoles | wolontariusze | voluntari | dilxwaz | داوطلب
        Speakers: Referent | Referentin | Referenten | Rednerin | Redner | Vortragende | speaker | trainer | konuşmacı | متحدث |
            доповідач | докладчик | intervenant | prelegent | vorbitor | axêvkar | سخنران
        Interpreting: Dolmetschen | Dolmetscher | Dolmetscherin | Sprachmittlung | Übersetzung | interpreter
        TrainingPlace: Fortbildungsplatz | Schulungsplatz | Kursplatz | Fortbildung | Schulung | training | eğitim | تدريب |
            навчання | обучение | formation | szkolenie | formare | perwerde | آموزش
        FundingConsortium: Konsortium | Förderantrag | Verbundprojekt | Antragspartner | consortium | funding | konsorsiyum | تمويل |
            консорціум | консорциум | consortium | konsorcjum | consorțiu | konsorsiyûm | کنسرسیوم
        """);
}
