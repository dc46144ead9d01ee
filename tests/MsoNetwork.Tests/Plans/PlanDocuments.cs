namespace MsoNetwork.Tests.Plans;

/// <summary>Documents and variables for <see cref="PlanTests"/>.</summary>
public static class PlanDocuments
{
    public static TheoryData<string, string> Probes { get; } =
        All(
            "{ probe { name } }",
            "{ probe { requester child { requester } } }",
            "{ b: probe { z: name a: name __typename } a: probe { name } __typename }",
            "{ probe { name child { path child { path } } here: child { there: path } children { path children { path } } } }",
            "{ probe { subFields child { subFields name } } }",
            "{ probe { ...A ...B name } } fragment A on Probe { child { name } ...B } fragment B on Probe { child { path children { name "
                + "} } again: name }",
            "{ probe { ... { name } ... on ProbeNamed { path: name } ... on Probe { child { name } } child { path } } }",
            "{ probe { several { __typename name ... on Probe { path } ... on ProbeOther { o: name } } } }",
            "{ probe { noChild { name } missingChild { name } name } requiredProbe { name } }",
            "{ probe { child { child { missingChild { name } } name } name } }",
            "{ requiredProbe { requiredChild { requiredChild { name missingChild { name } crash } } } }",
            "{ probe { requiredCrash } other: probe { name } }",
            "{ requiredProbe { requiredCrash } }",
            "{ probe { crash ownError name notANumber tooLarge wrongChild { name } } }",
            "{ probe { children { crash requiredCrash name } } }",
            "{ probe { childrenWithHoles { name crash } requiredWithHoles { name } matrix noList brokenList { name } } }",
            "{ probe { loaded { name loaded { name } } loadedTwice loadedList { name loaded { name } } } }",
            "{ probe { children { loaded { name } loadedTwice name } } }",
            "{ probe { loadedCrash { name } } b: probe { children { loadedCrash { name } loaded { name } } } }",
            "{ probe { atHand { name number child { numbers noChild { name } child { numbers a: name } } __typename } } }",
            "{ probe { children { atHand { children { __typename children { name ... on ProbeAtHand { name number } } } childrenWithHoles "
                + "{ name } } } } }",
            "{ probe { atHand { name children { name crash child { tooLarge } } child { children { requiredCrash } } } name } }",
            "{ probe { atHand { requiredWithHoles { name crash } brokenList { name crash } wrongChild { name } tooLarge child { child { "
                + "name } } } } }",
            "{ probe { atHand { crash child { requiredCrash } } loaded { atHand { children { requiredCrash name } } } } }",
            "{ probe { atHand { depth crashing children { depth crashing children { crashing children { crashing } } } depth } name } }",
            "{ probe { atHand { said a: said(text: \"ä\") b: said(text: null) children { said(text: \"\") depth } } } }",
            ("query($t: String) { probe { atHand { said(text: $t) c: said children { said(text: $t) } } } }", """{"t":"given"}"""),
            ("query($t: String) { probe { atHand { said(text: $t) child { depth said(text: $t) } } } }", "{}"),
            "{ probe { arguments } }",
            "{ probe { a: arguments(number: 5) b: arguments(texts: \"one\") c: arguments(texts: [\"a\", \"b\"], number: null) } }",
            "{ probe { name @skip(if: true) path @include(if: false) child @skip(if: false) { name } ...A @include(if: true) ...A "
                + "@skip(if: true) } } fragment A on Probe { again: name }",
            "{ probe { child { name @skip(if: true) } } }",
            ("query($n: Int = 9, $t: [String!]) { probe { arguments(number: $n, texts: $t) fixed: arguments(number: 1) } }", "{}"),
            ("query($n: Int = 9, $t: [String!]) { probe { arguments(number: $n, texts: $t) } }", """{"n":null,"t":"single"}"""),
            (
                "query($n: Int!, $t: String!) { probe { child { children { arguments(number: $n, texts: [$t, \"b\"]) } } ...A } } "
                    + "fragment A on Probe { child { b: arguments(number: $n) ... on Probe { c: arguments(texts: [$t]) } } }",
                """{"n":4,"t":"ä"}"""
            ),
            (
                "query($yes: Boolean!, $no: Boolean = false) { probe { name @include(if: $yes) path @include(if: $no) ... @skip(if: $no) "
                    + "{ b: name } ...A @skip(if: $yes) } } fragment A on Probe { crash }",
                """{"yes":true}"""
            )
        );

