package domain

import (
	"fmt"
	"slices"
	"strings"
)

// SummaryRow is one row that a summary rests on: what a sentence may cite.
type SummaryRow struct {
	ID     string // within the brief, "r1" and on
	Text   string // what the row says, in our words and with its figures
	Quoted string // what others wrote in it, for example a supplier: data and never instruction; "" for none
	Source string // where it stands, for a person
}

// SummarySentence is one sentence and the rows that it cites.
type SummarySentence struct {
	Text  string   `json:"text"`
	Cites []string `json:"cites"`
}

// Brief is what is known of an item that somebody must look at, and the sentences that say so without a writer.
type Brief struct {
	About     ID
	Rows      []SummaryRow
	Sentences []SummarySentence // each row is cited by one at least
}

// Summary is a brief in words.
type Summary struct {
	About     ID
	Brief     *Brief
	Sentences []SummarySentence
	Uncited   int    // sentences of a writer that were dropped, because they cite no row or say more than it
	WrittenBy string // "template", or the model that worded it
	Plain     string // why the template's words stand although there is a writer, "" when there is none or its words stand
}

// CitedSentence is a sentence with the rows that it rests on.
type CitedSentence struct {
	Text  string
	Cites []SummaryRow
}

// Cited are the sentences with their rows.
func (s *Summary) Cited() []CitedSentence {
	list := make([]CitedSentence, len(s.Sentences))
	for i, told := range s.Sentences {
		list[i].Text = told.Text
		for _, r := range s.Brief.Rows {
			if slices.Contains(told.Cites, r.ID) {
				list[i].Cites = append(list[i].Cites, r)
			}
		}
	}
	return list
}

// WhyPlain is Plain, nil for "".
func (s *Summary) WhyPlain() *string { return optional(s.Plain) }

// Quotation is Quoted, nil for "".
func (r SummaryRow) Quotation() *string { return optional(r.Quoted) }

// TemplateWriter is who wrote a summary without a model.
const TemplateWriter = "template"

// maxSummaryRows bounds a brief: nobody reads more, and what a model is sent stays small.
const maxSummaryRows = 40

// row adds a row with the sentence that says it.
func (b *Brief) row(source, quoted, format string, args ...any) {
	if len(b.Rows) == maxSummaryRows {
		return
	}
	r := SummaryRow{ID: fmt.Sprintf("r%d", len(b.Rows)+1), Text: fmt.Sprintf(format, args...), Quoted: strings.TrimSpace(quoted), Source: source}
	b.Rows = append(b.Rows, r)
	b.Sentences = append(b.Sentences, SummarySentence{Text: r.Text, Cites: []string{r.ID}})
}

// Plainly is the brief in the template's words. why is why no writer's words stand, "" when there is none.
func (b *Brief) Plainly(why string) *Summary {
	return &Summary{About: b.About, Brief: b, Sentences: b.Sentences, WrittenBy: TemplateWriter, Plain: why}
}

// BriefOfInvoice is why an invoice does not simply pass: what was checked and did not hold, and what may be its twin. Checks, duplicates and detail
// must be loaded.
func BriefOfInvoice(inv *Invoice) *Brief {
	b := &Brief{About: inv.ID}
	due := ""
	if !inv.DueOn.IsZero() {
		due = fmt.Sprintf(", due on %s", inv.DueOn)
	}
	b.row("invoice "+inv.Key, inv.SellerName+", "+inv.Number, "%s is over %s, received on %s%s.", inv.Key, inv.Gross, DateOf(inv.ReceivedAt), due)
	for _, c := range inv.Checks {
		if c.Outcome == CheckPass {
			continue
		}
		source := "check " + c.Rule
		if c.Source != nil {
			source += ", " + *c.Source
		}
		quoted := ""
		if c.Stated != nil {
			quoted = *c.Stated
		}
		b.row(source, quoted, "%s: %s", outcomeWords[c.Outcome], c.Message)
	}
	for _, d := range inv.Duplicates {
		what := "It looks like"
		if d.Exact {
			what = "It is the same as"
		}
		b.row("duplicate", "", "%s another invoice, by %s.", what, strings.Join(d.Same, ", "))
	}
	return b
}

var outcomeWords = map[CheckOutcome]string{CheckInfo: "Note", CheckUnknown: "Not known", CheckWarning: "Warning", CheckBlocker: "Blocked"}

// BriefOfCase is what a case is about and what was found.
func BriefOfCase(c *Case) *Brief {
	b := &Brief{About: c.ID}
	overdue := ""
	if c.Overdue {
		overdue = ", and is overdue"
	}
	b.row("case "+c.Key, "", "%s is %s, opened on %s, due on %s%s.", c.Key, strings.ToLower(string(c.State)), DateOf(c.OpenedAt), DateOf(c.DueAt), overdue)
	b.row("case "+c.Key, "", "%s", sentence(c.Title))
	if worth := c.Worth(); worth != nil {
		b.row("case "+c.Key, "", "It is about %s.", worth)
	}
	for line := range strings.Lines(c.Evidence) {
		if line = strings.TrimSpace(line); line != "" {
			b.row("evidence of "+c.Key, "", "%s", sentence(line))
		}
	}
	if r := c.Resolution; r != nil {
		b.row("resolution of "+c.Key, r.Note, "It was resolved on %s: %s.", DateOf(r.At), plainCode(r.Code))
	}
	return b
}

// sentence ends a text as one.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsRune(".!?:", rune(s[len(s)-1])) {
		return s
	}
	return s + "."
}
