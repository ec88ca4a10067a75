package domain

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxSentence bounds one sentence in characters: a longer one is a text.
	maxSentence = 400
	// grounded is the share of a sentence's words that the rows it cites must know: wording may change, what is said may not.
	grounded = 0.5
)

// directives are words that tell somebody what to do, and figures in letters. A summary tells what is there: a sentence may use one
// only where the row that it cites does.
var directives = wordSet(`approve approved approves approving pay pays paying paid release released transfer transferred wire ignore
	ignored disregard override overridden bypass skip urgent urgently immediately now asap please must should shall instruct instructed instruction
	instructions click visit call contact email confirm confirmed safe legitimate trusted verified cleared valid
	two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
	billion dozen half double twice percent`)

// commonWords carry nothing that would have to be grounded.
var commonWords = wordSet(`that this these those with from into over under have been were which their there where when while also than then
	such each both other another about after before between because since until only more most less least very does what whose they them its
	and the for was are has had not but who how any all one can may`)

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(text) {
		set[w] = true
	}
	return set
}

// Worded is the brief in the words of a writer, as far as they hold. A sentence stands when it cites rows of the brief, every figure in it
// stands in a cited row, most of its words do, it tells nobody what to do, and it is one plain sentence; others are dropped and counted. What a
// writer leaves out is said in the template's words, so that nothing is lost by leaving it out.
func (b *Brief) Worded(by string, written []SummarySentence) *Summary {
	s := &Summary{About: b.About, Brief: b, WrittenBy: by}
	told := map[string]bool{}
	for _, w := range written {
		w.Text = strings.TrimSpace(w.Text)
		if !b.holds(w) || len(s.Sentences) == 2*maxSummaryRows {
			s.Uncited++
			continue
		}
		s.Sentences = append(s.Sentences, w)
		for _, c := range w.Cites {
			told[c] = true
		}
	}
	if len(s.Sentences) == 0 {
		plain := b.Plainly("No sentence of the model held against the rows.")
		plain.Uncited = s.Uncited
		return plain
	}
	for _, t := range b.Sentences {
		if !slices.ContainsFunc(t.Cites, func(c string) bool { return told[c] }) {
			s.Sentences = append(s.Sentences, t)
		}
	}
	return s
}

// holds says whether a written sentence may be shown.
func (b *Brief) holds(w SummarySentence) bool {
	if n := utf8.RuneCountInString(w.Text); n < 3 || n > maxSentence || len(w.Cites) == 0 || len(w.Cites) > 5 || !plainText(w.Text) {
		return false
	}
	figures, ours := map[string]bool{}, map[string]bool{}
	for _, c := range w.Cites {
		at := slices.IndexFunc(b.Rows, func(r SummaryRow) bool { return r.ID == c })
		if at < 0 {
			return false
		}
		for _, word := range words(b.Rows[at].Text) {
			figures[word], ours[word] = true, true
		}
		for _, word := range words(b.Rows[at].Quoted) {
			figures[word] = true
		}
	}
	known, all := 0, 0
	for _, word := range words(w.Text) {
		switch {
		case strings.ContainsFunc(word, unicode.IsNumber):
			if !figures[word] {
				return false
			}
		case directives[word] && !ours[word]:
			return false
		case commonWords[word] || utf8.RuneCountInString(word) < 3:
		default:
			all++
			if ours[word] {
				known++
			}
		}
	}
	return float64(known) >= grounded*float64(all)
}

// words are the words of a text in lower case, a figure or identifier with what is inside of it: "1190.00", "inv-0012", "2026-11-02".
func words(text string) []string {
	list := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !strings.ContainsRune(".,-/:_%'’", r)
	})
	for i := range list {
		list[i] = strings.Trim(list[i], ".,-/:_'’")
	}
	return slices.DeleteFunc(list, func(w string) bool { return w == "" })
}

// plainText says whether a text is words alone: no markup, no address, nothing that cannot be seen.
func plainText(s string) bool {
	if !utf8.ValidString(s) || strings.Contains(s, "://") || strings.Contains(s, "www.") || strings.ContainsAny(s, "<>`[]{}|\\@") {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r) || r == '\u2028' || r == '\u2029'
	})
}
