using MsoNetwork.Accounts;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Tests.Sql;

/// <summary>What is written is read again as it was, whatever the kinds of its columns.</summary>
public sealed class StoredRowTests(TestCluster cluster)
{
    private enum Colour
    {
        DarkRed,
        Blue,
    }

    private class Painted
    {
        public required Colour Colour { get; init; }
        public string? SmallNote { get; init; }
        public int? Layers { get; init; }
        public DateOnly? FirstDay { get; init; }
        public Dictionary<string, string> Names { get; init; } = [];
        public string[] Topics { get; init; } = [];
    }

    private sealed class Stored : Painted
    {
        public required Guid Id { get; init; }
        public bool Dry { get; private set; }
        public DoneBy PaintedBy { get; init; } = DoneBy.Nobody;
        public string Spoken => $"{Colour} {SmallNote}";
    }

    [Fact]
    public void Columns_are_named_after_properties_that_can_be_set_and_those_without_are_left_out() => Assert.Equal(
        ["p.colour", "p.dry", "p.id", "p.layers", "p.names", "p.painted_by", "p.painted_by_centre", "p.painted_by_person", "p.small_note",
            "p.topics"],
        new StoredRow<Stored>(DoneByColumns.Several, [nameof(Painted.FirstDay)]).Select("p").Split(", ").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("a note", 3, "2026-11-30")]
    [InlineData(null, null, null)]
    public async Task What_was_written_is_read_as_it_was(string? note, int? layers, string? day)
    {
        var token = TestContext.Current.CancellationToken;
        await using var database = NpgsqlDataSource.Create(await cluster.CreateDatabaseAsync(token));
        await RunAsync("""
            CREATE TABLE painted (id uuid, colour text, small_note text, layers int, first_day date, names jsonb, topics text[],
                dry boolean DEFAULT true, painted_by uuid, painted_by_centre text DEFAULT 'ki-dueren', painted_by_person uuid)
            """);
        var given = new Painted
        {
            Colour = Colour.Blue,
            SmallNote = note,
            Layers = layers,
            FirstDay = day is null ? null : DateOnly.Parse(day, null),
            Names = new() { ["de"] = "Grün \"hell\"", ["tr"] = "yeşil" },
            Topics = ["a", "b"],
        };
        var (values, id) = (new SqlConditions(), Guid.NewGuid());
        var columns = new StoredRow<Painted>().Write(given, values);
        await using (var insert = values.Command(database, $"""
            INSERT INTO painted (id, {string.Join(", ", columns.Select(one => one.Column))})
            VALUES ('{id}', {string.Join(", ", columns.Select(one => one.Place))})
            """))
        {
            await insert.ExecuteNonQueryAsync(token);
        }

        var row = new StoredRow<Stored>(DoneByColumns.Several);
        var found = Assert.Single(await new SqlConditions().ListAsync(
            database, $"SELECT {row.Select("p")} FROM painted AS p", row.Read, token));
        Assert.Equal((id, given.Colour, note, layers), (found.Id, found.Colour, found.SmallNote, found.Layers));
        Assert.Equal((given.FirstDay, true, "ki-dueren"), (found.FirstDay, found.Dry, found.PaintedBy.Centre));
        Assert.Equal(given.Names, found.Names);
        Assert.Equal(given.Topics, found.Topics);

        async Task RunAsync(string sql)
        {
            await using var command = database.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(token);
        }
    }
}
