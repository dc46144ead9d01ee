using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Razor.Compilation;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>Which pages take a POST: those whose model handles one. Every other page refuses it with 405.</summary>
internal sealed class FormPages
{
    private readonly HashSet<string> _paths;

    private FormPages(HashSet<string> paths) => _paths = paths;

    public static FormPages Of(IServiceProvider services)
    {
        var views = new ViewsFeature();
        services.GetRequiredService<ApplicationPartManager>().PopulateFeature(views);
        return new(views.ViewDescriptors.Where(TakesPosts).Select(view => view.RelativePath).ToHashSet(StringComparer.Ordinal));
    }

    public string[] MethodsOf(EndpointBuilder page) =>
        page.Metadata.OfType<PageActionDescriptor>().FirstOrDefault() is { } found && _paths.Contains(found.RelativePath)
            ? [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post]
            : [HttpMethods.Get, HttpMethods.Head];

    private static bool TakesPosts(CompiledViewDescriptor view) =>
        view.Type?.GetProperty("Model")?.PropertyType is { } model
        && model.GetMethods().Any(method => method.Name.StartsWith("OnPost", StringComparison.Ordinal));
}
