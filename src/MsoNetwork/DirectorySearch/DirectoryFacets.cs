using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.DirectorySearch;

/// <summary>What answers can be narrowed by.</summary>
public enum FacetName
{
    Topics,
    Regions,
    TargetGroups,
    Languages,
    Origins,
    Kinds,
}

/// <summary>Facets and filters by terms and regions, whatever is searched.</summary>
public static class DirectoryFacets
{
    // The same object for the same question, as long as the terms and regions stay the same: segments keep what they count for it.
    private static readonly ConditionalWeakTable<VocabularySet, ConcurrentDictionary<FacetName, KeyFacet>> Terms = new();
    private static readonly ConditionalWeakTable<Gazetteer, ConcurrentDictionary<(string Family, string Chosen), KeyFacet>> Places = new();

    /// <summary>The facet's name in the engine.</summary>
    public static string Name(FacetName facet) => facet.ToString();

    /// <summary>Where a facet's terms are; regions are in none.</summary>
    public static VocabularyName VocabularyOf(FacetName facet) => facet switch
    {
        FacetName.Topics => VocabularyName.Topics,
        FacetName.TargetGroups => VocabularyName.TargetGroups,
        FacetName.Languages => VocabularyName.Languages,
        FacetName.Origins => VocabularyName.Origins,
        _ => VocabularyName.OrganisationKinds,
    };

    /// <summary>A hit counts for its terms and for those above them, so that choosing one finds as many as were counted.</summary>
    public static KeyFacet OfTerms(FacetName facet, VocabularySet vocabularies) => Terms.GetOrCreateValue(vocabularies).GetOrAdd(facet, _ =>
    {
        var vocabulary = vocabularies[VocabularyOf(facet)];
        return new KeyFacet(Name(facet), DirectoryKeys.Family(vocabulary.Name), key => WithBroader(vocabulary.ByKey(key)));
    });

    /// <summary>Regions one level below the chosen ones, by where the hits lie.</summary>
    public static KeyFacet OfSeats(string[]? chosen, Gazetteer gazetteer) =>
        OfRegions(IndexKey.In(""), chosen, gazetteer, (key, offered) => offered.Contains(key) ? [key] : []);

    /// <summary>The same by where the hits are active: in a region, in a part of it, or in a larger one.</summary>
    public static KeyFacet OfReach(string[]? chosen, Gazetteer gazetteer) =>
        OfRegions(IndexKey.Reaching(""), chosen, gazetteer, (key, offered) => offered.Where(region =>
            region.StartsWith(key, StringComparison.Ordinal) || key.StartsWith(region, StringComparison.Ordinal)));

    /// <summary>Any of these terms or one below; nothing when none is given.</summary>
    public static IEnumerable<Condition<T>> HaveTerm<T>(
        FacetName? facet,
        VocabularyName vocabulary,
        string[]? keys,
        VocabularySet vocabularies
    )
    {
        if (keys is not { Length: > 0 }) yield break;
        var meant = keys.SelectMany(key => vocabularies[vocabulary].ByKey(key) is { } term ? term.KeysWithNarrower : []);
        yield return new KeyCondition<T>(Name(facet), [.. meant.Select(key => DirectoryKeys.Of(vocabulary, key))]);
    }

    /// <summary>In any of these regions; nothing when none is given.</summary>
    public static IEnumerable<Condition<T>> LieIn<T>(FacetName? facet, string[]? regions)
    {
        if (regions is { Length: > 0 }) yield return new KeyCondition<T>(Name(facet), [.. regions.Select(IndexKey.In)]);
    }

    /// <summary>
    /// Lies in any of these regions, or is active in it, in a part of it, or in a larger one; nothing when none is given.
    /// </summary>
    public static IEnumerable<Condition<T>> AreActiveIn<T>(FacetName? facet, string[]? regions, Gazetteer gazetteer)
    {
        if (regions is not { Length: > 0 }) yield break;
        var above = regions.SelectMany(key => gazetteer.ByKey(key)?.Above ?? []);
        string[] keys = [.. regions.Select(IndexKey.In), .. above.Select(IndexKey.Reaching)];
        yield return new KeyCondition<T>(Name(facet), keys)
        {
            Beginnings = [.. regions.Select(IndexKey.Reaching)],
        };
    }

    // Of one region or none; of several there are too many.
    private static KeyFacet OfRegions(
        string family, string[]? chosen, Gazetteer gazetteer, Func<string, HashSet<string>, IEnumerable<string>> counted)
    {
        return chosen is { Length: > 1 } || (chosen is [var one] && gazetteer.ByKey(one) is null)
            ? New()
            : Places.GetOrCreateValue(gazetteer).GetOrAdd((family, chosen is [var only] ? only : ""), _ => New());

        KeyFacet New()
        {
            var offered = FacetRegions.Of(chosen, gazetteer);
            return new KeyFacet(Name(FacetName.Regions), family, key => counted(key, offered));
        }
    }

    private static string? Name(FacetName? facet) => facet is { } given ? Name(given) : null;

    private static IEnumerable<string> WithBroader(Term? term)
    {
        for (; term is not null; term = term.Broader) yield return term.Key;
    }
}
