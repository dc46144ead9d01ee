using GraphQL;
using GraphQL.Types;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.DirectorySearch;

/// <summary>A facet with its counts.</summary>
public sealed record Facet(FacetName Name, IReadOnlyList<FacetCount> Counts);

/// <summary>One value of a facet: a term, or a region.</summary>
public sealed record FacetBucket(Term? Term, RegionEntry? Region, int Count);

public sealed class FacetNameType : EnumerationGraphType<FacetName>
{
    public FacetNameType()
    {
        Name = "FacetName";
        Description =
            "What hits can be narrowed by; REGIONS are those one level below the ones chosen, the government districts when none is.";
        Values["TOPICS"]!.Description = "Topics, each with those below it.";
        Values["REGIONS"]!.Description = "Where the seat is.";
        Values["TARGET_GROUPS"]!.Description = "Target groups.";
        Values["LANGUAGES"]!.Description = "Languages they work in.";
        Values["ORIGINS"]!.Description = "Origins they state of themselves.";
        Values["KINDS"]!.Description = "Kinds of organisation.";
    }
}

public sealed class FacetBucketType : ObjectGraphType<FacetBucket>
{
    public FacetBucketType()
    {
        Name = "FacetBucket";
        Description = "How many hits have a value.";
        Field<NonNullGraphType<StringGraphType>>("key")
            .Description("The term's or the region's key, for the filter.")
            .From(source => source.Term?.Key ?? source.Region!.Key);
        Field<NonNullGraphType<StringGraphType>>("label")
            .Description("The term's label in the language asked for, else in German; the region's name.")
            .Argument<StringGraphType>("language", RequestLanguage.About)
            .From("language", (facet, language) => facet.Term?.Label(language) ?? facet.Region!.Name);
        Field<TermType>("term").Description("The term; null for regions.").From(source => source.Term);
        Field<RegionType>("region").Description("The region; null for terms.").From(source => source.Region);
        Field(bucket => bucket.Count).Description("Hits that have it.");
    }
}

public sealed class FacetType : ObjectGraphType<Facet>
{
    public FacetType(ReferenceSnapshot<VocabularySet> vocabularies, ReferenceSnapshot<Gazetteer> gazetteer)
    {
        Name = "Facet";
        Description = "Counts of hits by one property.";
        Field<NonNullGraphType<FacetNameType>>("name").Description("Which property.").From(source => source.Name);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FacetBucketType>>>>("buckets")
            .Description("Values that occur, the most frequent first.")
            .WithMetadata("cost.size", 20)
            .Resolve(context => Buckets(context.Source, vocabularies.Loaded, gazetteer.Loaded));
    }

    private static IEnumerable<FacetBucket> Buckets(Facet facet, VocabularySet vocabularies, Gazetteer gazetteer)
    {
        foreach (var (key, count) in facet.Counts)
        {
            if (facet.Name == FacetName.Regions)
            {
                if (gazetteer.ByKey(key) is { } region) yield return new FacetBucket(null, region, count);
            }
            else if (vocabularies[DirectoryFacets.VocabularyOf(facet.Name)].ByKey(key) is { } term)
            {
                yield return new FacetBucket(term, null, count);
            }
        }
    }
}
