"""What a shop's server does with PyPI's `stripe`, on a sandbox and without a special case for it.

    python3 flows.py BASE_URL SECRET_KEY PUBLISHABLE_KEY

Ends with the name of each flow that went well, or with the traceback of the first that did not.
"""

import http.server
import json
import sys
import threading
import time
import urllib.parse
import urllib.request

import stripe

BASE_URL, SECRET_KEY, PUBLISHABLE_KEY = sys.argv[1:4]
API_VERSION = "2026-08-26.dahlia"


def client_of(key, **options):
    return stripe.StripeClient(
        key,
        base_addresses={"api": BASE_URL},
        stripe_version=API_VERSION,
        **options,
    )


# Without retries: each answer is looked at as it comes.
api = client_of(SECRET_KEY, max_network_retries=0).v1


def pay(payment_method, options=None, **more):
    params = {
        "amount": 1500,
        "currency": "eur",
        "confirm": True,
        "payment_method": payment_method,
        "payment_method_types": ["card"],
        **more,
    }
    return api.payment_intents.create(params, options or {})


def raised(kind, call):
    """The error of this class that the call must raise."""
    try:
        call()
    except kind as error:
        return error
    raise AssertionError(f"{kind.__name__} was not raised")


def authenticate(intent, outcome):
    """Answers the bank's question as its page does."""
    request = urllib.request.Request(
        intent.next_action.use_stripe_sdk["stripe_js"],
        data=urllib.parse.urlencode({"outcome": outcome}).encode(),
        headers={"sec-fetch-mode": "cors"},
    )
    urllib.request.urlopen(request).close()


def control(path, body):
    """Calls the control API, which tells the sandbox what to do wrong."""
    request = urllib.request.Request(
        f"{BASE_URL}/_sandbox{path}",
        data=json.dumps(body).encode(),
        headers={"authorization": f"Bearer {SECRET_KEY}"},
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)


def awaited(listing):
    """What a list holds, once it holds something."""
    while not (data := listing().data):
        time.sleep(0.05)
    return data


def customers():
    customer = api.customers.create(
        {"email": "ada@example.com", "metadata": {"a": "1", "b": "2"}}
    )
    changed = api.customers.update(customer.id, {"metadata": {"a": "", "c": "3"}})
    assert changed.metadata.to_dict() == {"b": "2", "c": "3"}, changed.metadata
    found = api.customers.list({"email": "ada@example.com"})
    assert [one.id for one in found.data] == [customer.id]
    assert api.customers.delete(customer.id).deleted


def payment_methods():
    customer = api.customers.create({}).id
    attached = [
        api.payment_methods.attach(f"pm_card_{name}", {"customer": customer}).id
        for name in ("visa", "mastercard", "amex", "discover", "jcb")
    ]
    listing = api.payment_methods.list({"customer": customer, "limit": 2})
    listed = [method.id for method in listing.auto_paging_iter()]
    assert listed == attached[::-1], listed
    backwards = api.payment_methods.list(
        {"customer": customer, "limit": 2, "ending_before": attached[0]}
    )
    assert {method.id for method in backwards.auto_paging_iter()} == set(attached[1:])
    assert api.payment_methods.detach(attached[0]).customer is None


def payments():
    paid = pay("pm_card_visa", expand=["latest_charge.balance_transaction"])
    assert paid.status == "succeeded"
    assert paid.latest_charge.balance_transaction.amount == 1500
    asked = pay("pm_card_authenticationRequired", confirmation_method="manual")
    assert asked.status == "requires_action"
    authenticate(asked, "complete")
    assert api.payment_intents.retrieve(asked.id).status == "requires_confirmation"
    assert api.payment_intents.confirm(asked.id).status == "succeeded"
    held = pay("pm_card_visa", capture_method="manual")
    taken = api.payment_intents.capture(held.id, {"amount_to_capture": 1000})
    assert taken.amount_received == 1000
    canceled = api.payment_intents.cancel(pay("pm_card_visa", capture_method="manual").id)
    assert canceled.status == "canceled"


def errors():
    error = raised(stripe.CardError, lambda: pay("pm_card_chargeDeclinedInsufficientFunds"))
    assert (error.code, error.http_status) == ("card_declined", 402)
    assert error.error.decline_code == "insufficient_funds"
    assert error.error.payment_intent.status == "requires_payment_method"
    error = raised(stripe.InvalidRequestError, lambda: pay("pm_card_visa", wrong=1))
    assert (error.code, error.param) == ("parameter_unknown", "wrong")
    error = raised(stripe.InvalidRequestError, lambda: api.charges.retrieve("ch_none"))
    assert (error.code, error.http_status) == ("resource_missing", 404)
    stranger = client_of("sk_test_of_somebody_else").v1
    raised(stripe.AuthenticationError, lambda: stranger.customers.list())


