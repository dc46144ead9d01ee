using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Messages;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Web.Pages.Messages;

/// <summary>What the pages need on which somebody writes to an organisation.</summary>
internal sealed record MessageTools(
    Registry Registry, SendMessage Send, MessageRecipients Recipients, CurrentViewer Current, DbContext Context, HostCookies Cookies);

/// <summary>A page with the form of a message: to an organisation, or in answer to its call.</summary>
internal abstract class MessagePage(MessageTools tools) : SitePage
{
    protected const string WaitsForConfirmation = "waits";
    protected const string HandedOn = "done";

    /// <summary>Cookie of a browser in which an address was confirmed.</summary>
    public const string SenderCookie = "message-sender";

    public OrganisationEntry Organisation { get; private set; } = null!;

    public MessageRecipient Recipient { get; private set; } = null!;

    /// <summary>The address of the account, where somebody is signed in.</summary>
    public string? SignedInAs { get; private set; }

    public string Name { get; private set; } = "";

    public string Address { get; private set; } = "";

    public string Text { get; private set; } = "";

    public bool ShowsAddress { get; private set; } = true;

    public IReadOnlyList<FormProblem> Problems { get; private set; } = [];

    /// <summary>What became of what was sent; null for the form.</summary>
    public string? Sent { get; private set; }

    /// <summary>The title of the call that is answered.</summary>
    public string? Call { get; protected set; }

    /// <summary>The path below the language.</summary>
    public abstract string Below { get; }

    /// <summary>Where one came from.</summary>
    public abstract string Back { get; }

    public FormProblem? ProblemOf(string field) => Problems.FirstOrDefault(problem => problem.Argument == field);

    protected async Task<IActionResult> ShowAsync(OrganisationEntry organisation)
    {
        await ReadAsync(organisation);
        Sent = Request.Query["sent"].ToString() is WaitsForConfirmation or HandedOn ? Request.Query["sent"].ToString() : null;
        return Page();
    }

    protected async Task<IActionResult> SendAsync(OrganisationEntry organisation)
    {
        var form = await Request.ReadFormAsync(Aborted);
        // Nobody sees this field; programs that fill in every form do. They are told what everybody is told.
        if (form["website"].ToString().Length > 0) return Told(WaitsForConfirmation);
        var person = await ReadAsync(organisation);
        (Name, Address, Text) = (form["name"].ToString(), form["address"].ToString(), form["text"].ToString());
        ShowsAddress = form["answer"] != "page";
        var result = await tools.Send.RunAsync(new MessageInput(organisation.Id, Name, Address, Text, ShowsAddress)
        {
            Call = Call,
            Language = Language.Tag,
            ConfirmedBrowser = tools.Cookies.GetRequestCookie(HttpContext, SenderCookie),
            Person = person,
            Network = HttpContext.Connection.RemoteIpAddress,
        }, new MessageLinks(Confirm, Answer), Aborted);
        if (result.Problems.Count == 0) return Told(result.WaitsForConfirmation ? WaitsForConfirmation : HandedOn);
        Problems = [.. result.Problems.Select(Problem)];
        return Page();
    }

    /// <summary>What people read of a problem, and at which field.</summary>
    public static FormProblem Problem(MessageProblem problem) => new($"message.problem.{problem}", "", problem switch
    {
        MessageProblem.NameMissing or MessageProblem.NameTooLong => "name",
        MessageProblem.AddressWrong => "address",
        MessageProblem.TextMissing or MessageProblem.TextTooLong or MessageProblem.TooManyLinks => "text",
        _ => "",
    });

    private Uri Confirm(string secret) => new($"{Origin}{Path($"nachricht/bestaetigen/{secret}")}");

    // Whoever gets it may speak another language than whoever wrote it; the directory's own is the best guess.
    private Uri Answer(string secret) => new($"{Origin}/{PageLanguage.Default.Tag}/nachricht/antworten/{secret}");

    private async Task<Guid?> ReadAsync(OrganisationEntry organisation)
    {
        (Organisation, Unlisted) = (organisation, true);
        Title = Call is null ? T["message.title", organisation.Name] : T["message.callTitle", Call];
        Recipient = await tools.Recipients.FindAsync(organisation.Id, Aborted);
        if ((await tools.Current.GetAsync(Aborted)).Person is not { } id) return null;
        var person = await tools.Context.Set<Person>().AsNoTracking().SingleAsync(one => one.Id == id, Aborted);
        (SignedInAs, Name) = (person.Email, person.DisplayName ?? "");
        return id;
    }

    private LocalRedirectResult Told(string sent) => LocalRedirect($"{Path(Below)}?sent={sent}#main");
}
