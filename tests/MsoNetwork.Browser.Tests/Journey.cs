namespace MsoNetwork.Browser.Tests;

/// <summary>
/// Counts what a journey asks of somebody: pages that are looked at, letters that are typed, mails that are waited for. From that comes how
/// long it takes, by the same figures each time, whatever the machine does.
/// </summary>
internal sealed class Journey
{
    private static readonly TimeSpan _page = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _letter = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan _mail = TimeSpan.FromSeconds(20);

    private readonly Visit _visit;

    public Journey(Visit visit)
    {
        _visit = visit;
        visit.Page.Response += (_, answer) =>
        {
            // One that only leads on is not looked at.
            if (answer.Request.IsNavigationRequest && answer.Frame == visit.Page.MainFrame && answer.Status is < 300 or >= 400) Pages++;
        };
    }

    public int Pages { get; private set; }

    public int Letters { get; private set; }

    public int Mails { get; private set; }

    public TimeSpan Estimate => (Pages * _page) + (Letters * _letter) + (Mails * _mail);

    public async Task TypeAsync(string field, string text)
    {
        await _visit.Page.FillAsync(field, text);
        Letters += text.Length;
    }

    /// <summary>What the mail holds, after it has come.</summary>
    public async Task<T> MailAsync<T>(Task<T> mail)
    {
        Mails++;
        return await mail;
    }

    public override string ToString() => $"{Pages} pages, {Letters} letters, {Mails} mails: {Estimate:m\\:ss}";
}
