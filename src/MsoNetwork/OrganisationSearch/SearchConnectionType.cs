using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.OrganisationSearch;

public sealed class SearchEdgeType(ReferenceSnapshot<VocabularySet> vocabularies)
    : HitEdgeType<OrganisationEntry, OrganisationType, HighlightType>(
        "OrganisationSearchEdge",
        "The organisation.",
        "Where location.precision is MUNICIPALITY it ends in the middle of the town.",
        hit => OrganisationHighlights.Of(hit.Node, hit.Query, vocabularies.Loaded));

public sealed class SearchConnectionType : HitConnectionType<SearchPage, OrganisationEntry, SearchEdgeType, OrganisationType>
{
    public SearchConnectionType()
        : base(
            "OrganisationSearchConnection", "Search results (Relay cursor connection).", "organisations",
            "Facets for narrowing down the results. A facet's counts ignore the filter on the facet itself.", facetCount: 6) =>
        AddAnswer(
            ("Which engine answered.", page => page.Routed.Engine),
            ("True when the configured engine did not answer and PostgreSQL did.", page => page.Routed.Degraded),
            "Time the engine took, in milliseconds.");
}
