namespace MsoNetwork.Web.Pages;

/// <summary>An example on its page.</summary>
internal sealed record ApiExampleView(ApiModel Page, ApiExample Example);
