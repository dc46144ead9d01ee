using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Tests.Lists;

/// <summary>A row of a table that only these tests have.</summary>
public sealed record Listed(Guid Id, string Name, DateTimeOffset Moment, DateOnly Day, double Metres);

/// <summary>A table whose values are often the same, with two parents and a list in each kind of order.</summary>
public sealed class ListTable(TestCluster cluster) : IAsyncLifetime
{
    public const string Columns = "l.id, l.name, l.moment, l.day, l.metres";

    public static readonly string[] Orders = ["id", "id back", "name", "moment", "moment back", "day", "metres"];

    private NpgsqlDataSource? _database;

    public NpgsqlDataSource Database => _database!;

    public async ValueTask InitializeAsync()
    {
        _database = NpgsqlDataSource.Create(await cluster.CreateDatabaseAsync(CancellationToken.None));
        await RunAsync("""
            CREATE TABLE listed (id uuid PRIMARY KEY, parent int, name text COLLATE "C", moment timestamptz, day date, metres float8)
            """);
        await AddAsync(1, 61, 1);
        await AddAsync(2, 17, 2);
    }

    /// <summary>Adds rows, the same for the same seed.</summary>
    public async Task AddAsync(int parent, int rows, int seed)
    {
        var random = new Random(seed);
        for (var number = 0; number < rows; number++)
        {
            var id = new byte[16];
            random.NextBytes(id);
            await using var command = Database.CreateCommand("INSERT INTO listed VALUES ($1, $2, $3, $4, $5, $6)");
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = new Guid(id) });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = parent });
            command.Parameters.Add(new NpgsqlParameter<string>
            {
                TypedValue = new string((char)('a' + random.Next(5)), 1 + random.Next(2)),
            });
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>
            {
                TypedValue = new DateTimeOffset(2026, 1, 1 + random.Next(9), 0, 0, 0, TimeSpan.Zero).AddMicroseconds(random.Next(3)),
            });
            command.Parameters.Add(new NpgsqlParameter<DateOnly>
            {
                TypedValue = random.Next(4) == 0 ? DateOnly.MaxValue : new DateOnly(2026, 1, 1 + random.Next(9)), // infinity
            });
            command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = random.Next(7) / 3.0 });
            await command.ExecuteNonQueryAsync();
        }
    }

    public async Task RunAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A page of the rows that a condition lets through.</summary>
    public ListPage<Listed> Page(string order, PageRequest request, string condition = "l.parent = 1")
    {
        var conditions = new SqlConditions();
        conditions.Add(condition);
        return new ListPage<Listed>(new KeysetList<Listed>
        {
            Database = Database,
            From = "listed AS l",
            Conditions = conditions,
            Columns = Columns,
            Read = row => new(row.Value<Guid>(), row.Text(), row.Value<DateTimeOffset>(), row.Value<DateOnly>(), row.Value<double>()),
            Order = Order(order),
        }, request);
    }

    /// <summary>The order as anybody would write it.</summary>
    public static string Plain(string order) => order switch
    {
        "id" => "l.id",
        "id back" => "l.id DESC",
        "name" => "l.name, l.id",
        "moment" => "l.moment, l.id",
        "moment back" => "l.moment DESC, l.id",
        "day" => "l.day, l.id",
        _ => "l.metres, l.id",
    };

    public async ValueTask DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
    }

    private static KeysetOrder<Listed> Order(string order) => new($"listed by {order}", "l.id", row => row.Id)
    {
        IdDescending = order == "id back",
        Descending = order == "moment back",
        Value = order switch
        {
            "name" => KeysetValue.Text<Listed>("l.name", row => row.Name),
            "moment" or "moment back" => KeysetValue.Moment<Listed>("l.moment", row => row.Moment),
            "day" => KeysetValue.Day<Listed>("l.day", row => row.Day),
            "metres" => KeysetValue.Metres<Listed>("l.metres", row => row.Metres),
            _ => null,
        },
    };
}
