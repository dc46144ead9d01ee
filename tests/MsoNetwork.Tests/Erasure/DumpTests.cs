using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Erasure;
using MsoNetwork.Import;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.SignIn;
using MsoNetwork.Web.Commands;
using static MsoNetwork.Tests.GraphQl.ApiActors;

namespace MsoNetwork.Tests.Erasure;

/// <summary>An organisation and a person who stand in every table are erased; a real dump and all files are searched.</summary>
[Trait("Speed", "Medium")]
public sealed class DumpTests(RunningSite site, TestCluster cluster) : IClassFixture<RunningSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_byte_of_either_is_left_in_a_dump_or_a_file_and_an_older_backup_brings_nothing_back()
    {
        var folder = Path.GetDirectoryName(site.Mails)!;
        var file = Path.Combine(Directory.CreateTempSubdirectory("msonet-erased-").FullName, "liste.csv");
        await File.WriteAllTextAsync(file, FilledTables.Csv, Token);
        var options = new ImportOptions(file) { Source = "Liste (erfunden)" };
        Assert.Equal(1, (await new Importer(site.Database, TimeProvider.System).RunAsync(options, null, Token)).Created);
        var id = Guid.Parse(await site.TextAsync($"SELECT id FROM organisations WHERE name = '{FilledTables.Name}'"));
        Assert.Equal(FilledTables.Slug, await site.TextAsync($"SELECT slug FROM organisations WHERE id = '{id}'"));
        var filled = await FilledTables.NewAsync(site, id);
        await MailedLink.FindAsync(site.Database, site.Mails, "gast@quittenrausch.example.org", "einladung");
        await Waiting.UntilAsync(
            async () => await site.TextAsync($"SELECT count(*) FROM published_changes WHERE organisation_id = '{id}'") != "0",
            "the feed does not have it");
        var connection = site.Database.ConnectionString;
        string[] ids = [$"{filled.Person}", $"{filled.Person:N}"];

        // Else it would prove nothing: something stands in every table that can hold something.
        var before = (await Dump.ReadAsync(connection)).Find([.. FilledTables.Words, $"{id}", .. ids]);
        Assert.Empty((await PersonalAsync()).Except(before.Keys).Order(StringComparer.Ordinal));
        await site.Client.GetByteArrayAsync(new Uri("/organisations/export.csv", UriKind.Relative), Token);
        Assert.Contains("exports" + Path.DirectorySeparatorChar, InFiles(folder), StringComparison.Ordinal);
        var backup = Path.ChangeExtension(file, ".dump");
        await Dump.WriteAsync(connection, backup);

        var input = new { organisation = OrganisationId(id), name = FilledTables.Name, reason = "OWN_WISH" };
        (await site.DoAsync(await site.StaffAsync("ki-koeln"), "eraseOrganisation", input, "id")).WithoutErrors();
        await using (var scope = site.Services.CreateAsyncScope())
            Assert.Empty(await scope.ServiceProvider.GetRequiredService<ErasePerson>().RunAsync(filled.Person, Token));
        string[] sought = [.. FilledTables.Words, .. ids];
        Assert.Empty((await Dump.ReadAsync(connection)).Find(sought));
        Assert.Equal("", InFiles(folder));

        // The backup from before, in a new place, with the list that lies beside the database: as the next start does.
        var restored = await cluster.CreateDatabaseAsync(Token, "template0");
        await Dump.RestoreAsync(backup, restored);
        Assert.NotEmpty((await Dump.ReadAsync(restored)).Find(sought));
        await using var host = NetworkHost.CreateBuilder(settings: new Dictionary<string, string?>
        {
            ["DATABASE"] = restored,
            ["ERASURES"] = Path.Combine(folder, "erasures.list"),
        }).Build();
        Assert.Equal((1, 1), await host.Services.GetRequiredService<ApplyErasures>().RunAsync(Token));
        Assert.Empty((await Dump.ReadAsync(restored)).Find(sought));
    }

    /// <summary>All that the list says something of an organisation or a person about, and all that goes with a row of either.</summary>
    private async Task<IEnumerable<string>> PersonalAsync() => StoredTables.All
        .Where(one => one.About is not null || one.Organisation is not null || one.Person is not null).Select(one => one.Name)
        .Union((await site.TextAsync("""
            SELECT string_agg(DISTINCT conrelid::regclass::text, ' ') FROM pg_constraint
            WHERE contype = 'f' AND confrelid IN ('organisations'::regclass, 'persons'::regclass)
            """)).Split(' '));

    private static string InFiles(string folder) => string.Join("; ",
        from path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        where !path.EndsWith(".lock", StringComparison.Ordinal) // empty, and held
        let text = Encoding.UTF8.GetString(File.ReadAllBytes(path))
        let mail = path.EndsWith(".eml", StringComparison.Ordinal) ? MimeKit.MimeMessage.Load(path) : null
        let all = text + path + mail?.TextBody + mail?.HtmlBody + mail?.Subject + mail?.To
        from word in FilledTables.Words
        where all.Contains(word, StringComparison.Ordinal)
        select $"{Path.GetRelativePath(folder, path)}: {word}");
}
