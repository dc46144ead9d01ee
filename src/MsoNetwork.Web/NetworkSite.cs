using GraphQL;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MsoNetwork.Web.Admission;
using MsoNetwork.Web.Background;
using MsoNetwork.Web.Files;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Pages.Profile;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.Serving;
using MsoNetwork.Web.Settings;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Web;

/// <summary>The served site, put together in one place for the command and for the tests.</summary>
internal static class NetworkSite
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        Server.Configure(builder);
        Logs.Configure(builder);
        Telemetry.Configure(builder);
        builder.Services.AddSingleton(new SchemaDescription(Limits.Description));
        builder.Services.AddSingleton<DocumentCache>();
        builder.Services.AddSingleton<PersistedQueries>();
        var plans = PlanSetting.IsOn(builder.Configuration);
        builder.Services.AddSingleton(services => new GraphQlExecution(
            services.GetRequiredService<NetworkSchema>(),
            services.GetRequiredService<DearQuestions>(),
            services.GetRequiredService<ILogger<GraphQlExecution>>()
        )
        {
            Plans = plans,
        });
        builder.Services.AddSingleton<EntityTag>();
        builder.Services.AddSingleton<GraphQlEndpoint>();
        builder.Services.AddSingleton<NetworkExport>();
        builder.Services.AddSingleton<OrganisationExport>();
        builder.Services.AddSingleton<KeptExports>();
        builder.Services.AddSingleton<ExportAnswer>();
        builder.Services.AddSingleton<RequestLog>();
        builder.Services.AddSingleton(RateSettings.Policies(builder.Configuration));
        builder.Services.AddSingleton<RefusalMetrics>();
        builder.Services.AddSingleton<FairLimits>();
        builder.Services.AddSingleton<ClientPlaces>();
        builder.Services.TryAddSingleton<RefusalPace>();
        builder.Services.AddSingleton<RequestsAtWork>();
        builder.Services.AddSingleton<DearQuestions>();
        builder.Services.AddHostedService<SpendingExchange>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(ReadinessCheck.Database);
        builder.Services.AddSingleton(ReadinessCheck.Migrations);
        builder.Services.AddSingleton(ReadinessCheck.Space);
        builder.Services.AddSingleton<DiskSpace>();
        builder.Services.AddSingleton(ReadinessCheck.Standby);
        builder.Services.AddSingleton<StandbyAge>();
        builder.Services.AddSingleton<KnownHosts>();
        builder.Services.AddHostedService<ChangeListening>();
        ChangePublishing.AddTo(builder);
        SearchOperations.AddIndexes(builder.Services);
        builder.Services.AddHostedService<ExternalSearchFeeding>();
        builder.Services.AddSingleton<OuterSearchWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OuterSearchWatch>());
        builder.Services.AddHostedService<MeilisearchAtStart>();
        builder.Services.AddHostedService<MissedSearchWriter>();
        builder.Services.AddHostedService<RetentionApplying>();
        builder.Services.AddSingleton<SearchMetrics>();
        builder.Services.AddSingleton<ImportMetrics>();
        ConfiguredMail.Configure(builder);
        builder.Services.AddHostedService<CaseTelling>();
        builder.Services.AddHostedService<NewsFetching>();
        builder.Services.AddHostedService<TrainingFetching>();
        builder.Services.AddHostedService<DigestSending>();
        ConfiguredWebhooks.Configure(builder);
        builder.Services.AddSingleton(ReminderSetting.Read(builder.Configuration));
        builder.Services.AddHostedService<ReminderSending>();
        ConfiguredWebsiteChecks.Configure(builder);
        builder.Services.AddHostedService<MemoryReturning>();
        ViewerClaims.AddTo(builder.Services, PageErrors.IsForPages);
        Institutions.AddTo(builder);
        SitePages.AddTo(builder.Services);
        var site = builder.Build();
        site.Services.GetRequiredService<SearchMetrics>(); // its gauges are asked as long as it lives
        site.Services.GetRequiredService<MailMetrics>();
        site.Services.GetRequiredService<WebhookMetrics>();
        site.Services.GetRequiredService<ImportMetrics>();
        site.Services.GetRequiredService<DiskSpace>();
        site.Services.GetRequiredService<StandbyAge>();
        site.Services.GetRequiredService<NetworkSchema>().Initialize(); // not in the first request, and an error in it ends the start
        Map(site);
        return site;
    }

    private static void Map(WebApplication site)
    {
        var connections = site.Services.GetRequiredService<OpenConnections>();
        site.Use(next => context => connections.RunAsync(context, next));
        site.Use(next => context => site.Services.GetRequiredService<RequestLog>().RunAsync(context, next));
        TrustedProxies.Use(site);
        SiteOrigin.UseScheme(site);
        KnownHosts.Use(site);
        site.UseResponseCompression();
        SitePages.UseErrors(site);
        site.UseWhen(
            context => !PageErrors.IsForPages(context),
            api => api.UseStatusCodePages(page => GraphQlEndpoint.WriteStatusAsync(page.HttpContext))
        );
        WebFiles.Use(site);
        site.UseRouting();
        MergedSlugs.Use(site);
        site.UseCors();

        var atWork = site.Services.GetRequiredService<RequestsAtWork>();
        var limits = site.Services.GetRequiredService<FairLimits>();
        atWork.IsForPages = limits.IsForPages = PageErrors.IsForPages;
        site.Use(next => context => atWork.RunAsync(context, next));
        ViewerClaims.Use(site, PageErrors.IsForPages);
        site.Use(next => context => limits.RunAsync(context, next));
        var kept = site.Services.GetRequiredService<KeptPages>();
        site.Use(next => context => kept.RunAsync(context, next));

        var all = site.MapGroup("");
        ((IEndpointConventionBuilder)all).Add(AnswerHead);
        var graphql = site.Services.GetRequiredService<GraphQlEndpoint>();
        all.MapPost("/graphql", graphql.PostAsync).WithMetadata(RequestWeight.GraphQl);
        all.MapGet("/graphql", graphql.GetAsync).WithMetadata(RequestWeight.GraphQl);
        all.MapMethods("/graphql", [HttpMethods.Options], GraphQlEndpoint.OptionsAsync);
        all.MapGet("/graphql/schema.graphql", (NetworkSchema schema) => Results.Text(schema.Print(), "text/plain; charset=utf-8"));
        site.Services.GetRequiredService<NetworkExport>().Map(all);
        site.Services.GetRequiredService<OrganisationExport>().Map(all);
        LogoUpload.Map(all);
        NewsFeeds.Map(all);
        ChangeFeeds.Map(all);
        all.MapGet("/healthz", () => "alive").WithMetadata(RequestWeight.Health);
        all.MapGet("/readyz", Readiness.AnswerAsync).WithMetadata(RequestWeight.Health);
        SitePages.Map(site.Services, all);
    }

    // Whatever can be got can be asked for its head (RFC 9110, 9.1); those who watch servers do.
    private static void AnswerHead(EndpointBuilder endpoint)
    {
        for (var at = 0; at < endpoint.Metadata.Count; at++)
        {
            if (endpoint.Metadata[at] is HttpMethodMetadata { HttpMethods: ["GET"] })
                endpoint.Metadata[at] = new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]);
        }
    }
}
