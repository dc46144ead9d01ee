using System.Reflection;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Tests.House;

/// <summary>
/// Whatever can be done on a page can be done by the API, and the other way round, or docs/twins.md says why not. A new form or mutation
/// without a line there fails.
/// </summary>
public sealed class TwinsTests
{
    private static readonly IReadOnlyList<Twin> Documented = Read();

    /// <summary>One line of the table.</summary>
    private sealed record Twin(string UseCase, IReadOnlyList<string> Handlers, IReadOnlyList<string> Mutations, string Reason);

    [Fact]
    public void Every_form_of_a_page_has_a_line() =>
        Assert.Equal(Handlers().Order(StringComparer.Ordinal), Documented.SelectMany(twin => twin.Handlers).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_mutation_has_a_line() =>
        Assert.Equal(
            Mutations().Order(StringComparer.Ordinal),
            Documented.SelectMany(twin => twin.Mutations).Where(name => !name.Contains(' ', StringComparison.Ordinal))
                .Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void What_is_there_once_only_has_a_reason() => Assert.All(Documented, twin =>
    {
        Assert.True(twin.UseCase.Length > 0, $"{twin}");
        Assert.True((twin.Handlers.Count > 0 && twin.Mutations.Count > 0) != (twin.Reason.Length > 10), $"{twin}");
    });

    /// <summary>The guard bites: a form that nobody has written down is seen.</summary>
    [Fact]
    public void A_form_that_is_not_in_the_table_is_seen() =>
        Assert.Contains("House.ProbeModel.Unheard", HandlersOf(typeof(ProbeModel)));

    private sealed class ProbeModel : PageModel
    {
        public static Task OnPostUnheardAsync() => Task.CompletedTask;
    }

    private static IEnumerable<string> Handlers() => Assembly.Load("msonet").GetTypes()
        .Where(type => type.IsAssignableTo(typeof(PageModel)) && !type.IsAbstract).SelectMany(HandlersOf);

    // The area of the pages, the model, and the handler; a form without a name of its own is the model's only one.
    private static IEnumerable<string> HandlersOf(Type model) => model
        .GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public)
        .Where(method => method.Name.StartsWith("OnPost", StringComparison.Ordinal))
        .Select(method => method.Name["OnPost".Length..].Replace("Async", "", StringComparison.Ordinal))
        .Select(handler => $"{model.Namespace!.Split('.')[^1]}.{model.Name}{(handler.Length > 0 ? "." + handler : "")}");

    private static IEnumerable<string> Mutations()
    {
        var services = new ServiceCollection();
        services.AddMsoNetwork("Host=nowhere");
        using var provider = services.BuildServiceProvider();
        var schema = provider.GetRequiredService<NetworkSchema>();
        schema.Initialize();
        return [.. schema.Mutation!.Fields.Select(field => field.Name)];
    }

    private static IReadOnlyList<Twin> Read() =>
    [
        .. File.ReadAllLines(Path.Combine(Repository.Root, "docs", "twins.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| use case", StringComparison.Ordinal)
                && !line.StartsWith("| ---", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => new Twin(cells[1], Names(cells[2]), Names(cells[3]), cells[4])),
    ];

    private static IReadOnlyList<string> Names(string cell) =>
        [.. cell.Split('`').Where((_, at) => at % 2 == 1)];
}
