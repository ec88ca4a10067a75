package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"countersign/domain"
	"countersign/workflow/reconset"
)

// writeSet writes the sides of a set, the truth and how to read both, into a directory that it makes.
func writeSet(dir string, set *reconset.Set) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the directory: %w", err)
	}
	for name, source := range map[string]domain.ReconSource{
		"ledger.csv": domain.SourceLedger, "bank.csv": domain.SourceBank, "processor.csv": domain.SourceProcessor,
	} {
		err := writeFile(filepath.Join(dir, name), "id,date,amount,currency,reference,counterparty,text,batch", func(row func(...string) error) error {
			for _, l := range set.Lines {
				if l.Source != source {
					continue
				}
				if err := row(l.ID, l.Booked.String(), l.Amount.Amount().String(), string(l.Amount.Currency), l.Reference, l.Counterparty, l.Text, strings.Join(l.More, " ")); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return writeFile(filepath.Join(dir, "truth.csv"), "thing,class,fate,id", func(row func(...string) error) error {
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

// writeFile writes one CSV file whole, or leaves none. Only who runs the program may read it.
func writeFile(path, header string, fill func(row func(...string) error) error) (err error) {
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
	w := csv.NewWriter(buffer)
	if err = w.Write(strings.Split(header, ",")); err == nil {
		err = fill(func(cells ...string) error { return w.Write(cells) })
	}
	w.Flush()
	for _, step := range []func() error{w.Error, buffer.Flush, f.Close} {
		if err == nil {
			err = step()
		}
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
