using CsCheck;

namespace MsoNetwork.Tests.Import;

[Trait("Speed", "Slow")]
public sealed class ImportLawTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private static readonly string[] Columns =
    [
        "external_id",
        "postcode",
        "street",
        "latitude",
        "longitude",
        "protect_location",
        "topics",
        "languages",
        "keywords",
        "email",
        "description_de",
        "source_name",
        "retrieved_on",
        "status",
    ];

    // Few values of each kind, so that rows meet: the same ids, names and towns, within a file and from file to file.
    private static readonly Dictionary<string, string[]> Values = new()
    {
        ["external_id"] = ["", "1", "2", "3"],
        ["name"] = ["Haus Eins", "HAUS EINS", "Haus Zwei", "Haus Drei", ""],
        ["town"] = ["Köln", "Bonn", "Porz", "Nirgends"],
        ["postcode"] = ["", "50667", "51143", "99"],
        ["street"] = ["", "Weg 1", "Weg 2"],
        ["latitude"] = ["", "50.9", "91"],
        ["longitude"] = ["", "7.0"],
        ["protect_location"] = ["", "yes", "no"],
        ["topics"] = ["", "Bildung", "education|Quantenphysik"],
        ["languages"] = ["", "tr|ar", "Quenya"],
        ["keywords"] = ["", "Chor", "porz|Chor"],
        ["email"] = ["", "a@example.org", "b@example.org", "schlecht"],
        ["description_de"] = ["", "Text", "\"Zwei\nZeilen\""],
        ["source_name"] = ["", "Quelle A", "Quelle B"],
        ["retrieved_on"] = ["", "2024-01-01", "01.02.2025"],
        ["status"] = ["", "active", "dissolved"],
    };

    private static readonly Gen<string> Files =
        from columns in Gen.Shuffle(Columns)
            .SelectMany(all => Gen.Int[0, all.Length].Select(count => (string[])["name", "town", .. all[..count]]))
        from rows in Gen.Int[0, 1_000_000].Array[columns.Length].Array[1, 6]
        select string.Join(",", columns)
            + "\n"
            + string.Concat(
                rows.Select(row => string.Join(",", columns.Select((column, i) => Values[column][row[i] % Values[column].Length])) + "\n")
            );

    [Fact]
    public async Task Whatever_the_file_importing_it_twice_is_importing_it_once()
    {
        // One file after the other into the same registry: each meets what the earlier ones left.
        await Files.SampleAsync(
            async file =>
            {
                var first = await network.ImportAsync(file);
                var once = await network.EverythingAsync();
                var second = await network.ImportAsync(file);
                Assert.Equal((0, 0, first.Created + first.Updated + first.Unchanged, first.Rejected), second.Counts());
                Assert.Equal(once, await network.EverythingAsync());
                Assert.Equal(second.Rows, second.Unchanged + second.Rejected);
            },
            iter: 100, threads: 1);
    }

    [Fact]
    public async Task Whatever_was_there_before_importing_a_file_twice_is_importing_it_once()
    {
        // Few files into an empty registry: states that many files together leave behind.
        await Files.Array[8].SampleAsync(
            async files =>
            {
                await network.RunAsync("DELETE FROM organisations WHERE name ILIKE 'Haus %'");
                foreach (var file in files)
                {
                    await network.ImportAsync(file);
                    var once = await network.EverythingAsync();
                    Assert.Equal((0, 0), ((await network.ImportAsync(file)) is var second ? second.Created : 0, second.Updated));
                    Assert.Equal(once, await network.EverythingAsync());
                }
            },
            iter: 12, threads: 1);
    }

    [Fact]
    public async Task No_protected_street_postcode_or_part_of_a_town_is_ever_in_a_public_row()
    {
        await Files.SampleAsync(
            async file =>
            {
                await network.ImportAsync(file);
                Assert.Equal(
                    0,
                    await network.ScalarAsync<long>(
                        "SELECT count(*) FROM organisations WHERE location_protected AND (street IS NOT NULL OR postcode IS NOT NULL OR "
                            + "precision <> 'Municipality' OR town <> (SELECT name FROM regions WHERE key = municipality_key))"
                    )
                );
                Assert.Equal(
                    "",
                    await network.ScalarAsync<string>(
                        "SELECT coalesce(string_agg(concat_ws('|', slug, keywords, p.street), ' '), '') FROM organisations JOIN "
                            + "protected_places AS p ON organisation_id = id WHERE slug LIKE '%porz%' OR ('porz' = ANY(keywords) AND "
                            + "p.street LIKE '%Porz')"
                    )
                );
                Assert.Equal(
                    0,
                    await network.ScalarAsync<long>(
                        "SELECT count(*) FROM protected_places JOIN organisations ON id = organisation_id WHERE NOT location_protected"
                    )
                );
            },
            iter: 40, threads: 1);
    }
}
