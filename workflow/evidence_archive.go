package workflow

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"os"
)

// EvidenceArchive answers a request as one zip of table, lines and manifest. begin is told the archive's name once nothing
// speaks against the answer, and gives where it goes; an archive that was cut short lacks its directory, so that nothing
// opens it. The lines wait in a file of the system's temporary directory while the table is written.
//
// Errors: as Evidence, before begin; what the writer, that file and the database say, after it.
func (s *Service) EvidenceArchive(ctx context.Context, in AskEvidence, begin func(name string) io.Writer) error {
	e, err := s.Evidence(ctx, in)
	if err != nil {
		return err
	}
	archive := zip.NewWriter(begin(e.FileName("zip")))
	lines, err := os.CreateTemp("", "countersign-evidence-*")
	if err != nil {
		return fmt.Errorf("keep the lines aside: %w", err)
	}
	defer func() {
		_ = lines.Close()           // nothing of it is read any more
		_ = os.Remove(lines.Name()) // the system clears what is left
	}()
	table, err := archive.Create(e.FileName("csv"))
	if err != nil {
		return fmt.Errorf("begin the archive: %w", err)
	}
	m, err := e.Write(ctx, table, lines)
	if err != nil {
		return err
	}
	if _, err := lines.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read the lines again: %w", err)
	}
	for _, part := range []struct {
		extension string
		write     func(io.Writer) error
	}{
		{"jsonl", func(out io.Writer) error { _, err := io.Copy(out, lines); return err }},
		{"manifest.json", m.Write},
	} {
		out, err := archive.Create(e.FileName(part.extension))
		if err != nil {
			return fmt.Errorf("go on with the archive: %w", err)
		}
		if err := part.write(out); err != nil {
			return err
		}
	}
	return archive.Close()
}
