using System.Text;
using GraphQL.Types;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.ChangeFeed;

/// <summary>Whose changes a reader wants: of organisations with a seat in any of these regions and with any of these topics.</summary>
public sealed record FeedFilter
{
    /// <summary>AGS prefixes.</summary>
    public string[]? Regions { get; init; }

    /// <summary>Keys of TOPICS; those below them count too.</summary>
    public string[]? Topics { get; init; }

    /// <summary>The same conditions have the same, in whatever order they stand; none has 0.</summary>
    internal uint Fingerprint => Regions is { Length: > 0 } || Topics is { Length: > 0 }
        ? MsoNetwork.Relay.Fingerprint.Of(Encoding.UTF8.GetBytes($"{Keys(Regions)};{Keys(Topics)}"))
        : 0;

    /// <summary>Keys of regions, and of topics with all that are below; null where it asks for none. What is unknown is refused.</summary>
    internal (string[]? Regions, string[]? Topics) Check(Gazetteer gazetteer, VocabularySet vocabularies)
    {
        _ = new OrganisationCriteria(new OrganisationFilter { Regions = Regions, Topics = Topics }, gazetteer, vocabularies);
        return (
            Regions is { Length: > 0 } ? Regions : null,
            Topics is { Length: > 0 }
                ? [.. Topics.SelectMany(key => vocabularies[VocabularyName.Topics].ByKey(key)!.KeysWithNarrower).Distinct()]
                : null);
    }

    private static string Keys(string[]? keys) => string.Join(',', (keys ?? []).Distinct().Order(StringComparer.Ordinal));
}

public sealed class FeedFilterType : InputObjectGraphType<FeedFilter>
{
    public FeedFilterType()
    {
        Name = "OrganisationChangeFilter";
        Description = "Whose changes: organisations that meet all conditions, before or after the change. As in OrganisationFilter.";
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("regions").Description("Seat in any of these regions (AGS prefixes).");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("topics").Description("Any of these topics, or one below (TOPICS).");
    }
}
