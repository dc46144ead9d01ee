using Microsoft.AspNetCore.Mvc.RazorPages;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Pages.Demo;

/// <summary>The demo's page has an address only in the demo: elsewhere it is as if it were not there.</summary>
internal static class DemoPages
{
    public static void AddTo(IServiceCollection services) =>
        services.AddOptions<RazorPagesOptions>().Configure<DemoSetting>((pages, demo) =>
        {
            if (!demo.IsOn) pages.Conventions.AddFolderRouteModelConvention("/Demo", page => page.Selectors.Clear());
        });
}
