using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Tests;

/// <summary>
/// The public contract in full: src/MsoNetwork/schema.graphql. After a wanted change: MSONET_UPDATE_SCHEMA=1 deploy/test.
/// </summary>
public sealed class SchemaTests
{
    private static readonly string File = Path.Combine(Repository.Root, "src", "MsoNetwork", "schema.graphql");

    [Fact]
    public void The_committed_schema_is_the_running_one()
    {
        var running = Make().Print();
        if (Environment.GetEnvironmentVariable("MSONET_UPDATE_SCHEMA") == "1") System.IO.File.WriteAllText(File, running);
        Assert.Equal(System.IO.File.ReadAllText(File), running);
    }

    [Fact]
    public void Every_type_field_argument_and_enum_value_has_a_description_of_its_own()
    {
        var types = Make()
            .AllTypes.Where(type =>
                !type.Name.StartsWith("__", StringComparison.Ordinal) && type is not ScalarGraphType || type is EnumerationGraphType
            )
            .ToList();
        var fields = types
            .OfType<IComplexGraphType>()
            .SelectMany(type => type.Fields, (type, field) => (Name: $"{type.Name}.{field.Name}", Field: field))
            .ToList();
        var missing = types
            .Where(type => string.IsNullOrWhiteSpace(type.Description))
            .Select(type => type.Name)
            .Concat(fields.Where(entry => string.IsNullOrWhiteSpace(entry.Field.Description)).Select(entry => entry.Name))
            .Concat(
                fields.SelectMany(
                    entry => (entry.Field.Arguments ?? []).Where(argument => string.IsNullOrWhiteSpace(argument.Description)),
                    (entry, argument) => $"{entry.Name}({argument.Name})"
                )
            )
            .Concat(
                types
                    .OfType<EnumerationGraphType>()
                    .SelectMany(
                        type => type.Values.Where(value => string.IsNullOrWhiteSpace(value.Description)),
                        (type, value) => $"{type.Name}.{value.Name}"
                    )
            );
        Assert.Empty(missing);
        Assert.DoesNotContain(Make().AllTypes, type =>
            type.Description?.Contains("scalar type represents", StringComparison.Ordinal) == true
            && type is DateGraphType or DateTimeGraphType
        );
        Assert.NotEmpty(fields);
    }

    private static NetworkSchema Make()
    {
        var services = new ServiceCollection();
        services.AddMsoNetwork("Host=nowhere");
        services.AddSingleton(new SchemaDescription(Limits.Description));
        var schema = services.BuildServiceProvider().GetRequiredService<NetworkSchema>();
        schema.Initialize();
        return schema;
    }
}
