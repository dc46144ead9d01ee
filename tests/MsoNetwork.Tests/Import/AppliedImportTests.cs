using MsoNetwork.Changes;
using MsoNetwork.Errors;
using MsoNetwork.Import;
using MsoNetwork.Permissions;
using Npgsql;

namespace MsoNetwork.Tests.Import;

/// <summary>An upload is applied once, whole or not at all, and taken back without what others did since.</summary>
public sealed class AppliedImportTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private const string Head = "external_id,name,town,postcode,street,email,phone,description_de,protect_location\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_import_is_told_with_its_author_and_undone_it_leaves_nothing()
    {
        await using var centre = await ImportingCentre.InAsync(network);
        await network.ImportAsync(Head + "u1,Haus Umkehr,Köln,50667,Alte Gasse 1,alt@example.org,0221 100100,Alt,no\n", "Andere Quelle");
        var before = await centre.FactsAsync();
        var import = await centre.ApplyAsync(await centre.UploadAsync(Head
            + "u1,Haus Umkehr,Köln,50668,Neue Gasse 2,neu@example.org,0221 200200,Neu,no\n"
            + "u2,Haus Erstmals Hier,Köln,50667,Gasse 3,,,Ganz neu,no\nu3,Haus Zuflucht Undo,Köln,50667,Gasse 4,,,,yes\n,,Köln,,,,,,\n"));
        Assert.Equal((2, 1, 0, 1), (import.Created, import.Updated, import.Same, import.Left));
        var id = await network.ScalarAsync<Guid>("SELECT id FROM organisations WHERE name = 'Haus Umkehr'");
        await using var connection = await network.Database.OpenConnectionAsync(Token);
        var history = await ChangeHistory.ReadAsync(connection, ChangeSubject.Organisation, id.ToString(), Token);
        Assert.Equal(new ChangeAuthor(ChangeAuthorKind.Person, centre.Viewer.Person.ToString(), "Liste der Stadt"), history[0].Author);
        Assert.NotEqual(before, await centre.FactsAsync());
        Assert.Null(await centre.Service<ImportDesk>().UploadAsync(import.Id, centre.Viewer, Token));

        var undone = (await centre.UndoAsync(import))!;
        Assert.Equal((1, 2), (undone.Restored, undone.Removed));
        Assert.Empty(undone.Kept);
        Assert.Equal(before, await centre.FactsAsync());
        Assert.Null(await centre.UndoAsync(import)); // once
        Assert.True((await centre.Service<ImportDesk>().ImportAsync(import.Id, centre.Viewer, Operation.See, Token))!.IsUndone);
    }

    [Fact]
    public async Task What_others_changed_since_stays_and_is_told()
    {
        await using var centre = await ImportingCentre.InAsync(network);
        await network.ImportAsync(Head + "v1,Haus Beider,Köln,50667,Alte Gasse 1,alt@example.org,0221 100100,Alt,no\n", "Andere Quelle");
        var import = await centre.ApplyAsync(await centre.UploadAsync(Head
            + "v1,Haus Beider,Köln,50667,Neue Gasse 2,neu@example.org,0221 200200,Neu,no\n"
            + "v2,Haus Berührt,Köln,50667,,,,,no\nv3,Haus Mit Anhang,Köln,50667,,,,,no\nv4,Haus Unberührt Geblieben,Köln,50667,,,,,no\n"));
        await network.RunAsync("UPDATE organisations SET email = 'spaeter@example.org' WHERE name = 'Haus Beider'");
        await network.RunAsync("UPDATE organisations SET phone = '+49 221 999' WHERE name = 'Haus Berührt'");
        await network.RunAsync("INSERT INTO memberships (member_id, umbrella_id) SELECT a.id, b.id "
            + "FROM organisations AS a, organisations AS b WHERE a.name = 'Haus Mit Anhang' AND b.name = 'Haus Beider'");

        var undone = (await centre.UndoAsync(import))!;
        Assert.Equal((1, 1), (undone.Restored, undone.Removed));
        Assert.Equal(
            [("Haus Beider", "email"), ("Haus Berührt", ""), ("Haus Mit Anhang", "")],
            undone.Kept.Select(kept => (kept.Name, string.Join(",", kept.Fields))).OrderBy(kept => kept.Name));
        Assert.Equal("spaeter@example.org", await network.OfAsync("Haus Beider", "email"));
        Assert.Equal("Alte Gasse 1", await network.OfAsync("Haus Beider", "street"));
        Assert.Equal("+49 221 100100", await network.OfAsync("Haus Beider", "phone"));
        Assert.Equal(0, await network.ScalarAsync<long>("SELECT count(*) FROM organisations WHERE name = 'Haus Unberührt Geblieben'"));
        Assert.Equal(1, await network.ScalarAsync<long>("SELECT count(*) FROM organisation_sources AS s JOIN organisations AS o "
            + "ON o.id = s.organisation_id WHERE o.name = 'Haus Berührt'"));
    }

    [Fact]
    public async Task Many_rows_go_back_together_and_one_that_cannot_stays_alone()
    {
        await using var centre = await ImportingCentre.InAsync(network);
        string Rows(string street) => Head + string.Concat(Enumerable.Range(1, 40).Select(number =>
            $"q{number},Haus Viele {number}x,Köln,50667,{street} {number},,,,no\n"));
        await network.ImportAsync(Rows("Alte Gasse"), "Andere Quelle");
        var before = await centre.FactsAsync();
        var import = await centre.ApplyAsync(await centre.UploadAsync(Rows("Neue Gasse")
            + string.Concat(Enumerable.Range(1, 40).Select(number => $"r{number},Quartier {number}y,Köln,,,,,,no\n"))));
        Assert.Equal((40, 40), (import.Created, import.Updated));
        // What a rule of the database forbids is told, and is nobody else's trouble.
        await network.RunAsync("ALTER TABLE organisations ADD CONSTRAINT test_rule CHECK (street <> 'Alte Gasse 7') NOT VALID");
        var undone = (await centre.UndoAsync(import))!;
        await network.RunAsync("ALTER TABLE organisations DROP CONSTRAINT test_rule");
        Assert.Equal((39, 40), (undone.Restored, undone.Removed));
        Assert.Equal("street", Assert.Single(Assert.Single(undone.Kept).Fields));
        await network.RunAsync("UPDATE organisations SET street = 'Alte Gasse 7' WHERE street = 'Neue Gasse 7'");
        Assert.Equal(before, await centre.FactsAsync());
    }

    [Fact]
    public async Task A_place_that_became_protected_since_is_not_brought_back_into_the_open()
    {
        await using var centre = await ImportingCentre.InAsync(network);
        await network.ImportAsync(Head + "w1,Haus Verborgen,Köln,50667,Geheimgasse 1,,,,no\n", "Andere Quelle");
        var import = await centre.ApplyAsync(await centre.UploadAsync(Head + "w1,Haus Verborgen,Köln,50667,Geheimgasse 2,,,,yes\n"));
        var undone = (await centre.UndoAsync(import))!;
        Assert.Equal(["location_protected"], Assert.Single(undone.Kept).Fields);
        Assert.Equal("-", await network.OfAsync("Haus Verborgen", "street"));
        Assert.Equal("true", await network.OfAsync("Haus Verborgen", "location_protected"));
    }

    [Fact]
    public async Task Two_at_once_apply_it_once()
    {
        await using var centre = await ImportingCentre.InAsync(network);
        var upload = await centre.UploadAsync(Head + "x1,Haus Doppelklick,Köln,50667,,,,,no\n");
        var both = await Task.WhenAll(
            centre.Service<ApplyImport>().RunAsync(upload, centre.Viewer, Token),
            centre.Service<ApplyImport>().RunAsync(upload, centre.Viewer, Token));
        Assert.Single(both, done => done is not null);
        Assert.Equal(1, await network.ScalarAsync<long>("SELECT count(*) FROM imports WHERE id = '" + upload.Id + "'"));
    }

    [Fact]
    public async Task Whoever_dies_in_the_middle_of_applying_leaves_nothing_and_the_upload()
    {
        await using var centre = await ImportingCentre.InAsync(network);
        await network.ImportAsync(Head + "y1,Haus Abbruch,Köln,50667,,,,,no\n", "Andere Quelle");
        var upload = await centre.UploadAsync(Head + "y1,Haus Abbruch,Köln,50667,Neue Gasse 1,,,,no\ny2,Haus Halb,Köln,50667,,,,,no\n");
        var before = await centre.FactsAsync();
        await using (var blocker = await network.Database.OpenConnectionAsync(Token))
        {
            await using var transaction = await blocker.BeginTransactionAsync(Token);
            await using var hold = new NpgsqlCommand("SELECT FROM organisations WHERE name = 'Haus Abbruch' FOR NO KEY UPDATE", blocker);
            await hold.ExecuteNonQueryAsync(Token);
            var applying = centre.Service<ApplyImport>().RunAsync(upload, centre.Viewer, Token);
            const string Waiting = "FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE "
                + "'%UPDATE organisations%'";
            await Tests.Waiting.UntilAsync(
                async () => await network.ScalarAsync<long>($"SELECT count(*) {Waiting}") > 0, "nothing is being written");
            await network.RunAsync($"SELECT pg_terminate_backend(pid) {Waiting}"); // what a killed process leaves of its connection
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => applying);
        }

        Assert.Equal(before, await centre.FactsAsync());
        Assert.Equal(0, await network.ScalarAsync<long>("SELECT count(*) FROM imports WHERE id = '" + upload.Id + "'"));
        Assert.Equal((1, 1), (await centre.ApplyAsync(upload)) is var import ? (import.Created, import.Updated) : default);
    }

    [Fact]
    public async Task Uploads_are_nobody_else_s_and_imports_no_other_centre_s()
    {
        await using var centre = await ImportingCentre.InAsync(network);
        await using var colleague = await ImportingCentre.InAsync(network);
        await using var other = await ImportingCentre.InAsync(network, "ki-bonn", "05314");
        await using var administrator = await ImportingCentre.AdministratorAsync(network);
        var upload = await centre.UploadAsync(Head + "z1,Haus Nur Meins,Köln,50667,,,,,no\n");
        foreach (var one in new[] { colleague, other, administrator })
        {
            Assert.Null(await one.Service<ImportDesk>().UploadAsync(upload.Id, one.Viewer, Token));
            Assert.Null(await one.Service<ApplyImport>().RunAsync(upload, one.Viewer, Token));
            await one.Service<ImportDesk>().DiscardAsync(upload.Id, one.Viewer, Token);
        }

        var import = await centre.ApplyAsync(upload);
        foreach (var (one, may) in new[] { (colleague, true), (other, false), (administrator, true) })
        {
            Assert.Equal(may, await one.Service<ImportDesk>().ImportAsync(import.Id, one.Viewer, Operation.Undo, Token) is not null);
            Assert.Equal(may, (await one.Service<ImportDesk>().ImportsAsync(one.Viewer, Token)).Any(seen => seen.Id == import.Id));
        }

        var stranger = MsoNetwork.Accounts.Viewer.Nobody with { Person = centre.Viewer.Person };
        await Assert.ThrowsAsync<NetworkException>(() => centre.Service<ImportDesk>().CentreAsync(stranger, Token));
    }
}
