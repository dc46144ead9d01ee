using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;
using MsoNetwork.Reference;
using MsoNetwork.Relay;
using MsoNetwork.Text;

namespace MsoNetwork.Regions;

/// <summary>region, regions and places.</summary>
public static class RegionQueries
{
    public static void AddTo(ObjectGraphType query)
    {
        query
            .Field<RegionType>("region")
            .Description("A region by its key; null if there is none.")
            .Argument<NonNullGraphType<StringGraphType>>(
                "key",
                "AGS prefix: \"05\" state, \"053\" government district, \"05315\" district, \"05315000\" municipality."
            )
            .ResolveAsync(async context => (await GazetteerAsync(context)).ByKey(context.GetArgument<string>("key")));
        query
            .Field<NonNullGraphType<ListGraphType<NonNullGraphType<RegionType>>>>("regions")
            .Description("Regions by level, place in the hierarchy or name; all conditions hold together.")
            .WithMetadata("cost.size", 455)
            .Argument<RegionLevelType>("level", "Only regions of this level.")
            .Argument<StringGraphType>("within", "Only regions in the one with this key (itself included).")
            .Argument<StringGraphType>("name", "Only regions whose name contains this text; case and umlaut spelling are ignored.")
            .ResolveAsync(async context =>
                Regions(
                    await GazetteerAsync(context),
                    context.GetArgument<RegionLevel?>("level"),
                    context.GetArgument<string?>("within"),
                    context.GetArgument<string?>("name")
                )
            );
        query
            .Field<NonNullGraphType<ListGraphType<NonNullGraphType<PlaceType>>>>("places")
            .Description("Towns and postcodes matching what is being typed; tolerates typos, umlaut spellings and names in other "
                + "languages.")
            .Argument<NonNullGraphType<StringGraphType>>(
                "query",
                "What was typed so far, for example \"koln\", \"Aix-la\" or \"523\". At most 200 characters."
            )
            .Argument<IntGraphType>("first", "How many places, 1 to 100; 20 unless told.")
            .ResolveAsync(async context =>
                Places(await GazetteerAsync(context), context.GetArgument<string>("query"), context.GetArgument<int?>("first"))
            );
    }

    public static IEnumerable<RegionEntry> Regions(Gazetteer gazetteer, RegionLevel? level, string? within, string? name)
    {
        if (within is not null && gazetteer.ByKey(within) is null)
            throw Unknown("within", within);
        var letters = string.IsNullOrWhiteSpace(name) ? null : Folding.MatchKey(name);
        if (letters is { Length: 0 }) return []; // signs only: no region is called so
        return gazetteer.Regions.Where(region => (level is null || region.Level == level)
            && (within is null || region.Key.StartsWith(within, StringComparison.Ordinal))
            && (letters is null || Folding.MatchKey(region.Name).Contains(letters, StringComparison.Ordinal)));
    }

    public static IReadOnlyList<Place> Places(Gazetteer gazetteer, string query, int? first)
    {
        if (query.Length > 200) throw NetworkException.TooMany("query", query.Length, 200, "characters");
        return gazetteer.Places.Find(query, PageSize.Check(first, "first"));
    }

    /// <summary>The refusal of a key that no region has.</summary>
    public static NetworkException Unknown(string argument, string key) =>
        NetworkException.Invalid(
            argument,
            $"There is no region with the key \"{(key.Length <= 60 ? key : key[..57] + "...")}\". Keys are AGS prefixes such as 05, 053, "
                + "05315 or 05315000."
        );

    private static ValueTask<Gazetteer> GazetteerAsync(IResolveFieldContext context) =>
        context.RequestServices!.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(context.CancellationToken);
}
