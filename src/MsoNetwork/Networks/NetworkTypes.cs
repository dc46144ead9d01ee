using GraphQL;
using GraphQL.Types;
using MsoNetwork.Cooperations;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;

namespace MsoNetwork.Networks;

public sealed class NetworkTieKindType : EnumerationGraphType<NetworkTieKind>
{
    public NetworkTieKindType()
    {
        Name = "NetworkTieKind";
        Description = "What joins two organisations in a network.";
        Values["JOINT_PROJECT"]!.Description = "A project run jointly.";
        Values["MENTORING"]!.Description = "An experienced organisation (from) mentors another (to).";
        Values["SHARING"]!.Description = "Rooms or equipment used by both.";
        Values["EVENT"]!.Description = "An event or a series of them.";
        Values["FUNDING_CONSORTIUM"]!.Description = "A joint application for funding, or the project funded by it.";
        Values["OTHER"]!.Description = "Anything else.";
        Values["UMBRELLA_MEMBERSHIP"]!.Description = "An organisation (from) belongs to an umbrella body (to).";
    }
}

public sealed class NetworkNodeType : ObjectGraphType<NetworkNode>
{
    public NetworkNodeType()
    {
        Name = "NetworkNode";
        Description = "An organisation in a network, with its measures there; ties count once for a pair, whatever their number.";
        Field<NonNullGraphType<OrganisationType>>("organisation")
            .Description("The organisation.")
            .Resolve(context => CooperationType.Organisation(context, context.Source.Member.Id));
        Field(node => node.Degree).Description("With how many organisations it has ties here.");
        Field<FloatGraphType>("betweenness")
            .Description(
                "Share of the shortest paths between others that lead through it, 0 to 1 (Brandes 2001); null while a large network is "
                    + "computed."
            )
            .From(source => source.Betweenness);
        Field(node => node.Core)
            .Description(
                "Largest k such that the organisation belongs to a group in which each has ties with at least k others of the group "
                    + "(Batagelj, Zaveršnik 2003)."
            );
        Field(node => node.Component).Description("Number of the connected part it belongs to, from 0.");
        Field(node => node.Community)
            .Description("Number of the group it works with more than with others, from 0 (Louvain, Blondel and others 2008).");
        Field<NonNullGraphType<BooleanGraphType>>("isolated").Description("Whether it has no tie here.").From(source => source.Degree == 0);
        Field<NonNullGraphType<BooleanGraphType>>("outside")
            .Description("Whether its seat is outside the region asked for.")
            .From(source => source.IsOutside);
    }
}

