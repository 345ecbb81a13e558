//! Letting money go that was held for too long.

use super::Charge;
use crate::payment_intents;
use crate::store::State;

/// Lets the money of a charge go that was not captured in time, and cancels its intent. A charge
/// that is gone, captured or let go already is left alone.
pub(crate) fn expire(state: &mut State, id: &str) {
    let Some(mut charge) = state.get::<Charge>(id).filter(Charge::holds) else {
        return;
    };
    charge.let_go(state, "charge.expired");
    let intent = charge.payment_intent.clone();
    state.put(charge);
    if let Some(intent) = intent {
        payment_intents::expire(state, &intent);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::api::{Call, KeyKind};
    use crate::charges::create;

    /// The id of a charge made directly.
    fn charge(state: &mut State, capture: bool) -> String {
        let mut call = Call {
            state,
            base_url: "",
            key: KeyKind::Secret,
            now: 0,
            id: "",
            parameters: json!({
                "amount": 1_500,
                "capture": capture,
                "currency": "eur",
                "source": "tok_visa",
            }),
        };
        let charge = create(&mut call).unwrap_or_default();
        charge["id"].as_str().unwrap_or_default().to_owned()
    }

    fn shape(state: &State, id: &str) -> Value {
        let charge: Option<Charge> = state.get(id);
        charge.map(|charge| charge.shape()).unwrap_or_default()
    }

    #[test]
    fn held_money_goes_back_in_the_end() {
        let mut state = State::default();
        let id = charge(&mut state, false);
        assert_eq!(shape(&state, &id)["refunded"], false);
        expire(&mut state, &id);
        let expired = shape(&state, &id);
        assert_eq!(expired["refunded"], true);
        assert_eq!(expired["amount_captured"], 0);
    }

    #[test]
    fn captured_money_stays() {
        let mut state = State::default();
        let id = charge(&mut state, true);
        let before = shape(&state, &id);
        expire(&mut state, &id);
        assert_eq!(shape(&state, &id), before);
    }
}
