import type { Question } from './question'

export interface Organisation {
  slug: string
  name: string
  seat: { town: string }
  location: { precision: string } | null
  topics: { label: string }[]
  verification: { state: string }
}

export interface Answer {
  totalCount: number
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  edges: { distanceKm: number | null; node: Organisation }[]
}

/** The question was refused: an attribute is wrong. */
export class Refused extends Error {}

// One document for all: the server reads it once, and caches tell questions apart by their variables.
const document = `query Widget($query: String!, $filter: OrganisationFilter, $first: Int, $after: String, $language: String) {
  searchOrganisations(query: $query, filter: $filter, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { distanceKm node { slug name seat { town } location { precision } topics { label(language: $language) } verification { state } } }
  }
}`

const patience = 15_000

/** By GET without anything that would need a preflight, so that the browser keeps answers by their ETag. No cookies. */
export async function ask(origin: string, question: Question, after: string | null, signal: AbortSignal): Promise<Answer> {
  const asked = new URLSearchParams({ query: document, variables: JSON.stringify({ ...question, after }) })
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(), patience)
  signal.addEventListener('abort', () => timeout.abort())
  try {
    const response = await fetch(`${origin}/graphql?${asked}`, { headers: { Accept: 'application/graphql-response+json' }, credentials: 'omit', signal: timeout.signal })
    const { data, errors } = await response.json() as { data?: { searchOrganisations: Answer | null }; errors?: { message: string; extensions?: { code?: string } }[] }
    if (data?.searchOrganisations) return data.searchOrganisations
    const first = errors?.[0]
    throw first?.extensions?.code === 'INVALID_INPUT' ? new Refused(first.message) : new Error(first?.message ?? `HTTP ${response.status}`)
  } finally {
    clearTimeout(timer)
  }
}
