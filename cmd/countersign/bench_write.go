package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"countersign/connect"
	"countersign/domain"
	"countersign/workflow/reconset"
)

// sideColumns are those of `countersign import --source`; only a processor names what it paid out together.
const sideColumns = "id,date,amount,currency,reference,counterparty,text"

// writeSet writes the sides of a set and the truth into a directory that it makes: each side as CSV, the bank as camt.053, too.
func writeSet(dir string, set *reconset.Set) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the directory: %w", err)
	}
	for _, side := range []struct {
		name   string
		source domain.ReconSource
	}{{"ledger.csv", domain.SourceLedger}, {"bank.csv", domain.SourceBank}, {"processor.csv", domain.SourceProcessor}} {
		if err := writeSide(filepath.Join(dir, side.name), set, side.source); err != nil {
			return err
		}
	}
	err := writeFile(filepath.Join(dir, "bank.xml"), func(out io.Writer) error {
		statement, entries := set.Statement()
		return connect.WriteStatement(out, statement, entries)
	})
	if err != nil {
		return err
	}
	return writeCSV(filepath.Join(dir, "truth.csv"), "thing,class,fate,id", func(row func(...string) error) error {
		for i, t := range set.Truth {
			for _, l := range t.Lines {
				if err := row(fmt.Sprint(i), string(t.Class), string(t.Fate), set.Lines[l].ID); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func writeSide(path string, set *reconset.Set, source domain.ReconSource) error {
	header := sideColumns
	if source == domain.SourceProcessor {
		header += ",batch"
	}
	return writeCSV(path, header, func(row func(...string) error) error {
		for i := range set.Lines {
			l := &set.Lines[i]
			if l.Source != source {
				continue
			}
			cells := []string{l.ID, l.Booked.String(), l.Amount.Amount().String(), string(l.Amount.Currency), l.Reference, l.Counterparty, l.Text}
			if source == domain.SourceProcessor {
				cells = append(cells, strings.Join(l.More, " "))
			}
			if err := row(cells...); err != nil {
				return err
			}
		}
		return nil
	})
}

// writeCSV writes one CSV file whole, or leaves none.
func writeCSV(path, header string, fill func(row func(...string) error) error) error {
	return writeFile(path, func(out io.Writer) error {
		w := csv.NewWriter(out)
		err := w.Write(strings.Split(header, ","))
		if err == nil {
			err = fill(func(cells ...string) error { return w.Write(cells) })
		}
		w.Flush()
		return errors.Join(err, w.Error())
	})
}

// writeFile writes one file whole, or leaves none. Only who runs the program may read it.
func writeFile(path string, fill func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".part-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	buffer := bufio.NewWriterSize(f, 1<<20)
	if err = fill(buffer); err == nil {
		err = buffer.Flush()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
