package server

import "countersign/domain"

// ReceiveFile is a file handed in.
type ReceiveFile struct {
	Entity  domain.EntityID
	Name    string
	Channel string
	Content []byte
}
