/** A mouse and fingers on a drawing. */
import type { Point } from './network-shape'

export interface Moves {
  readonly move: (x: number, y: number) => void
  readonly stretch: (by: number, around: Point) => void
  readonly tap: (at: Point) => void
}

const still = 6 // pixels: less is a tap

/** The middle of the fingers that touch, and how far the first two are apart: 0 for one; nothing for none. */
export function between(fingers: readonly Point[]): Point & { readonly apart: number } | undefined {
  const [first, second] = fingers
  if (!first) return undefined
  if (!second) return { ...first, apart: 0 }
  return { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2, apart: Math.hypot(first.x - second.x, first.y - second.y) }
}

/** A mouse or a finger moves the drawing, two fingers also stretch it. Up and down with one finger moves the page (touch-action: pan-y). */
export function followPointers(canvas: HTMLElement, does: Moves): void {
  const down = new Map<number, Point>()
  const fingers = () => between([...down.values()])
  let moved = 0
  canvas.addEventListener('touchmove', event => { if (event.touches.length > 1 && event.cancelable) event.preventDefault() }, { passive: false })
  canvas.addEventListener('pointerdown', event => {
    if (down.size === 0) moved = 0
    down.set(event.pointerId, placeOf(event))
    canvas.setPointerCapture(event.pointerId)
  })
  canvas.addEventListener('pointermove', event => {
    const before = fingers()
    if (!before || !down.has(event.pointerId)) return
    down.set(event.pointerId, placeOf(event))
    const after = fingers() ?? before
    const [x, y] = [after.x - before.x, after.y - before.y]
    moved += Math.abs(x) + Math.abs(y) + Math.abs(after.apart - before.apart)
    does.move(x, y)
    if (before.apart > 0 && after.apart > 0) does.stretch(after.apart / before.apart, after)
  })
  for (const end of ['pointerup', 'pointercancel'] as const) {
    canvas.addEventListener(end, event => {
      const last = down.delete(event.pointerId) && down.size === 0
      if (last && end === 'pointerup' && moved < still) does.tap(placeOf(event))
    })
  }
}

const placeOf = (event: PointerEvent): Point => ({ x: event.offsetX, y: event.offsetY })
