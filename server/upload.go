package server

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"countersign/domain"
	"countersign/workflow"
)

const (
	// uploadPatience lets a full-sized file through a line of 300 kbit/s.
	uploadPatience = 10 * time.Minute
	// uploadsPerPerson keeps somebody on a slow line from taking all places.
	uploadsPerPerson = 4
)

// uploaded answers one received file.
type uploaded struct {
	ID     domain.ID `json:"id"`
	Name   string    `json:"name"`
	Bytes  int       `json:"bytes"`
	SHA256 string    `json:"sha256"`
}

// upload takes one file, as the body itself or as the only file of a multipart form, for ?entity=ID under ?name=.
//
// It is kept before it is read by anything that could choke on it; what it is shows its content, not its name or header.
func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	entity, err := domain.ParseID(r.URL.Query().Get("entity"))
	if err != nil || entity.Kind != domain.NodeEntity {
		s.refuse(w, r, domain.RefuseField(domain.CodeBadRequest, "entity", "Name the legal entity by its id: ?entity=…"))
		return
	}
	person := callerFrom(r.Context()).person.ID.UUID
	if !s.uploading.enter(person) {
		s.refuse(w, r, domain.Refuse(domain.CodeRateLimited, "You are sending %d files already; wait for one to arrive.", uploadsPerPerson).With("retryAfter", 1))
		return
	}
	defer s.uploading.leave(person)
	line := http.NewResponseController(w) // a file may take longer than other requests
	_ = line.SetReadDeadline(time.Now().Add(uploadPatience))
	_ = line.SetWriteDeadline(time.Now().Add(uploadPatience + slowReader))
	select { // a file is held in memory while it comes in
	case s.uploads <- struct{}{}:
		defer func() { <-s.uploads }()
	case <-r.Context().Done():
		return
	}
	name, content, sum, err := s.receive(w, r)
	if err != nil {
		s.refuseUpload(w, r, err)
		return
	}
	intake, err := s.o.House.ReceiveFile(r.Context(), workflow.ReceiveFile{Entity: entity.Entity, Name: name, Channel: "UPLOAD", Content: content})
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	writeJSON(w, http.StatusCreated, "application/json; charset=utf-8", uploaded{ID: intake.ID, Name: name, Bytes: len(content), SHA256: sum})
}

// receive reads the file's bytes and digest in one pass.
func (s *Server) receive(w http.ResponseWriter, r *http.Request) (name string, content []byte, sum string, err error) {
	// The form around a file is small; what is far above the cap is not even read.
	r.Body = http.MaxBytesReader(w, r.Body, s.o.Limits.UploadBytes+64<<10)
	body, name := io.Reader(r.Body), r.URL.Query().Get("name")
	var form *multipart.Reader
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "multipart/form-data" {
		if form, err = r.MultipartReader(); err != nil {
			return "", nil, "", domain.Refuse(domain.CodeBadRequest, "The form cannot be read.")
		}
		part, err := firstFile(form)
		if err != nil {
			return "", nil, "", err
		}
		body, name = part, firstOf(name, part.FileName())
	}
	digest := sha256.New()
	content, err = io.ReadAll(io.TeeReader(io.LimitReader(body, s.o.Limits.UploadBytes+1), digest))
	if err != nil {
		return "", nil, "", errors.Join(errBody, err)
	}
	if int64(len(content)) > s.o.Limits.UploadBytes {
		return "", nil, "", errTooLarge
	}
	if len(content) == 0 {
		return "", nil, "", domain.RefuseField(domain.CodeInvalid, "file", "The file is empty.")
	}
	if form != nil {
		if _, err := firstFile(form); err == nil {
			return "", nil, "", domain.RefuseField(domain.CodeBadRequest, "file", "Send one file at a time.")
		}
	}
	return cleanName(name), content, hex.EncodeToString(digest.Sum(nil)), nil
}

var (
	errBody     = errors.New("body not read")
	errTooLarge = errors.New("file too large")
)

func (s *Server) refuseUpload(w http.ResponseWriter, r *http.Request, err error) {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.Is(err, errTooLarge), errors.As(err, &tooLarge):
		s.refuseStatus(w, r, http.StatusRequestEntityTooLarge, domain.RefuseField(domain.CodeInvalid, "file", "The file is larger than %d MB.", s.o.Limits.UploadBytes>>20))
	case errors.Is(err, errBody):
		s.refuse(w, r, domain.Refuse(domain.CodeBadRequest, "The file did not arrive whole."))
	default:
		s.refuse(w, r, err)
	}
}

// firstFile skips fields that are no file.
func firstFile(form *multipart.Reader) (*multipart.Part, error) {
	for range 10 {
		part, err := form.NextPart()
		if err != nil {
			var tooLarge *http.MaxBytesError
			if errors.As(err, &tooLarge) {
				return nil, errTooLarge
			}
			break
		}
		if part.FileName() != "" {
			return part, nil
		}
	}
	return nil, domain.RefuseField(domain.CodeBadRequest, "file", "The form holds no file.")
}

// nameBytes is the longest file name of common file systems.
const nameBytes = 200

// cleanName is the last part of a path, without what could confuse a terminal, a header or a file system.
func cleanName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.TrimSpace(strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) || strings.ContainsRune(`/:*?"<>|`, c) {
			return -1
		}
		return c
	}, name))
	for len(name) > nameBytes {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	if strings.Trim(name, ".") == "" {
		return "file"
	}
	return name
}
