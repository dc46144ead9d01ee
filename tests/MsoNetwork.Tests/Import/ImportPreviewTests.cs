using MsoNetwork.Accounts;
using MsoNetwork.Duplicates;
using MsoNetwork.Errors;
using MsoNetwork.Import;
using MsoNetwork.Organisations.Merging;

namespace MsoNetwork.Tests.Import;

/// <summary>What the browser's import says of each row before anything is written, and what somebody decides.</summary>
[Trait("Speed", "Medium")]
public sealed class ImportPreviewTests(SeededNetwork network, TestCluster cluster) : IClassFixture<SeededNetwork>
{
    private const string Head = "Nr;Vereinsname;PLZ;Ort;Straße;E-Mail;Telefon;Gegründet\n";

    [Theory]
    [InlineData("Ort", "town")]
    [InlineData("PLZ", "postcode")]
    [InlineData("Verein", "name")]
    [InlineData("Name des Vereins", "name")]
    [InlineData("Strasse", "street")]
    [InlineData("Straße / Hausnummer", "street")]
    [InlineData("E-Mail Adresse", "email")]
    [InlineData("Telefonnumer", "phone")]
    [InlineData("Hompage", "website")]
    [InlineData("Zip Code", "postcode")]
    [InlineData("Description", "description_de")]
    [InlineData("description_en", "description_en")]
    [InlineData("Themenfelder", "topics")]
    [InlineData("Bemerkung intern", "")]
    [InlineData("", "")]
    public void A_heading_is_understood_in_German_and_English_and_with_a_slip(string heading, string column) =>
        Assert.Equal(column, ColumnSuggestions.Of([heading])[0]);

    [Fact]
    public void No_column_is_suggested_twice_and_the_better_fit_has_it() =>
        Assert.Equal(["", "name", "town", ""], ColumnSuggestions.Of(["Vereinsnam", "Vereinsname", "Ort", "Ort"]));

    [Fact]
    public async Task Looking_again_waits_for_nobody_until_something_has_changed()
    {
        await using var own = await SeededNetwork.NewAsync(cluster);
        await using var centre = await ImportingCentre.InAsync(own);
        var upload = await centre.UploadAsync(Head + "1;Haus Ansicht;50667;Köln;;;;\n");
        var first = await centre.PreviewAsync(upload);
        await using var other = await own.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using (await MergeTransaction.BeginAsync(other, null, TestContext.Current.CancellationToken))
        {
            Assert.Same(first, await centre.PreviewAsync(upload));
            await own.RunAsync("UPDATE organisations SET name = 'Anders' WHERE id = (SELECT min(id::text)::uuid FROM organisations)");
            var busy = await Assert.ThrowsAsync<NetworkException>(() => centre.PreviewAsync(upload));
            Assert.Equal(ErrorCode.Unavailable, busy.Code);
        }

        var again = await centre.PreviewAsync(upload);
        Assert.NotSame(first, again);
        await centre.DecideAsync(upload, 2, "leave");
        Assert.Equal(VerdictKind.Left, Assert.Single((await centre.PreviewAsync(upload)).Rows).Kind);
    }

    [Fact]
    public async Task Whoever_works_for_several_centres_says_for_which_one()
    {
        await using var centre = await ImportingCentre.InAsync(network);
        var both = centre.Viewer with
        {
            Memberships = [.. centre.Viewer.Memberships, new CentreMembership("ki-bonn", "05314", null)],
            ActsFor = null,
        };
        var desk = centre.Service<ImportDesk>();
        var token = TestContext.Current.CancellationToken;
        Assert.Equal(["ki-koeln", "ki-bonn"], (await desk.CentresAsync(both, token)).Select(one => one.Key));
        var bytes = System.Text.Encoding.UTF8.GetBytes("name;town\nHaus Wahl;Bonn\n");
        var (id, _) = await centre.Service<UploadFile>().RunAsync(both, "wahl.csv", bytes, token, "ki-bonn");
        Assert.Equal("ki-bonn", (await desk.UploadAsync(id!.Value, both, token))!.CentreKey);
        var refused = await Assert.ThrowsAsync<NetworkException>(
            () => centre.Service<UploadFile>().RunAsync(both, "wahl.csv", bytes, token, "ki-essen"));
        Assert.Equal(ErrorCode.Forbidden, refused.Code);
    }