public sealed class NetworkEdgeType : ObjectGraphType<NetworkEdge>
{
    public NetworkEdgeType()
    {
        Name = "NetworkEdge";
        Description = "All ties of one kind between two organisations.";
        Field<NonNullGraphType<OrganisationType>>("from")
            .Description("The mentor, the member of an umbrella body, or one of the two.")
            .Resolve(context => CooperationType.Organisation(context, context.Source.From.Id));
        Field<NonNullGraphType<OrganisationType>>("to")
            .Description("The other.")
            .Resolve(context => CooperationType.Organisation(context, context.Source.To.Id));
        Field<NonNullGraphType<NetworkTieKindType>>("kind").Description("Their kind.").From(source => source.Kind);
        Field<NonNullGraphType<BooleanGraphType>>("directed")
            .Description("Whether `from` and `to` have different roles.")
            .From(source => source.IsDirected);
        Field(edge => edge.Weight).Description("How many ties.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("titles")
            .Description("Their titles, at most five.")
            .From(source => source.Titles);
        Field<DateGraphType>("startsOn")
            .Description("The earliest beginning, or the day it was proposed here; null where no source says one.")
            .From(source => source.Start?.ToDateTime(TimeOnly.MinValue));
        Field<DateGraphType>("knownFrom")
            .Description(
                "The first day of which it is known: its beginning, else the day its source was read; null for ever since. Networks show "
                    + "what has no known beginning on every day."
            )
            .From(source => source.Known?.ToDateTime(TimeOnly.MinValue));
        Field<DateGraphType>("endsOn")
            .Description("The latest end; null when open.")
            .From(source => source.End?.ToDateTime(TimeOnly.MinValue));
        Field(edge => edge.IsBridge)
            .Description("Whether this is their only connection: removing it would split the network (Tarjan 1974).");
        Field(edge => edge.CrossesDistricts).Description("Whether their seats are in different districts.");
    }
}

public sealed class NetworkTotalType : ObjectGraphType<NetworkTotal>
{
    public NetworkTotalType(ReferenceSnapshot<Gazetteer> gazetteer)
    {
        Name = "NetworkTotal";
        Description = "What one region has of the network.";
        Field<NonNullGraphType<RegionType>>("region")
            .Description("A district, or a municipality where a district or less was asked for.")
            .From(source => gazetteer.Loaded.ByKey(source.Region));
        Field(total => total.Organisations).Description("Organisations with their seat here.");
        Field(total => total.Isolated).Description("Those of them without a tie, support bodies among them.");
        Field(total => total.Within).Description("Pairs with ties that both have their seat here.");
        Field(total => total.Across).Description("Pairs with ties of which one has its seat elsewhere.");
    }
}

public sealed class NetworkDistrictLinkType : ObjectGraphType<NetworkDistrictLink>
{
    public NetworkDistrictLinkType(ReferenceSnapshot<Gazetteer> gazetteer)
    {
        Name = "NetworkDistrictLink";
        Description = "How strongly two districts are joined.";
        Field<NonNullGraphType<RegionType>>("from").Description("A district.").From(source => gazetteer.Loaded.ByKey(source.From));
        Field<NonNullGraphType<RegionType>>("to").Description("Another district.").From(source => gazetteer.Loaded.ByKey(source.To));
        Field(link => link.Pairs).Description("Pairs of organisations, one in each, that have ties. One alone is a bridge that may break.");
    }
}

public sealed class NetworkMeasuresType : ObjectGraphType<Network>
{
    public NetworkMeasuresType()
    {
        Name = "NetworkMeasures";
        Description = "Measures of a whole network; several ties between a pair count once.";
        Field<NonNullGraphType<IntGraphType>>("organisations").Description("Nodes.").From(source => source.Nodes.Count);
        Field<NonNullGraphType<IntGraphType>>("pairs").Description("Pairs of organisations with ties.").From(source => source.Graph.Edges);
        Field<NonNullGraphType<IntGraphType>>("edges")
            .Description("Pairs and kinds: as many as the list of edges has.")
            .From(source => source.Edges.Count);
        Field<NonNullGraphType<FloatGraphType>>("density")
            .Description("Pairs with ties of all possible pairs, 0 to 1.")
            .From(source => source.Graph.Density);
        Field(network => network.Components).Description("Connected parts, isolated organisations among them.");
        Field<NonNullGraphType<IntGraphType>>("communities")
            .Description(
                "Communities found by the Louvain method. An organisation without ties is one of its own and counted too: the pages "
                    + "show communities less "
                    + "isolated."
            )
            .From(source => source.Communities.Count);
        Field<NonNullGraphType<FloatGraphType>>("modularity")
            .Description("How many more ties lie within the groups than expected by chance, from -0.5 to 1; 0 if there are no ties.")
            .From(source => source.Communities.Modularity);
        Field(network => network.Bridges).Description("Pairs whose tie is the only way between two parts.");
        Field(network => network.Isolated)
            .Description(
                "Organisations without a tie here, support bodies (kind support-body and those below it, such as integration centres) "
                    + "among them; the pages leave those out."
            );
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<NetworkTotalType>>>>("totals")
            .Description("By the regions below.")
            .WithMetadata("cost.size", 54)
            .From(source => source.Totals);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<NetworkDistrictLinkType>>>>("districtLinks")
            .Description("Which districts are joined, the strongest first; at most 100.")
            .WithMetadata("cost.size", 100)
            .From(source => source.DistrictLinks.Take(100));
    }
}
