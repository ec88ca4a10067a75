package authz

import (
	"fmt"
	"slices"

	"countersign/domain"
)

func (c *checker) checkRules() {
	if len(c.book.Rules) == 0 {
		c.Add("rules", "empty", "The rulebook has no segregation rule.")
	}
	seen := map[string]bool{}
	for i, r := range c.book.Rules {
		at := fmt.Sprintf("rules[%d]", i)
		if !ruleKey.MatchString(r.Key) {
			c.Add(at+".key", "key", "%q is not a key of a rule: capitals, digits and hyphens.", r.Key)
		}
		if seen[r.Key] {
			c.Add(at+".key", "duplicate", "Two rules have the key %s.", r.Key)
		}
		seen[r.Key] = true
		if r.Name == "" {
			c.Add(at+".name", "name", "The rule %s has no name.", r.Key)
		}
		if r.Mode != domain.DutyPrevent && r.Mode != domain.DutyDetect {
			c.Add(at+".mode", "effect", "The rule %s has the effect %q: it must be PREVENT or DETECT.", r.Key,
				string(r.Mode))
		}
		if !slices.Contains([]domain.Risk{domain.RiskLow, domain.RiskMedium, domain.RiskHigh, domain.RiskCritical}, r.Risk) {
			c.Add(at+".risk", "effect", "The rule %s has the risk %q, which is not one.", r.Key, string(r.Risk))
		}
		if !slices.Contains([]domain.DutySpan{domain.SpanObject, domain.SpanCounterparty, domain.SpanEntity}, r.Span) {
			c.Add(at+".span", "effect", "The rule %s spans %q, which is nothing.", r.Key, string(r.Span))
		}
		if r.Critical() && r.Mode != domain.DutyPrevent {
			c.Add(at+".mode", "effect", "The rule %s is critical and does not prevent.", r.Key)
		}
		if len(r.Left) == 0 || len(r.Right) == 0 {
			c.Add(at, "empty", "The rule %s has a side without an action.", r.Key)
		}
		c.checkActions(at+".left", "The rule "+r.Key, r.Left)
		c.checkActions(at+".right", "The rule "+r.Key, r.Right)
		for _, action := range r.Left {
			if r.Mode == domain.DutyPrevent && slices.Contains(r.Right, action) {
				c.Add(at, "sides", "The rule %s has %s on both sides, so that nobody could do it twice.", r.Key,
					string(action))
			}
		}
	}
}
