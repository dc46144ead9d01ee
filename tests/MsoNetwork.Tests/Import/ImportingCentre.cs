using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Import;
using MsoNetwork.Permissions;

namespace MsoNetwork.Tests.Import;

/// <summary>Somebody of a centre who imports lists into a registry of their own.</summary>
internal sealed class ImportingCentre : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope;

    private ImportingCentre(SeededNetwork network, Viewer viewer) =>
        (Network, Viewer, _scope) = (network, viewer, network.Services.CreateAsyncScope());

    public SeededNetwork Network { get; }

    public Viewer Viewer { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public T Service<T>()
        where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    public static async Task<ImportingCentre> InAsync(SeededNetwork network, string centre = "ki-koeln", string region = "05315")
    {
        var membership = new CentreMembership(centre, region, null);
        return new(network, new Viewer { Person = await PersonAsync(network), Memberships = [membership], ActsFor = membership });
    }

    public static async Task<ImportingCentre> AdministratorAsync(SeededNetwork network) =>
        new(network, new Viewer { Person = await PersonAsync(network), Duties = [Role.Administrator] });

    public async Task<ImportUpload> UploadAsync(string csv, string name = "liste.csv")
    {
        var (id, problem) = await Service<UploadFile>().RunAsync(Viewer, name, Encoding.UTF8.GetBytes(csv), Token);
        Assert.Equal(UploadProblem.None, problem);
        var upload = (await Service<ImportDesk>().UploadAsync(id!.Value, Viewer, Token))!;
        var (wrong, column) = await Service<MatchColumns>().RunAsync(upload, upload.Columns, "Liste der Stadt", Token);
        Assert.True(wrong == ColumnProblem.None, $"{wrong} {column}");
        return upload;
    }

    public Task<ImportPreview> PreviewAsync(ImportUpload upload) => Service<ImportRun>().PreviewAsync(upload, Viewer, Token);

    public Task DecideAsync(ImportUpload upload, int row, string decision) =>
        Service<DecideRows>().RunAsync(upload, new Dictionary<int, string?> { [row] = decision }, Token);

    public async Task<FinishedImport> ApplyAsync(ImportUpload upload)
    {
        Assert.NotNull(await Service<ApplyImport>().RunAsync(upload, Viewer, Token));
        return (await Service<ImportDesk>().ImportAsync(upload.Id, Viewer, Operation.See, Token))!;
    }

    public Task<UndoneImport?> UndoAsync(FinishedImport import) => Service<UndoImport>().RunAsync(import, Viewer, Token);

    /// <summary>All that is known of organisations, without the days and versions of rows.</summary>
    public Task<string> FactsAsync() => Network.ScalarAsync<string>("""
        SELECT concat(
            (SELECT string_agg((to_jsonb(o) - 'updated_at')::text, E'\n' ORDER BY o.id) FROM organisations AS o),
            (SELECT string_agg(to_jsonb(s)::text, E'\n' ORDER BY s.organisation_id, s.name, s.external_id) FROM organisation_sources AS s),
            (SELECT string_agg(to_jsonb(p)::text, E'\n' ORDER BY p.organisation_id) FROM protected_places AS p))
        """);

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    private static async Task<Guid> PersonAsync(SeededNetwork network)
    {
        await using var scope = network.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<DbContext>();
        var id = Guid.NewGuid();
        context.Add(new Person { Id = id, UserName = $"{id:N}@example.org", Email = $"{id:N}@example.org" });
        await context.SaveChangesAsync(Token);
        return id;
    }
}
