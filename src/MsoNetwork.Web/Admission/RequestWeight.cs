namespace MsoNetwork.Web.Admission;

/// <summary>What is served first when not everything can be.</summary>
internal enum WorkClass
{
    /// <summary>Whether the process lives: never counted, never waits.</summary>
    Health,
    Page,
    Api,
    Export,
}

/// <summary>What a request costs whatever is in it, in the unit of GraphQL's cost; metadata of an endpoint.</summary>
internal sealed record RequestWeight(WorkClass Class, long Cost)
{
    public static RequestWeight Health { get; } = new(WorkClass.Health, 0);

    /// <summary>Some ten milliseconds of a processor: as much as ten lists by the API.</summary>
    public static RequestWeight Page { get; } = new(WorkClass.Page, 250);

    public static RequestWeight Api { get; } = new(WorkClass.Api, 20);

    /// <summary>What is taken before a question is read.</summary>
    public const long GraphQlCost = 10;

    /// <summary>GraphQL says later what the question costs beside that.</summary>
    public static RequestWeight GraphQl { get; } = new(WorkClass.Api, GraphQlCost);

    /// <summary>Some megabytes from the disk.</summary>
    public static RequestWeight Export { get; } = new(WorkClass.Export, 1_000);

    /// <summary>Beside that, for a file that has to be made first: seconds of work, for everything there is.</summary>
    public const long ToMakeFile = 19_000;

    /// <summary>Beside that, for what is sent: one for 4 KB, and no more than lets the largest file pass once in any budget.</summary>
    public static long ToSendFile(long bytes) => Math.Min(bytes / 4_096, 4_000);

    public static RequestWeight Of(HttpContext context, bool isForPages) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RequestWeight>() ?? (isForPages ? Page : Api);
}
