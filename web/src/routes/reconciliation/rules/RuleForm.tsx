import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useLabel, useText } from '~/i18n/useText'
import { DecimalInput } from '~/ui/DecimalInput'
import type { DraftLines, DraftRule } from './draft'
import type { Source } from '../model'
import {
  type Direction,
  directions,
  type Mode,
  modes,
  normalisers,
  ruleKeys,
  type Shape,
  shapes,
} from './model'
import styles from './RuleForm.module.css'

export interface RuleFormProps {
  rule: DraftRule
  currency: string
  /** Where lines of the account come from. */
  sources: readonly Source[]
  /** What whoever keeps a fee keeps, by key. */
  fees: readonly { key: string; name: string }[]
  /** What is wrong with a part, in the server's words. */
  fault: (part: string) => string | undefined
  onChange: (part: Partial<DraftRule>) => void
}

/** Writes one rule: what it may do, what it compares, how far apart, how sure, and what becomes of a difference. */
export function RuleForm({ rule, currency, sources, fees, fault, onChange }: RuleFormProps) {
  const say = useText()
  const label = useLabel()
  const toggle = <T extends string>(list: readonly T[], of: readonly T[], value: T, on: boolean) =>
    of.filter((each) => (each === value ? on : list.includes(each)))
  const narrow = (part: Partial<DraftLines>) => onChange({ lines: { ...rule.lines, ...part } })
  return (
    <div className={styles.root}>
      <TextInput
        label={label('ruleField', 'name')}
        value={rule.name}
        maxLength={100}
        required
        error={fault('name')}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <NativeSelect
        label={label('ruleField', 'mode')}
        description={label('ruleModeText', rule.mode)}
        value={rule.mode}
        error={fault('mode')}
        data={modes.map((value) => ({ value, label: label('ruleMode', value) }))}
        onChange={(event) => onChange({ mode: event.currentTarget.value as Mode })}
      />
      <fieldset className={styles.set}>
        <legend>{label('ruleField', 'filter')}</legend>
        <div className={styles.pair}>
          <NativeSelect
            label={say('work.source')}
            value={rule.lines.source}
            error={fault('filter.source')}
            data={[
              { value: '', label: say('work.allSources') },
              ...sources.map((value) => ({ value, label: label('source', value) })),
            ]}
            onChange={(event) => narrow({ source: event.currentTarget.value as Source | '' })}
          />
          <NativeSelect
            label={say('rules.direction')}
            value={rule.lines.direction}
            error={fault('filter.direction')}
            data={[
              { value: '', label: say('rules.anyDirection') },
              ...directions.map((value) => ({ value, label: label('direction', value) })),
            ]}
            onChange={(event) => narrow({ direction: event.currentTarget.value as Direction | '' })}
          />
          <TextInput
            label={say('rules.textPart')}
            description={say('rules.pattern')}
            value={rule.lines.text}
            maxLength={200}
            error={fault('filter.text') ?? fault('filter')}
            onChange={(event) => narrow({ text: event.currentTarget.value })}
          />
          <TextInput
            label={say('rules.counterpartyPart')}
            description={say('rules.pattern')}
            value={rule.lines.counterparty}
            maxLength={200}
            error={fault('filter.counterparty')}
            onChange={(event) => narrow({ counterparty: event.currentTarget.value })}
          />
          <DecimalInput
            label={say('rules.amountFrom', { currency })}
            value={rule.lines.amountFrom}
            error={fault('filter.amountFrom')}
            onChange={(amountFrom) => narrow({ amountFrom })}
          />
          <DecimalInput
            label={say('rules.amountTo', { currency })}
            value={rule.lines.amountTo}
            error={fault('filter.amountTo')}
            onChange={(amountTo) => narrow({ amountTo })}
          />
        </div>
      </fieldset>
      {rule.mode !== 'EXCLUDE' && (
        <>
          <fieldset className={styles.set}>
            <legend>{say('rules.compares')}</legend>
            <div className={styles.checks} role="group" aria-label={label('ruleField', 'keys')}>
              {ruleKeys.map((key) => (
                <Checkbox
                  key={key}
                  size="xs"
                  label={label('matchKey', key)}
                  checked={rule.keys.includes(key)}
                  onChange={(event) =>
                    onChange({ keys: toggle(rule.keys, ruleKeys, key, event.currentTarget.checked) })
                  }
                />
              ))}
            </div>
            {fault('keys') && <p className={styles.fault}>{fault('keys')}</p>}
            <div className={styles.pair}>
              <NativeSelect
                label={label('ruleField', 'shape')}
                value={rule.shape}
                error={fault('shape')}
                data={shapes.map((value) => ({ value, label: label('ruleShape', value) }))}
                onChange={(event) => onChange({ shape: event.currentTarget.value as Shape })}
              />
              <TextInput
                label={say('rules.daysApart')}
                type="number"
                min={0}
                max={366}
                required
                value={rule.days}
                error={fault('days')}
                onChange={(event) => onChange({ days: event.currentTarget.value })}
              />
            </div>
            <Checkbox
              size="xs"
              label={say('rules.oneSided')}
              checked={rule.oneSided}
              onChange={(event) => onChange({ oneSided: event.currentTarget.checked })}
            />
            <div className={styles.checks} role="group" aria-label={label('ruleField', 'normalise')}>
              <span className={styles.label}>{label('ruleField', 'normalise')}</span>
              {normalisers.map((how) => (
                <Checkbox
                  key={how}
                  size="xs"
                  label={label('normalise', how)}
                  checked={rule.normalise.includes(how)}
                  onChange={(event) =>
                    onChange({
                      normalise: toggle(rule.normalise, normalisers, how, event.currentTarget.checked),
                    })
                  }
                />
              ))}
            </div>
          </fieldset>
          <fieldset className={styles.set}>
            <legend>{say('rules.tolerances')}</legend>
            <div className={styles.pair}>
              <DecimalInput
                label={say('rules.amountTolerance', { currency })}
                value={rule.amountTolerance}
                error={fault('amountTolerance')}
                onChange={(amountTolerance) => onChange({ amountTolerance })}
              />
              <DecimalInput
                label={label('ruleField', 'percentTolerance')}
                value={rule.percentTolerance}
                error={fault('percentTolerance')}
                onChange={(percentTolerance) => onChange({ percentTolerance })}
              />
              <TextInput
                label={label('ruleField', 'reasonCode')}
                description={say('rules.reasonCodeText')}
                value={rule.reasonCode}
                maxLength={40}
                error={fault('reasonCode')}
                onChange={(event) => onChange({ reasonCode: event.currentTarget.value.toUpperCase() })}
              />
              <NativeSelect
                label={label('ruleField', 'fee')}
                description={say('rules.feeText')}
                value={rule.fee}
                error={fault('fee')}
                data={[
                  { value: '', label: say('rules.noFee') },
                  { value: 'INFERRED', label: label('ruleFee', 'INFERRED') },
                  ...fees.map(({ key, name }) => ({ value: key, label: name })),
                ]}
                onChange={(event) => onChange({ fee: event.currentTarget.value })}
              />
            </div>
          </fieldset>
          <fieldset className={styles.set}>
            <legend>{say('rules.certainty')}</legend>
            <div className={styles.pair}>
              <DecimalInput
                label={label('ruleField', 'minScore')}
                value={rule.minScore}
                error={fault('minScore')}
                onChange={(minScore) => onChange({ minScore })}
              />
              <DecimalInput
                label={label('ruleField', 'margin')}
                value={rule.margin}
                error={fault('margin')}
                onChange={(margin) => onChange({ margin })}
              />
            </div>
          </fieldset>
        </>
      )}
    </div>
  )
}
