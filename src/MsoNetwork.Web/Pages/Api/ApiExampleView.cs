namespace MsoNetwork.Web.Pages.Api;

/// <summary>An example on its page.</summary>
internal sealed record ApiExampleView(ApiModel Page, ApiExample Example);
