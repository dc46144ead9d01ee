namespace MsoNetwork.Mail;

/// <summary>
/// How long what is kept. Texts go when a mail waits no more; that it went, and to whom, is known as long as a report about it may come
/// back. Who reads an address again, or another person it was given to, is not shut out by a mark for ever.
/// </summary>
public static class MailRetention
{
    /// <summary>Of rows without texts. Servers try for five days, as a rule, before they report.</summary>
    public static readonly TimeSpan Sent = TimeSpan.FromDays(30);

    /// <summary>Of marks.</summary>
    public static readonly TimeSpan Marks = TimeSpan.FromDays(365);
}
