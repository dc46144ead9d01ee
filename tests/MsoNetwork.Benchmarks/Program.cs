using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork;
using MsoNetwork.Benchmarks;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;

// Prints, for the database of MSONET_DATABASE, the very statement that the API sends for "the nearest 20 with any of two topics
// within 15 km of a random point", as a script for pgbench. near.lua asks the API the same question.
// With "bare ADDRESS": see BareServer. With "search DIR": see SearchTimes. With "network DIR": see NetworkTimes.
if (args is ["network", var modules])
{
    await NetworkTimes.RunAsync(modules);
    return;
}

var database = Environment.GetEnvironmentVariable("MSONET_DATABASE") ?? throw new InvalidOperationException("MSONET_DATABASE is not set.");
await using var services = new ServiceCollection().AddMsoNetwork(database).BuildServiceProvider();
if (args is ["search", var folder])
{
    await SearchTimes.RunAsync(services, folder);
    return;
}

var source = services.GetRequiredService<NpgsqlDataSource>();
var filter = new OrganisationFilter
{
    Topics = ["education", "culture"],
    Near = new NearInput { Latitude = 51, Longitude = 7, RadiusKm = 15 },
};
var vocabularies = await VocabularyLoader.LoadAsync(source, default);
var criteria = new OrganisationCriteria(filter, await GazetteerLoader.LoadAsync(source, default), vocabularies);
var conditions = criteria.Conditions.Copy();
// All that is shown, without the version, which only our own memory asks for.
var sql = OrganisationSql.Nearest(
    criteria,
    conditions,
    "o.id, o.slug, o.name, o.town, o.topics",
    20 + 1,
    criteria.Near!.Metres,
    outward: true
);
await using var command = conditions.Command(source, sql);
if (args is ["bare", var address])
{
    await BareServer.RunAsync(address, database, command, vocabularies);
    return;
}

var script = Regex.Replace(sql, @"\$(\d+)", place => command.Parameters[int.Parse(place.Groups[1].Value, null) - 1].Value switch
{
    string[] keys => $"'{{{string.Join(',', keys)}}}'::text[]",
    NetTopologySuite.Geometries.Point => "(SELECT ST_Point(:longitude, :latitude, 4326)::geography)", // once, not for each row
    var number => FormattableString.Invariant($"{number}"),
});
Console.WriteLine("\\set latitude random(5070000, 5190000) / 100000.0\n\\set longitude random(620000, 850000) / 100000.0");
Console.WriteLine(script.ReplaceLineEndings(" ") + ";");
