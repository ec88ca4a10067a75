import { useMemo } from 'react'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import type { Policy } from './standing'

/** Shares and policies in words. */
export function useModelWords() {
  const say = useText()
  const formats = useFormats()
  return useMemo(() => {
    /** What somebody set, as they set it: "0.5 %". */
    const share = (part: number) => formats.percent(String(Math.round(part * 1e6) / 1e4))
    /** What was measured, to a tenth of a percent. */
    const rate = (part: number) => formats.percent((100 * part).toFixed(1))
    return {
      share,
      rate,
      /** What a policy allows, in short: what is promised, whether it acts, and up to which worth. */
      policy: ({ number, automatic, target, cap }: Policy): string[] =>
        number === 0
          ? [say('models.noPolicy')]
          : [
              say('models.version', { number }),
              ...(automatic
                ? [
                    say('models.promised', { share: share(target) }),
                    cap ? say('models.upTo', { amount: formats.money(cap) }) : say('models.noCap'),
                  ]
                : [say('models.suggestsOnly')]),
            ],
      /** The same as short as a column wants it: "v3 · ≤ 1 % · ≤ 5,000.00 EUR". */
      short: ({ number, automatic, target, cap }: Policy): string =>
        number === 0
          ? say('models.none')
          : [
              say('models.v', { number }),
              ...(automatic
                ? [`≤\u00a0${share(target)}`, ...(cap ? [`≤\u00a0${formats.money(cap)}`] : [])]
                : [say('models.suggestsOnly')]),
            ].join(' · '),
    }
  }, [say, formats])
}
