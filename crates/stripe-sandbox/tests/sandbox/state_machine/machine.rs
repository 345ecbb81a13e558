//! Sends the calls, and compares what comes back with the model.

use proptest::sample::Index;
use reqwest::Method;
use serde_json::Value;

use super::calls::{Call, Creation, Delivery, Step};
use super::model::{Caller, Confirming, Intent, Refusal, Status};
use crate::client::{Answer, Client};

/// A sandbox and what it must hold.
pub(super) struct Machine {
    client: Client,
    payments: Vec<Payment>,
    sent: Vec<Sent>,
    keys: usize,
}

/// An intent, the model's and the sandbox's.
#[derive(Clone)]
struct Payment {
    model: Intent,
    id: String,
    client_secret: String,
    /// Where the bank asks, or asked last.
    question: Option<String>,
}

type Form = Vec<(&'static str, String)>;

#[derive(Clone)]
struct Request {
    path: String,
    form: Form,
    caller: Caller,
}

/// A request that was answered.
struct Sent {
    request: Request,
    key: String,
    status: u16,
    body: Value,
}

/// What an answer must be like: a success that tells this state, if it tells one, or a refusal.
type Expected = Result<Option<Status>, Refusal>;

fn confirming(with: Confirming, form: &mut Form) {
    if let Some(card) = with.card {
        form.push(("payment_method", card.payment_method().to_owned()));
    }
    for (name, flag) in [
        ("off_session", with.off_session),
        ("error_on_requires_action", with.error_on_requires_action),
    ] {
        if flag {
            form.push((name, "true".to_owned()));
        }
    }
}

fn creating(creation: Creation) -> Form {
    let method = |manual: bool| (if manual { "manual" } else { "automatic" }).to_owned();
    let mut form = vec![
        ("amount", creation.amount.to_string()),
        ("currency", "eur".to_owned()),
        ("payment_method_types[]", "card".to_owned()),
        ("confirmation_method", method(creation.manual_confirmation)),
        ("capture_method", method(creation.manual_capture)),
    ];
    if creation.confirm {
        form.push(("confirm", "true".to_owned()));
        confirming(creation.with, &mut form);
    } else if let Some(card) = creation.with.card {
        form.push(("payment_method", card.payment_method().to_owned()));
    }
    form
}

impl Machine {
    pub(super) async fn start() -> Self {
        Self {
            client: Client::start().await,
            payments: Vec::new(),
            sent: Vec::new(),
            keys: 0,
        }
    }

    pub(super) async fn take(&mut self, step: Step) {
        match step {
            Step::Call(Call::Authenticate { intent, complete }, _) => {
                self.authenticate(&intent, complete).await;
            }
            Step::Call(call, delivery) => self.call(&call, delivery).await,
            Step::Repeat(index) => self.repeat(&index).await,
            Step::Reuse(index) => self.reuse(&index).await,
        }
        self.compare_states().await;
    }

    /// Which payment a call is about, if there is any.
    fn payment(&self, intent: &Index) -> Option<usize> {
        (!self.payments.is_empty()).then(|| intent.index(self.payments.len()))
    }

    /// The payment that a call is about and the request that it is, if it can be made yet.
    fn request(&self, call: &Call) -> Option<(Option<usize>, Request)> {
        let (intent, action) = match call {
            Call::Create(creation) => {
                let request = Request {
                    path: "/v1/payment_intents".to_owned(),
                    form: creating(*creation),
                    caller: Caller::Server,
                };
                return Some((None, request));
            }
            Call::Confirm { intent, .. } => (intent, "/confirm"),
            Call::Capture { intent, .. } => (intent, "/capture"),
            Call::Cancel { intent } => (intent, "/cancel"),
            Call::ChangeAmount { intent, .. } | Call::ChangeCard { intent, .. } => (intent, ""),
            Call::Authenticate { intent, .. } | Call::Refund { intent, .. } => (intent, ""),
        };
        let index = self.payment(intent)?;
        let payment = &self.payments[index];
        let mut path = format!("/v1/payment_intents/{}{action}", payment.id);
        let mut caller_of_it = Caller::Server;
        let mut form = Form::new();
        match call {
            Call::Confirm { caller, with, .. } => {
                caller_of_it = *caller;
                confirming(*with, &mut form);
                if *caller == Caller::Browser {
                    form.push(("client_secret", payment.client_secret.clone()));
                }
            }
            Call::Capture { share, .. } => {
                let amount = share.of(payment.model.amount);
                form.extend(amount.map(|amount| ("amount_to_capture", amount.to_string())));
            }
            Call::ChangeAmount { amount, .. } => form.push(("amount", amount.to_string())),
            Call::ChangeCard { card, .. } => {
                form.push(("payment_method", card.payment_method().to_owned()));
            }
            Call::Refund { share, .. } => {
                path = "/v1/refunds".to_owned();
                form.push(("payment_intent", payment.id.clone()));
                let amount = share.of(payment.model.received);
                form.extend(amount.map(|amount| ("amount", amount.to_string())));
            }
            Call::Create(_) | Call::Authenticate { .. } | Call::Cancel { .. } => {}
        }
        let request = Request {
            path,
            form,
            caller: caller_of_it,
        };
        Some((Some(index), request))
    }

    /// Has the model make the call, and tells what the sandbox must answer.
    fn predict(&mut self, call: &Call, payment: Option<usize>) -> Expected {
        if let Call::Create(creation) = call {
            let Creation {
                amount,
                manual_confirmation,
                manual_capture,
                confirm,
                with,
            } = *creation;
            let mut intent = Intent::new(amount, manual_confirmation, manual_capture, with.card);
            let outcome = if confirm {
                intent.confirm(Caller::Server, with)
            } else {
                Ok(intent.status)
            };
            // Without a card there is nothing to confirm, and the call leaves nothing behind.
            if !confirm || with.card.is_some() {
                self.payments.push(Payment {
                    model: intent,
                    id: String::new(),
                    client_secret: String::new(),
                    question: None,
                });
            }
            return outcome.map(Some);
        }
        let index = payment.expect("every other call is about a payment");
        let intent = &mut self.payments[index].model;
        match call {
            Call::Confirm { caller, with, .. } => intent.confirm(*caller, *with).map(Some),
            Call::Capture { share, .. } => intent.capture(share.of(intent.amount)).map(Some),
            Call::Cancel { .. } => intent.cancel().map(Some),
            Call::ChangeAmount { amount, .. } => intent.change_amount(*amount).map(Some),
            Call::ChangeCard { card, .. } => intent.change_card(*card).map(Some),
            Call::Refund { share, .. } => intent.refund(share.of(intent.received)).map(|()| None),
            Call::Create(_) | Call::Authenticate { .. } => Ok(None),
        }
    }

    fn new_key(&mut self) -> String {
        self.keys += 1;
        format!("key-{}", self.keys)
    }

    async fn send(&self, request: &Request, key: &str) -> Answer {
        let form: Vec<(&str, &str)> = request
            .form
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let secret = match request.caller {
            Caller::Server => self.client.sandbox.secret_key(),
            Caller::Browser => self.client.sandbox.publishable_key(),
        };
        let headers = [("idempotency-key", key)];
        let answer = self
            .client
            .send(Method::POST, &request.path, secret, &form, &headers)
            .await;
        assert!(
            answer.status < 500,
            "{} {form:?}: {}",
            request.path,
            answer.body
        );
        answer
    }

    async fn call(&mut self, call: &Call, delivery: Delivery) {
        let Some((payment, request)) = self.request(call) else {
            return;
        };
        let key = self.new_key();
        match delivery {
            Delivery::Once => {
                let before = self.payments.len();
                let expected = self.predict(call, payment);
                let answer = self.send(&request, &key).await;
                compare(call, &expected, &answer);
                self.learn(before, payment, &answer);
                self.remember(request, key, answer);
            }
            Delivery::TwiceWithOneKey => {
                let before = self.payments.len();
                let expected = self.predict(call, payment);
                let (first, second) =
                    tokio::join!(self.send(&request, &key), self.send(&request, &key));
                let in_use =
                    |answer: &Answer| answer.body["error"]["code"] == "idempotency_key_in_use";
                let (done, other) = if in_use(&first) {
                    (second, first)
                } else {
                    (first, second)
                };
                compare(call, &expected, &done);
                assert!(
                    in_use(&other) && other.status == 409 || same(&done, &other) || !is_kept(&done),
                    "{call:?}: {} and {}",
                    done.body,
                    other.body
                );
                self.learn(before, payment, &done);
                self.remember(request, key, done);
            }
            Delivery::TwiceWithTwoKeys => {
                let other_key = self.new_key();
                let before = self.payments.len();
                let mut expected = [self.predict(call, payment), self.predict(call, payment)];
                let (first, second) =
                    tokio::join!(self.send(&request, &key), self.send(&request, &other_key));
                // Either may have come first.
                if !fits(&expected[0], &first) || !fits(&expected[1], &second) {
                    expected.swap(0, 1);
                }
                compare(call, &expected[0], &first);
                compare(call, &expected[1], &second);
                let second_made = before + usize::from(self.payments.len() > before + 1);
                self.learn(before, payment, &first);
                self.learn(second_made, payment, &second);
                self.remember(request.clone(), key, first);
                self.remember(request, other_key, second);
            }
        }
    }

    /// Takes over from an answer what only the sandbox can know.
    fn learn(&mut self, made: usize, payment: Option<usize>, answer: &Answer) {
        let body = &answer.body;
        let intent = if answer.status == 200 {
            body
        } else {
            &body["error"]["payment_intent"]
        };
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let Some(payment) = self.payments.get_mut(payment.unwrap_or(made)) else {
            return;
        };
        if payment.id.is_empty() {
            payment.id = text(&intent["id"]).unwrap();
            payment.client_secret = text(&intent["client_secret"]).unwrap();
        }
    }

    fn remember(&mut self, request: Request, key: String, answer: Answer) {
        if is_kept(&answer) {
            let Answer { status, body, .. } = answer;
            self.sent.push(Sent {
                request,
                key,
                status,
                body,
            });
        }
    }

    async fn authenticate(&mut self, intent: &Index, complete: bool) {
        let Some(index) = self.payment(intent) else {
            return;
        };
        let payment = &mut self.payments[index];
        let Some(question) = payment.question.clone() else {
            return;
        };
        payment.model.authenticate(complete);
        self.client
            .answer_question(&question, if complete { "complete" } else { "fail" })
            .await;
    }

    async fn repeat(&mut self, index: &Index) {
        if self.sent.is_empty() {
            return;
        }
        let sent = &self.sent[index.index(self.sent.len())];
        let answer = self.send(&sent.request, &sent.key).await;
        assert_eq!((answer.status, &answer.body), (sent.status, &sent.body));
        assert_eq!(answer.header("idempotent-replayed"), Some("true"));
    }

    async fn reuse(&mut self, index: &Index) {
        if self.sent.is_empty() {
            return;
        }
        let sent = &self.sent[index.index(self.sent.len())];
        let mut other = sent.request.clone();
        other.form.push(("expand[]", "payment_method".to_owned()));
        let answer = self.send(&other, &sent.key).await;
        assert_eq!(answer.error(400)["type"], "idempotency_error");
    }

    async fn retrieve(&self, payment: &Payment) -> Value {
        let path = format!("/v1/payment_intents/{}", payment.id);
        self.client.get(&path, &[]).await.ok()
    }

    async fn compare_states(&mut self) {
        for index in 0..self.payments.len() {
            let intent = self.retrieve(&self.payments[index]).await;
            let payment = &mut self.payments[index];
            let question = &intent["next_action"]["use_stripe_sdk"]["stripe_js"];
            if let Some(question) = question.as_str() {
                payment.question = Some(question.to_owned());
            }
            let model = &payment.model;
            let held = if model.status == Status::RequiresCapture {
                model.amount
            } else {
                0
            };
            assert_eq!(intent["status"], model.status.as_str(), "{model:?}");
            assert_eq!(intent["amount"], model.amount, "{model:?}");
            assert_eq!(intent["amount_received"], model.received, "{model:?}");
            assert_eq!(intent["amount_capturable"], held, "{model:?}");
            assert_eq!(
                intent["next_action"].is_object(),
                model.status == Status::RequiresAction
            );
        }
    }

    async fn list(&self, path: &str, query: &[(&str, &str)]) -> Vec<Value> {
        let query = [query, &[("limit", "100")]].concat();
        let list = self.client.get(path, &query).await.ok();
        assert_eq!(list["has_more"], false, "{path}");
        list["data"].as_array().unwrap().clone()
    }

    /// Compares the books: charges, refunds, events and lists.
    pub(super) async fn settle_up(&self) {
        let listed = self.list("/v1/payment_intents", &[]).await;
        assert_eq!(listed.len(), self.payments.len());
        for payment in &self.payments {
            let model = &payment.model;
            let intent = self.retrieve(payment).await;
            assert!(listed.contains(&intent), "{intent}");
            let of_intent = [("payment_intent", payment.id.as_str())];
            let charges = self.list("/v1/charges", &of_intent).await;
            assert_eq!(charges.len(), model.charges, "{model:?}");
            let sum = |objects: &[Value], name: &str| -> i64 {
                objects
                    .iter()
                    .map(|object| object[name].as_i64().unwrap())
                    .sum()
            };
            let captured: Vec<Value> = charges
                .into_iter()
                .filter(|charge| charge["captured"] == true)
                .collect();
            assert!(captured.len() <= 1, "money was taken twice: {captured:#?}");
            assert_eq!(sum(&captured, "amount_captured"), model.received);
            assert_eq!(sum(&captured, "amount_refunded"), model.refunded);
            assert!(model.refunded <= model.received);
            let refunds = self.list("/v1/refunds", &of_intent).await;
            assert_eq!(sum(&refunds, "amount"), model.refunded);
            self.compare_events(payment).await;
        }
    }

    async fn compare_events(&self, payment: &Payment) {
        let mut told = Vec::new();
        let mut older_than = None::<String>;
        loop {
            let mut query = vec![("type", "payment_intent.*"), ("limit", "100")];
            if let Some(id) = &older_than {
                query.push(("starting_after", id));
            }
            let page = self.client.get("/v1/events", &query).await.ok();
            for event in page["data"].as_array().unwrap() {
                let object = &event["data"]["object"];
                if object["id"] == payment.id.as_str() {
                    told.push((event["type"].clone(), object["status"].clone()));
                }
            }
            if page["has_more"] == false {
                break;
            }
            let last = page["data"].as_array().unwrap().last().unwrap();
            older_than = last["id"].as_str().map(str::to_owned);
        }
        told.reverse();
        let expected = payment.model.events.iter();
        let expected: Vec<_> = expected
            .map(|(kind, status)| ((*kind).into(), status.as_str().into()))
            .collect();
        assert_eq!(told, expected, "{:?}", payment.model);
    }
}

/// Whether the answer is kept for its idempotency key, as far as one can tell from outside.
fn is_kept(answer: &Answer) -> bool {
    answer.status != 400 || answer.body["error"]["code"] == "payment_intent_unexpected_state"
}

fn same(one: &Answer, other: &Answer) -> bool {
    (one.status, &one.body) == (other.status, &other.body)
}

fn fits(expected: &Expected, answer: &Answer) -> bool {
    match expected {
        Ok(status) => {
            answer.status == 200
                && status.is_none_or(|status| answer.body["status"] == status.as_str())
        }
        Err((status, code)) => {
            answer.status == *status && answer.body["error"]["code"].as_str() == *code
        }
    }
}

fn compare(call: &Call, expected: &Expected, answer: &Answer) {
    assert!(
        fits(expected, answer),
        "{call:?}: expected {expected:?}, got {} {:#}",
        answer.status,
        answer.body
    );
}
