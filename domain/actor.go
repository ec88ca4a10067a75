package domain

import "context"

// ActorKind tells people from machines. Only a person may approve.
type ActorKind string

// The kinds of actors.
const (
	ActorPerson ActorKind = "PERSON"
	ActorSystem ActorKind = "SYSTEM" // the house itself: intake, poster, clock
	// ActorService is a machine outside the house, with an owner and an end date.
	ActorService ActorKind = "SERVICE"
)

// Auth is how an actor showed who they are.
type Auth string

// The ways in.
const (
	AuthSession Auth = "session"      // a browser's cookie
	AuthBearer  Auth = "bearer"       // a token in the header of a request
	AuthCommand Auth = "command line" // named on the command line of a machine of ours
	AuthJob     Auth = "job"          // work that a change left behind
	AuthService Auth = "service"      // a part of the house, from its own loop
)

// Actor is who acts, and through which request.
type Actor struct {
	Kind      ActorKind
	ID        UUID   // the person, or a fixed id of the part of the house
	Name      string // for texts; never decides anything
	OnBehalf  Behalf // whose rights they use by delegation; zero when they use their own
	Auth      Auth   // how they showed who they are; "" where nobody asked
	Address   string // of the client, without port; "" when there is none
	RequestID string // of the HTTP request, job or command line call
	TraceID   string // OpenTelemetry trace, "" when not traced
	Person    *User  `json:"-"` // as the directory knows them, where somebody reads; else nil
}

// Behalf is the person for whom a delegate acts.
type Behalf struct {
	ID   UUID
	Name string // for texts; never decides anything
}

// IsPerson says whether a human stands behind the act.
func (a Actor) IsPerson() bool { return a.Kind == ActorPerson && !a.ID.IsZero() }

// Asked is whose right the actor uses: that of who they act for, else their own.
func (a Actor) Asked() UUID {
	if !a.OnBehalf.ID.IsZero() {
		return a.OnBehalf.ID
	}
	return a.ID
}

// Stands says whether a person acts here, themselves or by a delegate.
func (a Actor) Stands(person UUID) bool {
	return !person.IsZero() && (a.ID == person || a.OnBehalf.ID == person)
}

// InOwnName refuses whoever acts for another, or is no person: some things cannot be done by a delegate.
// Errors: FORBIDDEN.
func (a Actor) InOwnName() error {
	if a.IsPerson() && a.OnBehalf.ID.IsZero() {
		return nil
	}
	return Refuse(CodeForbidden, "Only a person does this, and in their own name.")
}

// SystemActor is a named part of the house, for example "poster", in its own loop. It may never approve.
func SystemActor(name string) Actor {
	return Actor{Kind: ActorSystem, ID: UUIDOf("system", name), Name: name, Auth: AuthService}
}

type actorKey struct{}

// WithActor puts the actor into the context, once, at the door.
func WithActor(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// ActorFrom is who acts in ctx. Errors: UNAUTHENTICATED when nobody was put there.
func ActorFrom(ctx context.Context) (Actor, error) {
	a, ok := ctx.Value(actorKey{}).(Actor)
	if !ok || a.ID.IsZero() {
		return Actor{}, Refuse(CodeUnauthenticated, "Sign in first.")
	}
	return a, nil
}
