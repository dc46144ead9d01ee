using MsoNetwork.Time;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Digests;

/// <summary>What whoever reads a mail reads, and when.</summary>
internal static class DigestTexts
{
    /// <summary>Mails do not come at night: a day begins at six.</summary>
    public static DateTimeOffset Morning(DateOnly day) => BerlinDay.Moment(day.ToDateTime(new TimeOnly(6, 0)));

    public static Texts Of(string language) => Texts.Of(PageLanguage.Find(language) ?? PageLanguage.Default);
}
