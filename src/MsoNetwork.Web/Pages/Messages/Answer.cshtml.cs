using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Messages;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Messages;

/// <summary>/de/nachricht/antworten/{secret}: an answer, without either side seeing the other's address.</summary>
internal sealed class AnswerModel(AnswerMessage answer) : SitePage
{
    /// <summary>Null when the link is over.</summary>
    public AnswerableMessage? About { get; private set; }

    public string Text { get; private set; } = "";

    public IReadOnlyList<FormProblem> Problems { get; private set; } = [];

    public bool IsSent => Request.Query["sent"] == "done";

    /// <summary>To whom.</summary>
    public string Other => About switch
    {
        null => "",
        { Side: MessageSide.Recipient } about => about.Message.SenderName,
        { } about => about.Organisation,
    };

    public async Task<IActionResult> OnGetAsync(string secret)
    {
        await ShowAsync(secret);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string secret)
    {
        await ShowAsync(secret);
        if (About is null) return Page();
        Text = (await Request.ReadFormAsync(Aborted))["text"].ToString();
        var result = await answer.RunAsync(
            secret, Text, link => new Uri($"{Origin}{Path($"nachricht/antworten/{link}")}"), Aborted);
        if (result.Problems.Count == 0) return LocalRedirect($"{Path(PathBelow)}?sent=done");
        Problems = [.. result.Problems.Select(MessagePage.Problem)];
        return Page();
    }

    private async Task ShowAsync(string secret)
    {
        About = await answer.FindAsync(secret, Aborted);
        (Title, Unlisted) = (About is null ? T["message.answerTitleBare"] : T["message.answerTitle", Other], true);
    }
}