def idempotency():
    key = {"idempotency_key": "flows of python"}
    first, second = (api.customers.create({"name": "Ada"}, key) for _ in range(2))
    assert first.id == second.id
    raised(stripe.IdempotencyError, lambda: api.customers.create({"name": "Bob"}, key))


def setting_up():
    customer = api.customers.create({}).id
    asked = api.setup_intents.create(
        {
            "confirm": True,
            "customer": customer,
            "payment_method": "pm_card_authenticationRequiredOnSetup",
            "payment_method_types": ["card"],
        }
    )
    authenticate(asked, "complete")
    done = api.setup_intents.retrieve(asked.id, {"expand": ["payment_method"]})
    assert (done.status, done.payment_method.customer) == ("succeeded", customer)
    paid = pay(done.payment_method.id, customer=customer, off_session=True)
    assert paid.status == "succeeded"


def tokens_charges_and_refunds():
    card = {"number": "4242424242424242", "exp_month": "12", "exp_year": "2034", "cvc": "123"}
    token = api.tokens.create({"card": card}).id
    charge = {"amount": 1500, "currency": "eur", "source": token}
    made = api.charges.create({**charge, "capture": False})
    error = raised(stripe.InvalidRequestError, lambda: api.charges.create(charge))
    assert error.code == "token_already_used"
    assert api.charges.capture(made.id).captured
    api.refunds.create({"charge": made.id, "amount": 500})
    api.refunds.create({"charge": made.id})
    error = raised(stripe.InvalidRequestError, lambda: api.refunds.create({"charge": made.id}))
    assert error.code == "charge_already_refunded"
    whole = api.charges.retrieve(made.id, {"expand": ["refunds"]})
    assert [refund.amount for refund in whole.refunds.data] == [1000, 500]
    updating = client_of(PUBLISHABLE_KEY).v1.tokens.create({"cvc_update": {"cvc": "123"}})
    assert updating.type == "cvc_update"


def products_and_prices():
    product = api.products.create({"name": "Tea"}).id
    price = api.prices.create({"product": product, "currency": "eur", "unit_amount": 1500})
    found = api.prices.retrieve(price.id, {"expand": ["product"]})
    assert found.product.name == "Tea"


def checkout_sessions():
    session = api.checkout.sessions.create(
        {
            "mode": "payment",
            "success_url": "https://example.com/thanks",
            "line_items": [
                {
                    "quantity": 2,
                    "price_data": {
                        "currency": "eur",
                        "unit_amount": 750,
                        "product_data": {"name": "Tea"},
                    },
                }
            ],
        }
    )
    assert (session.amount_total, session.payment_status) == (1500, "unpaid")
    lines = api.checkout.sessions.line_items.list(session.id)
    assert [line.description for line in lines.data] == ["Tea"]
    assert api.checkout.sessions.expire(session.id).status == "expired"


def disputes():
    paid = pay("pm_card_createDispute")
    [dispute] = awaited(lambda: api.disputes.list({"payment_intent": paid.id}))
    withdrawn = api.balance_transactions.retrieve(dispute.balance_transactions[0].id)
    assert withdrawn.amount == -1500


def events():
    paid = pay("pm_card_visa")
    told = [
        event.type
        for event in api.events.list({"type": "payment_intent.*", "limit": 1}).auto_paging_iter()
        if event.data.object.id == paid.id
    ]
    assert told == ["payment_intent.succeeded", "payment_intent.created"], told


def webhooks():
    received = []
    arrived = threading.Event()

    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            received.append((body, self.headers["stripe-signature"]))
            self.send_response(200)
            self.end_headers()
            arrived.set()

        def log_message(self, *_):
            """Says nothing on standard error."""

    with http.server.HTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/hook"
        endpoint = api.webhook_endpoints.create(
            {"url": url, "enabled_events": ["charge.succeeded"]}
        )
        paid = pay("pm_card_visa")
        assert arrived.wait(10), "no webhook came"
        api.webhook_endpoints.delete(endpoint.id)
        server.shutdown()
    body, signature = received[0]
    event = stripe.Webhook.construct_event(body, signature, endpoint.secret)
    assert event.data.object.payment_intent == paid.id
    raised(
        stripe.SignatureVerificationError,
        lambda: stripe.Webhook.construct_event(body, signature, "whsec_other"),
    )


def network():
    control("/faults", {"method": "POST", "path": "/v1/customers", "answer": "429"})
    raised(stripe.RateLimitError, lambda: api.customers.create({}))
    control("/faults", {"method": "POST", "path": "/v1/customers", "answer": "409"})
    retrying = client_of(SECRET_KEY, max_network_retries=2).v1
    assert retrying.customers.create({}).id.startswith("cus_")


for flow in (
    customers,
    payment_methods,
    payments,
    errors,
    idempotency,
    setting_up,
    tokens_charges_and_refunds,
    products_and_prices,
    checkout_sessions,
    disputes,
    events,
    webhooks,
    network,
):
    flow()
    print(flow.__name__)
