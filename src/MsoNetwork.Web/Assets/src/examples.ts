/** The tabs that GraphiQL opens with: one question each. */
export const examples = [
  {
    query: `# Education within 15 km of Düren: who, how far, who says so?
query EducationNearDueren($topics: [String!], $radiusKm: Float!) {
  organisations(
    filter: { topics: $topics, near: { municipality: "05358008", radiusKm: $radiusKm } }
    orderBy: DISTANCE
  ) {
    totalCount
    edges {
      distanceKm
      node {
        name
        seat { town }
        topics { label(language: "en") }
        contact { website }
        sources { name url retrievedOn }
      }
    }
  }
}
`,
    variables: '{ "topics": ["education"], "radiusKm": 15 }',
  },
  {
    query: `# A region by its official key (AGS), here the district of Düren with its municipalities.
query RegionPage {
  region(key: "05358") {
    name
    designation
    population
    areaKm2
    parent { name }
    integrationCentres { name }
    organisationCount
    children { key name organisationCount }
  }
}
`,
  },
  {
    query: `# Towns and postcodes while somebody types: koln, Köln, Cologne and Кёльн all find Cologne.
query Places {
  places(query: "koln", first: 5) {
    name
    postcode
    region { key name }
  }
}
`,
  },
  {
    query: `# The topics with their keys, Turkish labels and how often organisations name them.
query TopicsInTurkish {
  vocabulary(name: TOPICS) {
    key
    label(language: "tr")
    broader { key }
    organisationCount
  }
}
`,
  },
  {
    query: `# Page by page: put pageInfo.endCursor into the variable "after" for the next five.
query PageByPage($first: Int, $after: String) {
  organisations(first: $first, after: $after, orderBy: NAME) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { slug name seat { town } }
  }
}
`,
    variables: '{ "first": 5, "after": null }',
  },
].map(tab => ({ variables: null, ...tab }))
