//! What parameters make sense with.

use super::fixtures::pairs;
use super::requests::Pairs;
use super::{belongs, covers};

/// What an operation's answer can expand, by the beginning of the operation: the first that fits.
static EXPANDABLE: &[(&str, &str)] = &[
    ("GET /v1/balance_transactions/", "source"),
    ("GET /v1/charges/", "balance_transaction"),
    ("GET /v1/charges", "data.payment_intent"),
    (
        "GET /v1/checkout/sessions/{session}/line_items",
        "data.price.product",
    ),
    ("GET /v1/checkout/sessions/", "line_items"),
    ("GET /v1/checkout/sessions", "data.payment_intent"),
    (
        "GET /v1/customers/{customer}/payment_methods",
        "data.customer",
    ),
    (
        "GET /v1/customers/",
        "invoice_settings.default_payment_method",
    ),
    ("GET /v1/customers", "data.default_source"),
    ("GET /v1/disputes/", "charge"),
    ("GET /v1/disputes", "data.charge"),
    ("GET /v1/payment_intents/", "latest_charge"),
    ("GET /v1/payment_intents", "data.customer"),
    ("GET /v1/payment_methods/", "customer"),
    ("GET /v1/payment_methods", "data.customer"),
    ("GET /v1/prices/", "product"),
    ("GET /v1/products/", "default_price"),
    ("GET /v1/refunds/", "payment_intent"),
    ("GET /v1/refunds", "data.charge"),
    ("GET /v1/setup_intents/", "payment_method"),
    ("POST /v1/charges", "balance_transaction"),
    ("POST /v1/checkout/sessions", "line_items"),
    (
        "POST /v1/customers",
        "invoice_settings.default_payment_method",
    ),
    ("POST /v1/payment_intents", "latest_charge"),
    ("POST /v1/payment_methods", "customer"),
    ("POST /v1/prices", "product"),
    ("POST /v1/products", "default_price"),
    ("POST /v1/refunds", "charge"),
    ("POST /v1/setup_intents", "payment_method"),
];

/// Something that the operation's answer can expand, if it can.
pub(super) fn expandable(operation: &str) -> Option<&'static str> {
    let found = EXPANDABLE
        .iter()
        .find(|(beginning, _)| operation.starts_with(beginning));
    found.map(|(_, path)| *path)
}

/// Stands for a card that the fixture knows.
pub(super) const OWN_CARD: &str = "{own card}";

/// Parameters that make sense only together with others.
struct Companions {
    /// The operation, or with `*` at the end the beginning of several.
    operations: &'static str,
    parameters: &'static [&'static str],
    /// What is given with them.
    with: &'static [(&'static str, &'static str)],
    /// What of the valid request gives way.
    without: &'static [&'static str],
}

/// The first that is about a parameter counts.
static COMPANIONS: &[Companions] = &[
    Companions {
        operations: "POST /v1/checkout/sessions",
        parameters: &["line_items[0][price]"],
        with: &[],
        without: &["line_items[0][price_data]"],
    },
    Companions {
        operations: "POST /v1/checkout/sessions",
        parameters: &["line_items[0][price_data][product]"],
        with: &[],
        without: &["line_items[0][price_data][product_data]"],
    },
    Companions {
        operations: "POST /v1/checkout/sessions",
        parameters: &["line_items[0][price_data][unit_amount_decimal]"],
        with: &[],
        without: &["line_items[0][price_data][unit_amount]"],
    },
    Companions {
        operations: "POST /v1/checkout/sessions",
        parameters: &["payment_method_data"],
        with: &[],
        without: &[],
    },
    Companions {
        operations: "POST /v1/checkout/sessions",
        parameters: &["shipping_options[0][shipping_rate_data]"],
        with: &[
            (
                "shipping_options[0][shipping_rate_data][display_name]",
                "Parcel",
            ),
            (
                "shipping_options[0][shipping_rate_data][fixed_amount][amount]",
                "490",
            ),
            (
                "shipping_options[0][shipping_rate_data][fixed_amount][currency]",
                "eur",
            ),
        ],
        without: &[],
    },
    Companions {
        operations: "POST /v1/*",
        parameters: &["payment_method_data"],
        with: &[
            ("payment_method_data[type]", "card"),
            ("payment_method_data[card][token]", "tok_visa"),
        ],
        without: &["payment_method"],
    },
    Companions {
        operations: "POST /v1/charges",
        parameters: &["card"],
        with: &[],
        without: &["source"],
    },
    Companions {
        operations: "POST /v1/charges",
        parameters: &["customer"],
        with: &[("source", OWN_CARD)],
        without: &[],
    },
    Companions {
        operations: "POST /v1/customers",
        parameters: &["invoice_settings[default_payment_method]"],
        with: &[("payment_method", OWN_CARD)],
        without: &[],
    },
    Companions {
        operations: "POST /v1/payment_intents",
        parameters: &[
            "confirm",
            "confirmation_token",
            "error_on_requires_action",
            "mandate_data",
            "off_session",
            "return_url",
        ],
        with: &[
            ("confirm", "true"),
            ("payment_method", "pm_card_visa"),
            ("payment_method_types[0]", "card"),
        ],
        without: &[],
    },
    Companions {
        operations: "POST /v1/payment_methods",
        parameters: &[
            "card[cvc]",
            "card[exp_month]",
            "card[exp_year]",
            "card[networks]",
            "card[number]",
        ],
        with: &[],
        without: &["card"],
    },
    Companions {
        operations: "POST /v1/prices",
        parameters: &["product_data"],
        with: &[],
        without: &["product"],
    },
    Companions {
        operations: "POST /v1/prices",
        parameters: &["unit_amount_decimal"],
        with: &[],
        without: &["unit_amount"],
    },
    Companions {
        operations: "POST /v1/products",
        parameters: &["default_price_data[unit_amount_decimal]"],
        with: &[("default_price_data[currency]", "eur")],
        without: &[],
    },
    Companions {
        operations: "POST /v1/products",
        parameters: &["default_price_data"],
        with: &[
            ("default_price_data[currency]", "eur"),
            ("default_price_data[unit_amount]", "1500"),
        ],
        without: &[],
    },
    Companions {
        operations: "POST /v1/refunds",
        parameters: &["charge"],
        with: &[],
        without: &["payment_intent"],
    },
    Companions {
        operations: "POST /v1/setup_intents",
        parameters: &[
            "confirm",
            "confirmation_token",
            "mandate_data",
            "return_url",
        ],
        with: &[
            ("confirm", "true"),
            ("payment_method", "pm_card_visa"),
            ("payment_method_types[0]", "card"),
        ],
        without: &[],
    },
    Companions {
        operations: "POST /v1/tokens",
        parameters: &["cvc_update"],
        with: &[],
        without: &["card"],
    },
];

/// What goes with a parameter, and what of the valid request gives way to it.
pub(super) fn companions(operation: &str, parameter: &str) -> (Pairs, &'static [&'static str]) {
    let about = |companions: &&Companions| {
        let mut parameters = companions.parameters.iter();
        covers(companions.operations, operation)
            && parameters.any(|named| belongs(parameter, named))
    };
    let found = COMPANIONS.iter().find(about);
    found.map_or((Pairs::new(), &[]), |companions| {
        (pairs(companions.with), companions.without)
    })
}
