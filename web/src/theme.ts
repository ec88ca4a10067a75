import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

// The one accent: "you can act". Shade 7 carries white text at 6.7:1, shade 6 at 5.2:1.
const accent: MantineColorsTuple = [
  '#eef3fe',
  '#dbe6fd',
  '#bcd0fb',
  '#93b3f8',
  '#6790f3',
  '#4673ee',
  '#2f62e8',
  '#1d4ed8',
  '#1a42b4',
  '#183a95',
]

const red: MantineColorsTuple = [
  '#fdecea',
  '#fad5d1',
  '#f5b0a9',
  '#ee867c',
  '#e46155',
  '#d6453a',
  '#c7332a',
  '#b42318',
  '#951c13',
  '#78160f',
]

// Meaning has its own scale: foreground at 4.5:1 or better on its own ground and on the page.
const light = {
  page: '#ffffff',
  sunken: '#f7f7f8',
  raised: '#ffffff',
  hover: '#f3f4f6',
  selected: '#edf2fd',
  paper: '#ffffff',
  line: '#e5e6ea',
  'line-strong': '#cfd2d9',
  text: '#1b1c20',
  quiet: '#5a5e68',
  you: '#1d4ed8',
  'you-ground': '#e8effd',
  wait: '#5a5e68',
  'wait-ground': '#f0f1f3',
  blocked: '#b42318',
  'blocked-ground': '#fdecea',
  risk: '#8a5300',
  'risk-ground': '#fdf3e1',
  done: '#176b3a',
  'done-ground': '#e6f4ec',
  advice: '#6b35c8',
  'advice-ground': '#f2ecfc',
  mark: '#fff3b8',
}
const dark: typeof light = {
  page: '#111214',
  sunken: '#17181b',
  raised: '#1b1c20',
  hover: '#1e2024',
  selected: '#1a2540',
  paper: '#17181b',
  line: '#2a2c31',
  'line-strong': '#41444c',
  text: '#e6e7ea',
  quiet: '#a2a6af',
  you: '#8fb3ff',
  'you-ground': '#1a2947',
  wait: '#a2a6af',
  'wait-ground': '#23252a',
  blocked: '#ff9c92',
  'blocked-ground': '#3c1b19',
  risk: '#f2bd63',
  'risk-ground': '#38290f',
  done: '#78d49e',
  'done-ground': '#14301f',
  advice: '#c6abff',
  'advice-ground': '#2c2144',
  mark: '#4a3f12',
}

const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif'

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: { accent, red },
  fontFamily,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.3' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '14px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: true,
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '14px', lineHeight: '20px' },
      h3: { fontSize: '13px', lineHeight: '18px' },
    },
  },
  components: {
    Button: {
      defaultProps: { size: 'xs' },
      styles: { root: { fontWeight: 550, paddingInline: 12, height: 32, fontSize: 13 } },
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 30 } },
    TextInput: {
      defaultProps: { size: 'xs' },
      styles: {
        input: { fontSize: 13, height: 32, minHeight: 32 },
        label: { fontSize: 12, marginBottom: 3 },
      },
    },
    Textarea: {
      defaultProps: { size: 'xs' },
      styles: { input: { fontSize: 13 }, label: { fontSize: 12, marginBottom: 3 } },
    },
    NativeSelect: {
      defaultProps: { size: 'xs' },
      styles: {
        input: { fontSize: 13, height: 32, minHeight: 32 },
        label: { fontSize: 12, marginBottom: 3 },
      },
    },
    Select: {
      defaultProps: { size: 'xs', comboboxProps: { transitionProps: { duration: 0 } } },
      styles: {
        input: { fontSize: 13, height: 32, minHeight: 32 },
        label: { fontSize: 12, marginBottom: 3 },
        option: { fontSize: 13 },
      },
    },
    Menu: {
      defaultProps: { shadow: 'md', transitionProps: { duration: 0 }, withinPortal: true },
      styles: { item: { fontSize: 13, paddingBlock: 6 }, label: { color: 'var(--cs-quiet)' } },
    },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 0 } } },
    Modal: {
      defaultProps: {
        // A header outside of the page's own is no banner.
        attributes: { header: { role: 'presentation' } },
        centered: true,
        transitionProps: { duration: 80 },
      },
      styles: { title: { fontWeight: 600, fontSize: 16, lineHeight: 1.35 } },
    },
    Tooltip: {
      defaultProps: { openDelay: 350, transitionProps: { duration: 0 }, multiline: true, maw: 320 },
      styles: { tooltip: { fontSize: 12 } },
    },
    Notification: { defaultProps: { radius: 'md' } },
    Skeleton: { defaultProps: { radius: 'sm' } },
  },
})

const css = (tokens: Record<string, string>) =>
  Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`--cs-${name}`, value]))

const mantine = (t: typeof light) => ({
  '--mantine-color-body': t.page,
  '--mantine-color-text': t.text,
  '--mantine-color-dimmed': t.quiet,
  '--mantine-color-placeholder': t.quiet,
  '--mantine-color-default': t.raised,
  '--mantine-color-default-hover': t.hover,
  '--mantine-color-default-color': t.text,
  '--mantine-color-default-border': t['line-strong'],
  '--mantine-color-error': t.blocked,
  '--mantine-color-anchor': t.you,
  '--mantine-color-gray-light-color': t.quiet,
  '--mantine-color-gray-light-hover': t.hover,
})

// resolveVariables hands Mantine our tokens as --cs-… for style sheets, for both schemes.
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...css(light), ...mantine(light) },
  dark: { ...css(dark), ...mantine(dark) },
})
