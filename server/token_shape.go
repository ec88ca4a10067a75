package server

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// checkShape refuses texts that two readers could read differently, before anything is believed: other characters than
// base64url's, repeated names, more than one value.
func checkShape(token string) error {
	if len(token) == 0 || len(token) > tokenBytes {
		return errors.New("token is empty or too long")
	}
	// Go's decoder skips line breaks inside base64, others do not.
	if strings.ContainsFunc(token, func(c rune) bool { return !base64url(c) && c != '.' }) {
		return errors.New("token holds other characters than base64url's")
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 || parts[2] == "" {
		return errors.New("token has not three parts")
	}
	for _, part := range parts[:2] {
		text, err := base64.RawURLEncoding.Strict().DecodeString(part)
		if err != nil {
			return errors.New("token is not base64url")
		}
		if err := oneObject(text); err != nil {
			return err
		}
	}
	return nil
}

func base64url(c rune) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_'
}

// oneObject says whether text is a single JSON object whose names are each written once, at every level.
func oneObject(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	first, err := d.Token()
	if err != nil || first != json.Delim('{') {
		return errors.New("token part is not an object")
	}
	if err := object(d, 0); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("token part holds more than one value")
	}
	return nil
}

// claimDepth is deeper than any issuer nests.
const claimDepth = 8

func object(d *json.Decoder, depth int) error {
	if depth > claimDepth {
		return errors.New("token part nests too deep")
	}
	seen := map[string]bool{}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return errors.New("token part is not JSON")
		}
		key, _ := name.(string)
		if seen[key] {
			return fmt.Errorf("token part names one thing twice")
		}
		seen[key] = true
		if err := value(d, depth); err != nil {
			return err
		}
	}
	return closing(d)
}

func value(d *json.Decoder, depth int) error {
	t, err := d.Token()
	if err != nil {
		return errors.New("token part is not JSON")
	}
	switch t {
	case json.Delim('{'):
		return object(d, depth+1)
	case json.Delim('['):
		if depth >= claimDepth {
			return errors.New("token part nests too deep")
		}
		for d.More() {
			if err := value(d, depth+1); err != nil {
				return err
			}
		}
		return closing(d)
	}
	return nil
}

func closing(d *json.Decoder) error {
	if _, err := d.Token(); err != nil {
		return errors.New("token part is not JSON")
	}
	return nil
}
