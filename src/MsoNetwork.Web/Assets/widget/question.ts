/** What the element lists. */
export type Show = 'organisations' | 'trainings'

/** What an element's attributes ask for, as the variables of our one GraphQL document. */
export interface Question {
  show: Show
  query: string
  filter: Record<string, unknown>
  first: number
  language: string
}

export const lists = { topics: 'topics', 'target-groups': 'targetGroups', offers: 'offers', languages: 'languages', origins: 'origins', kinds: 'kinds', region: 'regions' } as const

/** The same for trainings, and what is either so or not. */
export const trainingLists = { topics: 'topics', 'target-groups': 'targetGroups', languages: 'languages', kinds: 'kinds', region: 'regions', organisations: 'organisations', centres: 'centres' } as const
export const trainingFlags = { evenings: 'evenings', weekend: 'weekend', online: 'online', free: 'free', 'child-care': 'childCare' } as const
export const trainingDays = { from: 'from', to: 'to' } as const

const usualRadius = 20
const usualFirst = 10
const most = 100

/** Several values stand in one attribute, with commas or blanks between them. */
export function question(attribute: (name: string) => string | null, typed: string | null, language: string): Question {
  const show = attribute('show') === 'trainings' ? 'trainings' : 'organisations'
  const filter: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(show === 'trainings' ? trainingLists : lists)) {
    const values = split(attribute(name))
    if (values.length > 0) filter[field] = values
  }
  // Organisations, unless the element asks for kinds by itself: an office may be one of them.
  if (show === 'organisations' && !filter.kinds) filter.offices = false
  if (show === 'trainings') {
    if (filter.kinds) filter.kinds = (filter.kinds as string[]).map(kind => kind.toUpperCase())
    for (const [name, field] of Object.entries(trainingDays)) if (attribute(name)) filter[field] = attribute(name)
    for (const [name, field] of Object.entries(trainingFlags)) {
      const value = attribute(name)
      if (value !== null) filter[field] = value !== 'false'
    }
  }
  const near = attribute('near')?.trim()
  if (near) filter.near = { ...place(near), radiusKm: number(attribute('radius'), usualRadius) }
  return {
    show,
    query: typed ?? attribute('query') ?? '',
    filter,
    first: Math.min(most, Math.max(1, Math.round(number(attribute('first'), usualFirst)))),
    language,
  }
}

function split(text: string | null): string[] {
  return (text ?? '').split(/[\s,]+/).filter(value => value.length > 0)
}

function number(text: string | null, usual: number): number {
  const value = Number(text?.replace(',', '.') || usual)
  return Number.isFinite(value) && value > 0 ? value : usual
}

/** "50.94 6.96", a postcode, or a town's name or key. */
function place(near: string): Record<string, unknown> {
  const point = /^(-?\d+\.\d+)[\s,;]+(-?\d+\.\d+)$/.exec(near)
  if (point) return { latitude: Number(point[1]), longitude: Number(point[2]) }
  return /^\d{5}$/.test(near) ? { postcode: near } : { municipality: near }
}