    [Fact]
    public async Task Every_row_has_its_verdict_and_nothing_is_written()
    {
        await using var centre = await ImportingCentre.InAsync(network);
        await network.ImportAsync("external_id,name,town,postcode,street,email\n"
            + "7,Haus Bestand,Köln,50667,Alte Gasse 1,alt@example.org\n8,Haus Gleich,Köln,50667,Gleiche Gasse 2,\n", "Liste der Stadt");
        var before = await network.EverythingAsync();
        var upload = await centre.UploadAsync(Head
            + "7;Haus Bestand;50667;Köln;Neue Gasse 9;alt@example.org;;\n"
            + "8;Haus Gleich;50667;Köln;Gleiche Gasse 2;;;\n"
            + "9;Haus Ganz Neuartig;50667;Köln;;neu@example.org;;1999\n"
            + "10;Allerweltshaus Koeln;;Köln;;;;\n"
            + "11;;50667;Köln;;;;\n"
            + "12;Haus Nirgends;;Entenhausen;;;;\n"
            + "13;Haus Rhein;53111;Bonn;;;;\n"
            + "14;Haus Ohne Post;50667;Köln;;keine Adresse;;\n"
            + "14;Haus Noch Einmal;50667;Köln;;;;\n"
            + ";;;;;;;\n");
        var rows = (await centre.PreviewAsync(upload)).Rows.ToDictionary(row => row.Row);
        Assert.Equal(
            [VerdictKind.Changed, VerdictKind.Same, VerdictKind.New, VerdictKind.LikelyDuplicate, VerdictKind.Invalid,
                VerdictKind.Invalid, VerdictKind.Elsewhere, VerdictKind.New, VerdictKind.Invalid],
            rows.Values.Select(row => row.Kind));
        var (field, change) = Assert.Single(rows[2].Fields);
        Assert.Equal(("street", "Alte Gasse 1", "Neue Gasse 9"),
            (field, change.Before!.GetValue<string>(), change.After!.GetValue<string>()));
        var likely = Assert.Single(rows[5].Duplicates);
        Assert.Equal(("Allerweltshaus Köln e.V.", DuplicateReason.SameName), (likely.Name, likely.Reasons[0]));
        Assert.Equal(("name", true), (rows[6].Remarks[0].Column, rows[6].Remarks[0].IsFatal));
        Assert.Equal(("town", "Entenhausen", true), (rows[7].Remarks[0].Column, rows[7].Remarks[0].Value, rows[7].Remarks[0].IsFatal));
        Assert.Equal(("email", "keine Adresse", false), (rows[9].Remarks[0].Column, rows[9].Remarks[0].Value, rows[9].Remarks[0].IsFatal));
        Assert.Equal("external_id", rows[10].Remarks[^1].Column);
        Assert.Equal(before, await network.EverythingAsync());
        Assert.Equal(0, await network.ScalarAsync<long>(
            "SELECT count(*) FROM change_sets WHERE source = 'Liste der Stadt' AND author_kind = 'person'"));
    }

    [Fact]
    public async Task What_somebody_decides_is_done_and_nothing_of_another_area_is_ever_touched()
    {
        await using var centre = await ImportingCentre.InAsync(network);
        var upload = await centre.UploadAsync(Head
            + "1;Allerweltshaus Koeln;;Köln;;;;\n2;Allerwelts-Haus;;Köln;;;;\n3;Haus Lass Mich;;Köln;;;;\n"
            + "4;Haus Fremd Gemeint;;Köln;;;;\n");
        var known = await network.ScalarAsync<Guid>("SELECT id FROM organisations WHERE name = 'Allerweltshaus Köln e.V.'");
        var foreign = await network.ScalarAsync<Guid>("SELECT id FROM organisations WHERE municipality_key LIKE '05314%' LIMIT 1");
        await centre.DecideAsync(upload, 2, known.ToString("N"));
        await centre.DecideAsync(upload, 3, "take");
        await centre.DecideAsync(upload, 4, "leave");
        await centre.DecideAsync(upload, 5, foreign.ToString("N"));
        var rows = (await centre.PreviewAsync(upload)).Rows;
        Assert.Equal(known, rows[0].Organisation);
        Assert.Equal(VerdictKind.Same, rows[0].Kind); // the other source was read later and leads
        Assert.Equal(VerdictKind.New, rows[1].Kind);
        Assert.NotEmpty(rows[1].Duplicates);
        Assert.Equal(VerdictKind.Left, rows[2].Kind);
        Assert.Equal(VerdictKind.Elsewhere, rows[3].Kind);
        await centre.DecideAsync(upload, 4, "");
        Assert.Equal(VerdictKind.New, (await centre.PreviewAsync(upload)).Rows[2].Kind);
    }

    [Fact]
    public async Task An_administrator_imports_everywhere()
    {
        await using var administrator = await ImportingCentre.AdministratorAsync(network);
        var upload = await administrator.UploadAsync(Head + "1;Haus Überall;53111;Bonn;;;;\n2;Haus Auch Dort;;Köln;;;;\n");
        Assert.Equal([VerdictKind.New, VerdictKind.New], (await administrator.PreviewAsync(upload)).Rows.Select(row => row.Kind));
    }
}
