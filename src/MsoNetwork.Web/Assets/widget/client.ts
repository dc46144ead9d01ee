import type { Question } from './question'

export interface Organisation {
  slug: string
  name: string
  seat: { town: string }
  location: { precision: string } | null
  topics: { label: string }[]
  verification: { state: string }
}

export interface Training {
  slug: string
  title: string
  language: string
  online: boolean
  costCents: number | null
  childCare: boolean | null
  place: { name: string }
  location: { precision: string } | null
  organisation: { name: string } | null
  centre: { name: string } | null
  nextDate: { startsAt: string } | null
}

export interface Answer<Node = Organisation | Training> {
  totalCount: number
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  /** A list of trainings says at which of its dates one stands there. */
  edges: { distanceKm: number | null; startsAt?: string; node: Node }[]
}

/** The question was refused: an attribute is wrong. */
export class Refused extends Error {}

// One document for each: the server reads it once, and caches tell questions apart by their variables.
const organisations = `query Widget($query: String!, $filter: OrganisationFilter, $first: Int, $after: String, $language: String) {
  answer: searchOrganisations(query: $query, filter: $filter, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { distanceKm node { slug name seat { town } location { precision } topics { label(language: $language) } verification { state } } }
  }
}`

const training = `slug title language online costCents childCare place { name } location { precision } organisation { name } centre { name } nextDate { startsAt }`

const trainings = `query WidgetTrainings($filter: TrainingFilter, $first: Int, $after: String) {
  answer: trainings(filter: $filter, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { distanceKm startsAt node { ${training} } } }
}`

const foundTrainings = `query WidgetFoundTrainings($query: String!, $filter: TrainingFilter, $first: Int, $after: String) {
  answer: searchTrainings(query: $query, filter: $filter, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { distanceKm node { ${training} } } }
}`

const patience = 15_000

/** By GET without anything that would need a preflight, so that the browser keeps answers by their ETag. No cookies. */
export async function ask(origin: string, question: Question, after: string | null, signal: AbortSignal): Promise<Answer> {
  const { show, query, filter, first, language } = question
  // Without words trainings stand in the order of their dates.
  const [document, variables] = show === 'organisations' ? [organisations, { query, filter, first, language }]
    : query.trim() ? [foundTrainings, { query, filter, first }] : [trainings, { filter, first }]
  const asked = new URLSearchParams({ query: document, variables: JSON.stringify({ ...variables, after }) })
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(), patience)
  signal.addEventListener('abort', () => timeout.abort())
  try {
    const response = await fetch(`${origin}/graphql?${asked}`, { headers: { Accept: 'application/graphql-response+json' }, credentials: 'omit', signal: timeout.signal })
    const { data, errors } = await response.json() as { data?: { answer: Answer | null }; errors?: { message: string; extensions?: { code?: string } }[] }
    if (data?.answer) return data.answer
    const first = errors?.[0]
    throw first?.extensions?.code === 'INVALID_INPUT' ? new Refused(first.message) : new Error(first?.message ?? `HTTP ${response.status}`)
  } finally {
    clearTimeout(timer)
  }
}
