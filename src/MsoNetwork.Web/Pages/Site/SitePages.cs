using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using MsoNetwork.Digests;
using MsoNetwork.Inbox;
using MsoNetwork.Messages;
using MsoNetwork.Reminders;
using MsoNetwork.Web.Pages.Account;
using MsoNetwork.Web.Pages.Demo;
using MsoNetwork.Web.Pages.Digests;
using MsoNetwork.Web.Pages.Entry;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Funding;
using MsoNetwork.Web.Pages.Map;
using MsoNetwork.Web.Pages.Messages;
using MsoNetwork.Web.Pages.Mistake;
using MsoNetwork.Web.Pages.Networks;
using MsoNetwork.Web.Pages.Partners;
using MsoNetwork.Web.Pages.Profile;
using MsoNetwork.Web.Pages.Register;
using MsoNetwork.Web.Pages.Reminders;
using MsoNetwork.Web.Pages.Search;
using MsoNetwork.Web.Pages.Trainings;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>The pages for people, put into the site.</summary>
internal static class SitePages
{
    public static void AddTo(IServiceCollection services)
    {
        // The part is named: in the tests another assembly is the entry.
        services.AddRazorPages().AddApplicationPart(typeof(SitePages).Assembly)
            .AddMvcOptions(mvc =>
            {
                mvc.Filters.Add(new BlankKeys());
                mvc.Filters.Add(new LineBreaks());
                mvc.Filters.Add(new BrokenForms());
                mvc.Filters.Add<StaleForms>();
                mvc.Filters.Add(new ResendSeal());
                // The framework takes the form first: a field named slug would say which page is meant, instead of the address.
                mvc.ValueProviderFactories.RemoveType<RouteValueProviderFactory>();
                mvc.ValueProviderFactories.Insert(0, new RouteValueProviderFactory());
                // No script of ours names fields as jQuery does; a name with half of its brackets would be an error of ours.
                mvc.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
            });
        services.AddScoped<BodyNames>();
        services.Configure<RouteOptions>(routes => routes.SetParameterPolicy<LanguageConstraint>("language"));
        // letters of every script as they are; what HTML needs is still escaped
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<PageErrors>();
        services.AddSingleton<Scripts>();
        services.AddSingleton<BackgroundMap>();
        services.AddSingleton<Basemap>();
        services.AddSingleton<SiteOrigin>();
        services.AddSingleton<OperatorPages>();
        services.AddSingleton<PageAddress>(provider => (language, path) =>
        {
            var tag = (PageLanguage.Find(language) ?? PageLanguage.Default).Tag;
            var asked = provider.GetRequiredService<IHttpContextAccessor>().HttpContext;
            // Nobody asks, and no address is set: then no mail leaves this machine, and the address that it listens at is good.
            var origin = asked is not null ? SiteOrigin.Of(asked)
                : provider.GetRequiredService<SiteOrigin>().Given
                    ?? provider.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return new Uri($"{origin.TrimEnd('/')}/{tag}/{path}");
        });
        services.AddSingleton<MapQuestions>();
        services.AddSingleton<RegionMaps>();
        services.AddSingleton<MapPictures>();
        services.AddSingleton<KeptFiles>();
        services.AddSingleton<ProfileState>();
        services.AddSingleton<KeptPages>();
        services.AddSingleton<Tiles>();
        services.AddSingleton<TrainingMap>();
        services.AddSingleton<ShareImages>();
        services.AddSingleton<KeptForm>().AddScoped<Arrival>();
        services.AddSingleton<NetworkMark>();
        services.AddKeyedSingleton(RegisterModel.Limit, (provider, _) => new NetworkLimit(
            provider.GetRequiredService<TimeProvider>(), RegisterModel.MostBegun));
        services.AddScoped<Registry>();
        services.AddScoped<SuggestedPartners>();
        services.AddScoped<RegionNetwork>();
        services.AddScoped<MessageTools>();
        services.AddScoped<EntryLines>();
        services.AddScoped<ShowEntry>(provider => provider.GetRequiredService<EntryLines>().ShowAsync);
        services.AddScoped<DigestSource, OrganisationDigest>().AddScoped<DigestSource, CallDigest>()
            .AddScoped<DigestSource, TrainingDigest>().AddScoped<DigestSource, ReminderDigest>()
            .AddScoped<DigestSource, FundingDigest>().AddScoped<DigestSource, NewsDigest>();
        DemoPages.AddTo(services);
    }

    /// <summary>Before routing: errors are shown by asking for the page of an error.</summary>
    public static void UseErrors(WebApplication site)
    {
        site.Services.GetRequiredService<SiteOrigin>(); // these three read settings, and a wrong one ends the start
        site.Services.GetRequiredService<OperatorPages>();
        site.Services.GetRequiredService<Basemap>();
        FundingIndexModel.ReadFiles(site.Services);
        var errors = site.Services.GetRequiredService<PageErrors>();
        site.UseWhen(PageErrors.IsForPages, pages => pages.Use(next => context => errors.RunAsync(context, next)));
    }

    public static void Map(IServiceProvider services, IEndpointRouteBuilder site)
    {
        LanguageChoice.Map(site);
        Stylesheet.Map(site);
        VCard.Map(site);
        TrainingFeeds.Map(site);
        SearchFeeds.Map(site);
        LogoFiles.Map(site);
        SuggestEndpoint.Map(site);
        Sitemap.Map(site);
        services.GetRequiredService<Tiles>().Map(site);
        services.GetRequiredService<TrainingMap>().Map(site);
        services.GetRequiredService<ShareImages>().Map(site);
        services.GetRequiredService<Basemap>().Map(site);
        // Said, because a page that took any method would turn the 405 of /graphql into a 404.
        var forms = FormPages.Of(services);
        site.MapRazorPages().Add(page => page.Metadata.Add(new HttpMethodMetadata(forms.MethodsOf(page))));
    }
}
