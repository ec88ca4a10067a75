package domain

import "strings"

// SafeCell is text as a cell of a table that a person may open in a spreadsheet: text that a spreadsheet would run as a
// formula gets an apostrophe before it, which shows it as text.
//
// It looks at the first character alone: = + - @, tab and carriage return, also behind a byte order mark. Give it every
// cell whose text was not made by us; a negative amount made by us needs none. Source: OWASP, CSV injection.
func SafeCell(text string) string {
	if first := strings.TrimPrefix(text, "\ufeff"); first != "" && strings.ContainsRune("=+-@\t\r", rune(first[0])) {
		return "'" + text
	}
	return text
}
