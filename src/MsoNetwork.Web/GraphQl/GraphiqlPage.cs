namespace MsoNetwork.Web.GraphQl;

/// <summary>GraphiQL for browsers that open /graphql: built from Assets into wwwroot, served from here, nothing from elsewhere.</summary>
internal static class GraphiqlPage
{
    // Styles: the editor sets some on its elements. Workers and images: it makes them from data of its own.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string HowToBuild = """
        This is the GraphQL API of MsoNetwork. Send queries by POST to this address; its schema is at /graphql/schema.graphql.
        GraphiQL would open here, but it is not built yet: start with deploy/run, or in src/MsoNetwork.Web/Assets type
            npm install && npm run build
        """;

    public static async Task SendAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.ContentSecurityPolicy = Policy;
        headers.XFrameOptions = "DENY";
        var page = context.RequestServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider.GetFileInfo("graphiql/index.html");
        if (page.Exists)
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.SendFileAsync(page);
        }
        else
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(HowToBuild);
        }
    }
}
