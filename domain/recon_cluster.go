package domain

// ClusterAct is what is done to all lines of a cluster; enum ClusterAct of the schema.
type ClusterAct string

// What can be done to a cluster.
const (
	ClusterOpenCase ClusterAct = "OPEN_CASE"
	ClusterAdjust   ClusterAct = "ADJUST"
	ClusterLeaveOut ClusterAct = "LEAVE_OUT"
)

// ResolveClusterInput says what becomes of all lines of a cluster.
type ResolveClusterInput struct {
	AccountID        ID
	ClusterID        ID
	Size             int // as read
	Act              ClusterAct
	Category         *string // of the case; nil is unknown
	OwnerID          *ID     // of the case
	Kind             *string // of the entry
	AgainstAccountID *ID     // of the entry
	ReasonCode       *string // of the entry
	Note             string  // why
	IdempotencyKey   string
	ClientMutationID *string
}

// Check says whether a cluster of so many lines can be acted on.
//
// Errors: NOT_FOUND when it is gone; STALE when it has another number of lines than was read; INVALID when they are too many.
func (in ResolveClusterInput) Check(size int) error {
	most := MaxCaseLines
	if in.Act == ClusterAdjust {
		most = MaxMatchLines
	}
	switch {
	case size == 0:
		return RefuseField(CodeNotFound, "clusterId", "There is no such cluster any more.")
	case size != in.Size:
		return RefuseField(CodeStale, "size", "The cluster has %s by now; look at it again.", lineCount(size)).With("lines", size)
	case size > most:
		return RefuseField(CodeInvalid, "clusterId", "The cluster has %d lines; at most %d are acted on at once.", size, most)
	}
	return nil
}

// Opening is the case of the cluster's lines.
func (in ResolveClusterInput) Opening(lines []ID) OpenCaseInput {
	category := CauseUnknown
	if in.Category != nil {
		category = *in.Category
	}
	return OpenCaseInput{AccountID: in.AccountID, LineIds: lines, Category: category, Note: in.Note, OwnerID: in.OwnerID}
}

// Proposal is the entry that settles the cluster's lines. What is not stated is refused when it is proposed.
func (in ResolveClusterInput) Proposal(lines []ID) ProposeAdjustmentInput {
	out := ProposeAdjustmentInput{AccountID: in.AccountID, LineIds: lines, Reason: in.Note}
	if in.Kind != nil {
		out.Kind = *in.Kind
	}
	if in.AgainstAccountID != nil {
		out.AgainstAccountID = *in.AgainstAccountID
	}
	if in.ReasonCode != nil {
		out.ReasonCode = *in.ReasonCode
	}
	return out
}
