/** From what stands before it to what stands after it, whichever way the text runs. */
export function Arrow() {
  return (
    <span aria-hidden className="flip">
      →
    </span>
  )
}