    public static TheoryData<string, string> Registry { get; } = All(
        "{ organisation(slug: \"nothing\") { name } a: organisation(slug: \"nothing\") { id } }",
        """
        { organisations(first: 3, filter: {near: {municipality: "Düren", radiusKm: 60}, topics: ["education"]}) { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          edges { cursor distanceKm node { id slug name alternateNames kind { key label(language: "tr") broader { key } } legalForm foundedYear description(language: "en") { language text }
            seat { street postcode town municipality { key name parent { name } } district { name } } location { latitude longitude precision } activeIn { key }
            topics { label organisationCount labels { language text reviewed } } targetGroups { key } offers { key } languages { key } origins { key } keywords contact { email phone website }
            memberOf { name members(first: 2) { totalCount nodes { name } } } status verification { state on } sources { name url retrievedOn licence } createdAt updatedAt } } } }
        """,
        "{ regions(level: DISTRICT) { key name organisationCount organisations(first: 1) { totalCount "
            + "nodes { name sources { name } } } } }",
        "{ regions(within: \"05\", level: GOVERNMENT_DISTRICT) { id children { key postcodes centre { latitude } boundary "
            + "integrationCentres { name } } populationOrNot: population areaKm2 } }",
        "{ vocabulary(name: TOPICS) { key narrower { key organisationCount(region: \"053\") } } places(query: \"Durn\", first: 3) { name "
            + "} }",
        "{ node(id: \"UmVnaW9uOjA1\") { __typename id ... on Region { name } ... on Organisation { slug } } }",
        "{ nodes(ids: [\"UmVnaW9uOjA1\", \"UmVnaW9uOjA5\", \"T3JnYW5pc2F0aW9uOjAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw\"]) { id } }",
        "{ nodes(ids: [\"x\"]) { id } region(key: \"05\") { name } }",
        "{ organisations(first: 500) { nodes { name } } b: organisations(filter: {topics: [\"nothing\"]}) { nodes { name } } region(key: "
            + "\"05\") { name } }",
        ("query($f: OrganisationFilter, $n: Int, $o: OrganisationOrder) { organisations(filter: $f, first: $n, orderBy: $o) { nodes { name } } }", """{"f":{"near":{"latitude":51,"longitude":7,"radiusKm":80},"status":["ACTIVE"]},"n":4,"o":"NAME"}"""),
        ("query($f: OrganisationFilter!) { organisations(first: 2, filter: $f) { nodes { name } } }", """{"f":{"topics":"education","withinBox":{"south":51,"west":6,"north":52,"east":8},"updatedSince":"2020-01-01T00:00:00Z","verifiedOnly":null}}"""),
        ("query($v: VocabularyName!, $r: String, $l: [String!]! = [\"05\"]) { vocabulary(name: $v) { key organisationCount(region: $r) } organisations(filter: {regions: $l}) { totalCount } }", """{"v":"OFFERS"}"""),
        ("query($lat: Float, $topics: [String!]) { organisations(filter: {near: {latitude: $lat, longitude: 7, radiusKm: 80}, topics: $topics}) { edges { distanceKm node { name } } } }", """{"lat":51,"topics":["education","culture"]}"""),
        ("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", """{"ids":["UmVnaW9uOjA1","UmVnaW9uOjA1MQ"]}"""));

    public static TheoryData<string, string> LeftToGraphQlNet { get; } =
        All(
            "{ __schema { queryType { name } } }",
            "{ __type(name: \"Node\") { possibleTypes { name } } probe { name } }",
            "{ probe { nothing } }",
            "mutation { probe { name } }",
            "query A { probe { name } } query B { probe { name } }",
            ("query($n: Int!) { probe { arguments(number: $n) } }", "{}"),
            ("query($n: Int) { probe { arguments(number: $n) } }", """{"n":"five"}"""),
            ("query($n: Int) { probe { arguments(number: $n) } }", """{"n":1.5}"""),
            ("query($t: [String!]) { probe { arguments(texts: $t) } }", """{"t":["a",null]}"""),
            ("query($b: Boolean!) { probe { name @skip(if: $b) } }", """{"b":1}"""),
            ("query($v: VocabularyName!) { vocabulary(name: $v) { key } }", """{"v":"topics"}"""),
            ("query($b: BoxInput!) { organisations(filter: {withinBox: $b}) { totalCount } }", """{"b":{"south":51,"west":6}}"""),
            ("query($f: OrganisationFilter) { organisations(filter: $f) { nodes { name } } }", """{"f":{"unknown":1}}"""),
            (
                "query($n: Int) { organisations(first: $n) { nodes { members(first: 100) { nodes { memberOf { name slug id } } } } } }",
                """{"n":100}"""
            ),
            "{ organisations(first: 100) { nodes { members(first: 100) { nodes { memberOf { name slug id } } } } } }"
        );

    private static TheoryData<string, string> All(params Case[] cases)
    {
        var data = new TheoryData<string, string>();
        foreach (var (query, variables) in cases) data.Add(query, variables);
        return data;
    }

    private sealed record Case(string Query, string Variables)
    {
        public static implicit operator Case(string query) => new(query, "{}");

        public static implicit operator Case((string Query, string Variables) pair) => new(pair.Query, pair.Variables);
    }
}
