using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MsoNetwork.Vocabularies;
using NetTopologySuite.Geometries;
using Npgsql;

namespace MsoNetwork.Benchmarks;

/// <summary>
/// The nearest-20 question without GraphQL: Kestrel, one Npgsql statement, JSON written by hand. It shows how much of the way from
/// SQL to HTTP is the platform's, whatever stands between; nothing is parsed, validated, bounded, logged or measured here.
/// </summary>
internal static class BareServer
{
    public static async Task RunAsync(string address, string database, NpgsqlCommand statement, VocabularySet vocabularies)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        var settings = new NpgsqlConnectionStringBuilder(database)
        {
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            MaxPoolSize = 30,
        };
        var sources = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        sources.UseNetTopologySuite();
        await using var source = sources.Build();
        await using var app = builder.Build();
        var labels = vocabularies[VocabularyName.Topics].Terms.ToDictionary(term => term.Key, term => term.Label("de"));
        app.MapPost("/graphql", async context =>
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            var variables = body.RootElement.GetProperty("variables");
            var point = new Point(variables.GetProperty("longitude").GetDouble(), variables.GetProperty("latitude").GetDouble())
            {
                SRID = 4326,
            };
            await using var command = source.CreateCommand(statement.CommandText);
            foreach (NpgsqlParameter parameter in statement.Parameters)
            {
                var copy = parameter.Clone();
                if (copy.Value is Point) copy.Value = point;
                command.Parameters.Add(copy);
            }

            context.Response.ContentType = "application/json";
            await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
            await using var rows = await command.ExecuteReaderAsync();
            json.WriteStartArray();
            while (await rows.ReadAsync())
            {
                json.WriteStartObject();
                json.WriteString("id", rows.GetGuid(0));
                json.WriteString("slug", rows.GetString(1));
                json.WriteString("name", rows.GetString(2));
                json.WriteString("town", rows.GetString(3));
                json.WriteStartArray("topics");
                foreach (var key in rows.GetFieldValue<string[]>(4))
                {
                    json.WriteStartObject();
                    json.WriteString("key", key);
                    json.WriteString("label", labels[key]);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteNumber("distanceKm", rows.GetDouble(5) / 1000);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            await json.FlushAsync();
        });
        await app.StartAsync();
        Console.WriteLine("Ready");
        await app.WaitForShutdownAsync();
    }
}
