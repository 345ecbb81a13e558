//! What a test wants to become of deliveries: held, late, twice, in another order, not at all.

use rand::RngExt;
use serde::{Deserialize, Serialize};

use super::delivery::Stage;
use crate::events;
use crate::store::{Document, HasTable, State};

/// The longest that a shuffled delivery waits, in milliseconds.
const SHUFFLED_WITHIN: i64 = 2_000;

/// What becomes of the deliveries of events of some types.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    #[serde(default)]
    mode: Mode,
    /// How late `delayed` ones are.
    #[serde(default)]
    seconds: u32,
    /// Whether they are sent once more after they were taken.
    #[serde(default)]
    twice: bool,
    /// Whether they wait for a random time, up to two seconds.
    #[serde(default)]
    shuffled: bool,
    /// Whether they are not sent at all.
    #[serde(default)]
    dropped: bool,
    /// To how many more events the rule applies; to all, if none.
    next: Option<u32>,
    /// The types of events it applies to, e.g. `charge.*`; all, if empty.
    #[serde(default)]
    types: Vec<String>,
}

/// When deliveries are sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Mode {
    /// At once.
    #[default]
    Now,
    /// When they are released.
    Held,
    /// After the rule's seconds.
    Delayed,
}

impl Rule {
    /// Why the rule makes no sense, if it does not.
    pub(crate) fn contradiction(&self) -> Option<&'static str> {
        if self.mode == Mode::Delayed && self.seconds == 0 {
            Some("delayed needs seconds")
        } else if self.mode != Mode::Delayed && self.seconds > 0 {
            Some("seconds are for the mode delayed")
        } else if self.mode == Mode::Held && self.shuffled {
            Some("what is held is sent in the order of its release: shuffled has no meaning")
        } else if self.dropped && (self.mode != Mode::Now || self.twice || self.shuffled) {
            Some("what is dropped is not sent: mode, twice and shuffled have no meaning")
        } else {
            None
        }
    }

    fn applies_to(&self, kind: &str) -> bool {
        self.next != Some(0)
            && (self.types.is_empty()
                || self
                    .types
                    .iter()
                    .any(|pattern| events::matches(pattern, kind)))
    }
}

/// The rules; the first that applies to an event counts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct DeliveryRules {
    id: String,
    rules: Vec<Rule>,
}

/// The id of the one document.
const ID: &str = "rules";

impl Document for DeliveryRules {
    const KIND: &'static str = "delivery_rules";

    fn id(&self) -> &str {
        &self.id
    }
}

impl DeliveryRules {
    /// Has `rules` in place of those before. What is under way already stays as it is.
    pub(crate) fn set(state: &mut State, rules: Vec<Rule>) {
        if rules.is_empty() {
            HasTable::<Self>::table_mut(state).remove(ID);
            return;
        }
        let id = ID.to_owned();
        state.put(Self { id, rules });
    }
}

/// What becomes of the deliveries of one event.
pub(super) struct Plan {
    pub(super) stage: Stage,
    pub(super) twice: bool,
}

/// Decides what becomes of an event of this type, and counts it.
pub(super) fn plan(state: &mut State, kind: &str) -> Plan {
    let now = state.now().saturating_mul(1_000);
    let rules = state.get::<DeliveryRules>(ID);
    let found = rules
        .iter()
        .flat_map(|rules| &rules.rules)
        .position(|rule| rule.applies_to(kind));
    let (Some(mut rules), Some(position)) = (rules, found) else {
        return Plan {
            stage: Stage::Due { at: now },
            twice: false,
        };
    };
    let rule = rules.rules[position].clone();
    if let Some(next) = &mut rules.rules[position].next {
        *next -= 1;
        state.put(rules);
    }
    let pause = if rule.shuffled {
        // From the next second on, so that what happens now is on its way together.
        rand::rng().random_range(1_000..SHUFFLED_WITHIN)
    } else {
        0
    };
    let at = now
        .saturating_add(i64::from(rule.seconds).saturating_mul(1_000))
        .saturating_add(pause);
    let stage = match rule.mode {
        _ if rule.dropped => Stage::Dropped,
        Mode::Held => Stage::Held,
        Mode::Now | Mode::Delayed => Stage::Due { at },
    };
    Plan {
        stage,
        twice: rule.twice,
    }
}
