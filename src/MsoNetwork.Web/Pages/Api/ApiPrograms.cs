namespace MsoNetwork.Web.Pages.Api;

/// <summary>The same question in the tools that people use; what differs between installations is their address.</summary>
internal static class ApiPrograms
{
    public static IEnumerable<(string Id, string Name, string Code)> For(string origin) =>
        Programs.Select(program => (program.Id, program.Name, program.Code.Replace("HERE", origin, StringComparison.Ordinal)));

    private static readonly (string Id, string Name, string Code)[] Programs =
    [
        ("curl", "curl",
            """
            curl -s HERE/graphql -H 'content-type: application/json' \
              -d '{"query": "{ organisations(first: 5) { nodes { name seat { town } } } }"}'
            """),
        ("javascript", "JavaScript",
            """
            const query = `query ($topics: [String!]) {
              organisations(filter: { topics: $topics }) { nodes { name seat { town } } }
            }`
            const variables = JSON.stringify({ topics: ['education'] })
            const answer = await fetch(`HERE/graphql?${new URLSearchParams({ query, variables })}`,
              { headers: { Accept: 'application/graphql-response+json' } })
            const { data, errors } = await answer.json()
            """),
        ("python", "Python",
            """"
            import requests

            query = """query ($after: String) {
              organisations(first: 100, after: $after) {
                nodes { name seat { town postcode } contact { website } }
                pageInfo { hasNextPage endCursor }
              }
            }"""
            after = None
            while True:
                answer = requests.post("HERE/graphql", timeout=30,
                                       json={"query": query, "variables": {"after": after}}).json()
                page = answer["data"]["organisations"]
                for organisation in page["nodes"]:
                    print(organisation["name"], organisation["seat"]["town"])
                if not page["pageInfo"]["hasNextPage"]:
                    break
                after = page["pageInfo"]["endCursor"]
            """"),
        ("r", "R",
            """
            library(httr2)
            query <- "{ organisations(first: 100) { nodes { name seat { town } } } }"
            answer <- request("HERE/graphql") |>
              req_body_json(list(query = query)) |>
              req_perform() |>
              resp_body_json(simplifyVector = TRUE)
            answer$data$organisations$nodes
            """),
    ];
}
