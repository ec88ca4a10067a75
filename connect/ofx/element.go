package ofx

import (
	"errors"
	"io"
	"slices"

	"countersign/connect/textdoc"
)

// aggregates are told to a document as they open and close, values as they stand. A value's parent is the innermost
// aggregate that is open.
type document interface {
	open(name string, line int) error
	value(parent, name, value string, line int) error
	close(name string) error
	stray(line int) error                 // text that belongs to no element
	unclosed(name string, line int) error // an aggregate that ends with the one around it
}

// values are the elements that never hold elements, whether they are closed or not, as far as they are read here.
var values = setOf("CURDEF", "BANKID", "BRANCHID", "BROKERID", "ACCTID", "ACCTTYPE", "DTSTART", "DTEND", "DTASOF", "BALAMT",
	"TRNTYPE", "DTPOSTED", "DTUSER", "DTAVAIL", "DTTRAN", "TRNAMT", "FITID", "CHECKNUM", "REFNUM", "NAME", "MEMO", "CORRECTFITID",
	"CORRECTACTION", "SIC", "PAYEEID", "CURSYM", "CODE", "SEVERITY", "MESSAGE", "TRNUID", "LANGUAGE", "DTSERVER",
	"SRVRTID", "VALUEDATE", "CATEGORY", "INV401KSOURCE", "SUBACCTFUND")

func setOf(names ...string) map[string]bool {
	set := map[string]bool{}
	for _, n := range names {
		set[n] = true
	}
	return set
}

// element is an aggregate that is open.
type element struct {
	name   string
	filled bool // it holds an element
}

// walk reads elements up to the end of OFX and tells doc. It returns whether OFX was found.
func walk(t *tokens, doc document) (bool, error) {
	tag, err := start(t)
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	w := &walker{doc: doc}
	if err := w.begin(tag); err != nil {
		return true, err
	}
	for {
		text, next, err := t.next()
		if errors.Is(err, io.EOF) {
			return true, textdoc.Refuse(textdoc.ReasonMalformed, t.line, "The document ends within %s.", w.top())
		}
		if err != nil {
			return true, err
		}
		if done, err := w.take(text, tag, next); done || err != nil {
			return true, err
		}
		tag = next
	}
}

// start passes over the header: whatever stands before <OFX>.
func start(t *tokens) (token, error) {
	for {
		_, tag, err := t.next()
		if err != nil {
			return tag, err
		}
		if tag.name == "OFX" && !tag.end {
			return tag, nil
		}
		if tag.name == "OFC" {
			return tag, textdoc.Refuse(textdoc.ReasonMalformed, tag.line, "The file is in OFC, which OFX replaced in 1997 and which is not read here.")
		}
	}
}

// walker keeps which aggregates are open.
type walker struct {
	doc     document
	open    []element
	pending bool // the tag before is a start that is not yet known to be a value or an aggregate
	closing string
}

func (w *walker) top() string {
	if len(w.open) == 0 {
		return ""
	}
	return w.open[len(w.open)-1].name
}

func (w *walker) begin(tag token) error {
	w.open = append(w.open, element{name: tag.name})
	return w.doc.open(tag.name, tag.line)
}

// take deals with the text behind before and with next, and says whether the document is closed.
func (w *walker) take(text string, before, next token) (bool, error) {
	switch {
	case w.pending:
		w.pending = false
		if err := w.settle(text, before, next); err != nil {
			return false, err
		}
	case text != "":
		if err := w.doc.stray(before.line); err != nil {
			return false, err
		}
	}
	if !next.end {
		return false, w.start(next)
	}
	if w.closing == next.name { // the end of a value that was told already
		w.closing = ""
		return false, nil
	}
	if err := w.end(next); err != nil {
		return false, err
	}
	return len(w.open) == 0, nil
}

// settle decides what the start before is: a value when text stands behind it or its name says so, else an aggregate.
func (w *walker) settle(text string, before, next token) error {
	closed := next.end && next.name == before.name
	if text == "" && !values[before.name] && !before.empty {
		return w.begin(before)
	}
	if closed && !before.empty {
		w.closing = before.name
	}
	return w.doc.value(w.top(), before.name, text, before.line)
}

func (w *walker) start(tag token) error {
	if tag.name == "OFX" {
		return textdoc.Refuse(textdoc.ReasonMalformed, tag.line, "OFX stands within OFX.")
	}
	if len(w.open) == maxDepth {
		return textdoc.Refuse(textdoc.ReasonTooLarge, tag.line, "Elements stand in one another more than %d deep.", maxDepth)
	}
	// The standard has no balance within a list of movements, so its beginning ends a list that is not closed.
	if (tag.name == "LEDGERBAL" || tag.name == "AVAILBAL") && w.top() == "BANKTRANLIST" {
		if err := w.doc.unclosed(w.top(), tag.line); err != nil {
			return err
		}
		if err := w.pop(); err != nil {
			return err
		}
	}
	w.open[len(w.open)-1].filled = true
	w.pending = true
	return nil
}

// closed are the aggregates from which something is read: where one of them does not end, whose its values are is a guess.
var closed = setOf("OFX", "STMTRS", "CCSTMTRS", "INVSTMTRS", "BANKACCTFROM", "CCACCTFROM", "INVACCTFROM", "BANKTRANLIST", "INVTRANLIST",
	"BANKTRANLISTP", "INVBANKTRAN", "STMTTRN", "STMTTRNP", "LEDGERBAL", "CURRENCY", "ORIGCURRENCY", "PAYEE", "BANKACCTTO", "CCACCTTO")

// end closes an aggregate. Those within it that hold nothing were values without a value; others, from which nothing is
// read, end with it.
func (w *walker) end(tag token) error {
	if !slices.ContainsFunc(w.open, func(e element) bool { return e.name == tag.name }) {
		return textdoc.Refuse(textdoc.ReasonMalformed, tag.line, "%s ends without having begun.", tag.name)
	}
	for w.top() != tag.name {
		if w.open[len(w.open)-1].filled {
			if closed[w.top()] {
				return textdoc.Refuse(textdoc.ReasonMalformed, tag.line, "%s ends within %s, which is not closed.", tag.name, w.top())
			}
			if err := w.doc.unclosed(w.top(), tag.line); err != nil {
				return err
			}
		}
		if err := w.pop(); err != nil {
			return err
		}
	}
	return w.pop()
}

func (w *walker) pop() error {
	name := w.top()
	w.open = w.open[:len(w.open)-1]
	return w.doc.close(name)
}
