import type { Answer, Organisation, Training } from './client'
import type { Show } from './question'
import { make } from './dom'
import type { Texts } from './texts'

export interface Look {
  readonly texts: Texts
  readonly origin: string
  readonly show: Show
  /** Of the names of organisations: 2 to 6. */
  readonly heading: number
}

/** The search box; null where the page does not want one. */
export function form(look: Look, value: string, search: (text: string) => void): HTMLFormElement {
  const input = make('input', { id: 'q', name: 'q', type: 'search', maxlength: '500', autocomplete: 'off', enterkeyhint: 'search', part: 'input', value })
  const element = make('form', { part: 'form' },
    make('label', { for: 'q', part: 'label' }, look.texts.of(look.show === 'trainings' ? 'labelTrainings' : 'label')),
    make('div', { class: 'row' }, input, make('button', { type: 'submit', part: 'button' }, look.texts.of('search'))))
  element.addEventListener('submit', event => {
    event.preventDefault()
    search(input.value)
  })
  return element
}

export const item = (look: Look, edge: Answer['edges'][number]): HTMLLIElement =>
  'title' in edge.node ? training(look, edge as Answer<Training>['edges'][number]) : organisation(look, edge as Answer<Organisation>['edges'][number])

function training(look: Look, { node, distanceKm, startsAt }: Answer<Training>['edges'][number]): HTMLLIElement {
  const { texts } = look
  const heading = `h${look.heading}` as 'h3'
  const at = startsAt ?? node.nextDate?.startsAt
  const provider = node.organisation ?? node.centre
  const notes = [
    distanceKm === null || node.online ? null : texts.distance(distanceKm, node.location?.precision),
    node.costCents === 0 ? texts.of('free') : null, node.childCare ? texts.of('childCare') : null,
  ].filter(note => note !== null)
  return make('li', { part: 'item' },
    make(heading, { part: 'name' }, make('a', { href: `${look.origin}/${texts.tag}/termine/${encodeURIComponent(node.slug)}`, rel: 'noopener', dir: 'auto', lang: node.language, part: 'link' }, node.title)),
    at ? make('p', { part: 'when' }, make('time', { datetime: at }, texts.time(at))) : null,
    make('p', { part: 'place' }, make('bdi', {}, node.online ? texts.of('online') : node.place.name), ...notes.map(note => ` · ${note}`)),
    provider ? make('p', { part: 'provider' }, make('bdi', {}, provider.name)) : null)
}

function organisation(look: Look, { node, distanceKm }: Answer<Organisation>['edges'][number]): HTMLLIElement {
  const heading = `h${look.heading}` as 'h3'
  const confirmed = node.verification.state !== 'UNVERIFIED'
  return make('li', { part: 'item' },
    make(heading, { part: 'name' }, make('a', { href: `${look.origin}/${look.texts.tag}/organisationen/${encodeURIComponent(node.slug)}`, rel: 'noopener', dir: 'auto', part: 'link' }, node.name)),
    make('p', { part: 'place' }, make('bdi', {}, node.seat.town),
      distanceKm === null ? null : ` · ${look.texts.distance(distanceKm, node.location?.precision)}`,
      confirmed ? ` · ${look.texts.of('confirmed')}` : null),
    node.topics.length === 0 ? null : make('ul', { part: 'tags' }, ...node.topics.map(topic => make('li', { part: 'tag' }, topic.label))))
}

export function button(text: string, part: string, act: () => void): HTMLButtonElement {
  const element = make('button', { type: 'button', part }, text)
  element.addEventListener('click', act)
  return element
}

/** Who says so, and where there is more. */
export function foot(look: Look, address: string): HTMLElement {
  return make('p', { class: 'foot', part: 'foot' },
    make('a', { href: address, rel: 'noopener', part: 'link' }, look.texts.of('source')),
    look.texts.isReviewed ? null : make('span', {}, ` ${look.texts.of('unreviewed')}`))
}
