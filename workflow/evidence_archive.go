package workflow

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
)

// EvidenceArchive answers a request as one zip of table and manifest. begin is told the archive's name once nothing speaks
// against the answer, and gives where it goes; an archive that was cut short lacks its directory, so that nothing opens it.
//
// Errors: as Evidence, before begin; what the writer and the database say, after it.
func (s *Service) EvidenceArchive(ctx context.Context, in AskEvidence, begin func(name string) io.Writer) error {
	e, err := s.Evidence(ctx, in)
	if err != nil {
		return err
	}
	archive := zip.NewWriter(begin(e.FileName("zip")))
	table, err := archive.Create(e.FileName("csv"))
	if err != nil {
		return fmt.Errorf("begin the archive: %w", err)
	}
	m, err := e.Write(ctx, table, nil)
	if err != nil {
		return err
	}
	manifest, err := archive.Create(e.FileName("manifest.json"))
	if err != nil {
		return fmt.Errorf("go on with the archive: %w", err)
	}
	if err := m.Write(manifest); err != nil {
		return err
	}
	return archive.Close()
}
