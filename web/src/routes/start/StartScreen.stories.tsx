import { nothing, offline } from '~/testing/problems'
import { StartScreen } from './StartScreen'

export const Opening = () => <StartScreen onRetry={nothing} />
export const Offline = () => <StartScreen problem={offline} onRetry={nothing} />
