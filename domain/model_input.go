package domain

// TurnModelInput takes a model from acting, or switches it off.
type TurnModelInput struct {
	EntityID         ID
	Use              AiUse
	Reason           string
	IdempotencyKey   string
	ClientMutationID *string
}

// NameModelOwnerInput names who answers for a model.
type NameModelOwnerInput struct {
	EntityID         ID
	Use              AiUse
	OwnerID          ID
	Reason           string
	IdempotencyKey   string
	ClientMutationID *string
}

// AskPromotionInput asks the owner to let a model act again.
type AskPromotionInput struct {
	EntityID         ID
	Use              AiUse
	Reason           string
	IdempotencyKey   string
	ClientMutationID *string
}

// DecidePromotionInput is what the owner says.
type DecidePromotionInput struct {
	EntityID         ID
	Use              AiUse
	Agree            bool
	Comment          string
	IdempotencyKey   string
	ClientMutationID *string
}

// DraftAdvicePolicyInput is a policy as somebody writes it.
type DraftAdvicePolicyInput struct {
	EntityID         ID
	Use              AiUse
	Automatic        bool
	Target           float64
	Audit            float64
	SuggestFrom      float64
	HoldFrom         *float64
	Cap              *MoneyInput
	Budget           *MoneyInput
	Reason           string
	IdempotencyKey   string
	ClientMutationID *string
}

// PublishAdvicePolicyInput puts a draft in force.
type PublishAdvicePolicyInput struct {
	ID               ID
	Reason           *string
	IdempotencyKey   string
	ClientMutationID *string
}

// SimulateThresholdInput is a promise or a threshold to be tried on what is past.
type SimulateThresholdInput struct {
	EntityID  ID
	Target    *float64
	Threshold *float64
	Cap       *MoneyInput
	From      Date
	To        Date
}
