using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Relay;
using MsoNetwork.SeedFiles;

namespace MsoNetwork.Funding;

/// <summary>The folder funding of the seeds.</summary>
/// <param name="Path">Of the folder; it may be missing, then no line is known.</param>
public sealed record FundingFolder(string Path);

/// <summary>All lines of funding and the questions that their rules ask, as the files of the seeds state them. Read once.</summary>
public sealed class FundingLines
{
    public const string FactsFile = "facts.yaml";

    /// <param name="folder">Where the files are.</param>
    /// <exception cref="SeedFileException">A file cannot be used; the message says where and what would be right.</exception>
    public FundingLines(FundingFolder folder)
    {
        var questions = Path.Combine(folder.Path, FactsFile);
        Facts = File.Exists(questions) ? FundingReader.Facts(YamlPart.Read(questions)) : [];
        var reader = new FundingReader(Facts.ToDictionary(fact => fact.Name, StringComparer.Ordinal));
        var files = Facts.Count == 0 ? [] : Directory.GetFiles(folder.Path, "*.yaml").Order(StringComparer.Ordinal)
            .Where(file => Path.GetFileName(file) != FactsFile);
        var read = files.Select(file => reader.Line(YamlPart.Read(file))).ToList();
        All = [.. read.Select(one => one.Line)];
        Examples = read.SelectMany(one => one.Examples.Select(example => (one.Line, example))).ToList();
        Plans = read.SelectMany(one => one.Plans.Select(plan => (one.Line, plan))).ToList();
        if (All.GroupBy(line => line.Key).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new SeedFileException($"Two files of {folder.Path} have the id \"{twice.Key}\".");
    }

    /// <summary>In the order of their files' names.</summary>
    public IReadOnlyList<FundingLine> All { get; }

    /// <summary>In the order of facts.yaml.</summary>
    public IReadOnlyList<FundingFact> Facts { get; }

    /// <summary>What the files themselves expect.</summary>
    public IReadOnlyList<(FundingLine Line, FundingExample Example)> Examples { get; }

    /// <summary>Finance plans, and what the files expect of them.</summary>
    public IReadOnlyList<(FundingLine Line, FundingPlanExample Plan)> Plans { get; }

    public FundingLine? ByKey(string key) => All.FirstOrDefault(line => line.Key == key);

    public FundingFact? Fact(string name) => Facts.FirstOrDefault(fact => fact.Name == name);
}

public static class FundingServices
{
    public static IServiceCollection AddFunding(this IServiceCollection services) => services
        .AddSingleton<FundingLines>()
        .AddSingleton(new NodeSource("FundingLine", (provider, key, _) =>
            ValueTask.FromResult<object?>(provider.GetRequiredService<FundingLines>().ByKey(key))));
}
