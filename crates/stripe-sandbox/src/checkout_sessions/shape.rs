//! How a session looks in an answer.

use serde_json::{Value, json};

use super::{CheckoutSession, CustomerCreation, Methods, Status};
use crate::addresses;

impl CheckoutSession {
    /// The e-mail address of who pays, as far as it is known.
    pub(super) fn email(&self) -> Option<&str> {
        let told = self.told.as_ref().map(|told| told.email.as_str());
        told.or(self.known_email.as_deref())
    }

    /// The shape in an answer; `base_url` is where the sandbox is reached.
    pub(crate) fn shape(&self, base_url: &str) -> Value {
        let complete = self.status == Status::Complete;
        let automatic = matches!(self.methods, Methods::Automatic);
        let url = (self.status == Status::Open).then(|| self.page_url(base_url));
        let mut options = json!({});
        if self.payment_method_types().contains(&"card") {
            let request = self.three_d_secure.as_deref().unwrap_or("automatic");
            options["card"] = json!({ "request_three_d_secure": request });
        }
        let shipping_options: Vec<Value> = self
            .shipping_options
            .iter()
            .map(|rate| json!({ "shipping_amount": rate.amount, "shipping_rate": rate.id }))
            .collect();
        let shipping_cost = self.shipping_options.get(self.shipping_option).map(|rate| {
            json!({
                "amount_subtotal": rate.amount,
                "amount_tax": 0,
                "amount_total": rate.amount,
                "shipping_rate": rate.id,
            })
        });
        let customer_creation = match (&self.customer, self.customer_creation) {
            // It was given, not made.
            (Some(_), CustomerCreation::IfRequired) => None,
            (_, creation) => Some(creation),
        };
        let countries = self
            .shipping_countries
            .as_ref()
            .map(|countries| json!({ "allowed_countries": countries }));
        json!({
            "id": self.id,
            "object": "checkout.session",
            "adaptive_pricing": { "enabled": false },
            "after_expiration": null,
            "allow_promotion_codes": self.allow_promotion_codes,
            "amount_subtotal": self.subtotal(),
            "amount_total": self.total(),
            "automatic_tax": { "enabled": false, "liability": null, "provider": null, "status": null },
            "billing_address_collection": self.billing_address,
            "branding_settings": {
                "background_color": "#ffffff",
                "border_style": "rounded",
                "button_color": "#1f5fbf",
                "display_name": "",
                "font_family": "default",
                "icon": null,
                "logo": null,
            },
            "cancel_url": self.cancel_url,
            "client_reference_id": self.client_reference_id,
            "client_secret": null,
            "collected_information": complete.then(|| self.collected_information()),
            "consent": null,
            "consent_collection": null,
            "created": self.created,
            "currency": self.currency,
            "currency_conversion": null,
            "custom_fields": [],
            "custom_text": self.custom_text,
            "customer": self.customer,
            "customer_account": null,
            "customer_creation": customer_creation,
            "customer_details": self.customer_details(),
            "customer_email": self.customer_email,
            "discounts": [],
            "expires_at": self.expires_at,
            "integration_identifier": null,
            "invoice": null,
            "invoice_creation": {
                "enabled": false,
                "invoice_data": {
                    "account_tax_ids": null,
                    "custom_fields": null,
                    "description": null,
                    "footer": null,
                    "issuer": null,
                    "metadata": {},
                    "rendering_options": null,
                },
            },
            "livemode": false,
            "locale": self.locale,
            "managed_payments": { "enabled": false },
            "metadata": self.metadata,
            "mode": "payment",
            "optional_items": null,
            "origin_context": null,
            "payment_intent": self.payment_intent,
            "payment_link": null,
            "payment_method_collection": "if_required",
            "payment_method_configuration_details": automatic
                .then(|| json!({ "id": "pmc_sandbox00000000000000", "parent": null })),
            "payment_method_options": options,
            "payment_method_types": self.payment_method_types(),
            "payment_status": self.payment_status,
            "permissions": null,
            "phone_number_collection": { "enabled": self.asks_for_phone },
            "recovered_from": null,
            "saved_payment_method_options": null,
            "setup_intent": null,
            "shipping_address_collection": countries,
            "shipping_cost": shipping_cost,
            "shipping_options": shipping_options,
            "status": self.status,
            "submit_type": self.submit_type,
            "subscription": null,
            "success_url": self.success_url,
            "total_details": {
                "amount_discount": 0,
                "amount_shipping": self.shipping_amount(),
                "amount_tax": 0,
            },
            "ui_mode": "hosted_page",
            "url": url,
            "wallet_options": null,
        })
    }

    fn collected_information(&self) -> Value {
        let shipping = self.told.as_ref().and_then(|told| told.shipping.clone());
        json!({ "business_name": null, "individual_name": null, "shipping_details": shipping })
    }

    /// Who pays; before that, the e-mail address alone, if the session came with it.
    fn customer_details(&self) -> Value {
        let told = self
            .told
            .as_ref()
            .filter(|_| self.status == Status::Complete);
        let email = told.map_or(self.known_email.as_deref(), |told| Some(&told.email));
        if email.is_none() {
            return Value::Null;
        }
        let address = told.map(|told| {
            told.address
                .clone()
                .unwrap_or_else(|| addresses::address(&json!({})))
        });
        json!({
            "address": address,
            "business_name": null,
            "email": email,
            "individual_name": null,
            "name": told.and_then(|told| told.name.as_deref()),
            "phone": told.and_then(|told| told.phone.as_deref()),
            "tax_exempt": "none",
            "tax_ids": told.map(|_| json!([])),
        })
    }
}
