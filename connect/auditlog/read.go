package auditlog

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"golang.org/x/mod/sumdb/tlog"
)

// maxLine bounds one line of an export, in bytes: a body comes from a request of at most 1 MB.
const maxLine = 16 << 20

// lines reads a file line by line. A file that is missing has none.
type lines struct {
	file io.Closer
	in   *bufio.Reader
	long []byte // of a line that is longer than the reader's buffer
}

func readLines(export fs.FS, name string) *lines {
	f, err := export.Open(name)
	if err != nil {
		return &lines{in: bufio.NewReader(&io.LimitedReader{})}
	}
	return &lines{file: f, in: bufio.NewReaderSize(f, 1<<16)}
}

func (l *lines) close() {
	if l.file != nil {
		_ = l.file.Close()
	}
}

// next is the next line without its end, valid until the call after. Errors: a sentence's end for a person.
func (l *lines) next() ([]byte, error) {
	l.long = l.long[:0]
	for {
		part, err := l.in.ReadSlice('\n')
		switch {
		case err == nil && len(l.long) == 0:
			return part[:len(part)-1], nil
		case err != nil && !errors.Is(err, bufio.ErrBufferFull):
			return nil, errors.New("it is missing")
		}
		if l.long = append(l.long, part...); len(l.long) > maxLine {
			return nil, fmt.Errorf("its line has more than %d bytes", maxLine)
		}
		if err == nil {
			return l.long[:len(l.long)-1], nil
		}
	}
}

// ended says whether nothing is left.
func (l *lines) ended() bool {
	_, err := l.in.ReadByte()
	return err != nil
}

// entryLines reads entries.jsonl. After the first line that is not the one due, nothing is known of those behind it.
type entryLines struct {
	*lines
	broken bool
}

// next is the body and prose of the entry due at position. Errors: a sentence's end for a person.
func (l *entryLines) next(position int64) (body string, p *Prose, err error) {
	line, err := l.lines.next()
	if err == nil {
		var found int64
		if found, body, p, err = readLine(line); err == nil && found != position {
			err = fmt.Errorf("position %d stands in its place", found)
		}
	}
	l.broken = err != nil
	return body, p, err
}

// leafLines reads leaves.txt, as entryLines does.
type leafLines struct {
	*lines
	broken bool
}

func (l *leafLines) next() (tlog.Hash, error) {
	line, err := l.lines.next()
	if err != nil {
		l.broken = true
		return tlog.Hash{}, err
	}
	hash, err := tlog.ParseHash(string(line))
	if err != nil || hash.String() != string(line) {
		l.broken = true
		return tlog.Hash{}, errors.New("its line is damaged")
	}
	return hash, nil
}
