//! Calls as values: what will be sent, before it is sent.

use std::fmt;
use std::marker::PhantomData;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::List;
use crate::form::Form;

/// How a call changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    /// Makes or changes. Stripe keeps the answer under the idempotency key.
    Post,
    /// Takes away. Idempotency keys have no effect on it; doing it twice is as good as once.
    Delete,
}

impl Method {
    fn as_str(self) -> &'static str {
        match self {
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }
}

/// A call that changes something, answered by a `T`. Method, path and form can be stored, and give the same
/// bytes when they are read back. `Debug` shows the names of the form's fields only.
#[must_use = "a request does nothing until `Client::send` sends it"]
pub struct ApiRequest<T> {
    method: Method,
    path: String,
    form: Form,
    answer: PhantomData<fn() -> T>,
}

impl<T> ApiRequest<T> {
    pub(crate) fn post(path: String, form: Form) -> Self {
        Self::new(Method::Post, path, form)
    }

    pub(crate) fn delete(path: String) -> Self {
        Self::new(Method::Delete, path, Form::default())
    }

    fn new(method: Method, path: String, form: Form) -> Self {
        Self {
            method,
            path,
            form,
            answer: PhantomData,
        }
    }

    pub(crate) fn kind(&self) -> Method {
        self.method
    }

    /// Reads back a request whose [`method`](Self::method), [`path`](Self::path) and
    /// [`form_body`](Self::form_body) were stored. The caller names the `T` that the path is answered with.
    ///
    /// # Errors
    /// [`InvalidStoredRequest`] when the parts are not what these methods returned.
    pub fn from_stored(
        method: &str,
        path: &str,
        form_body: &str,
    ) -> Result<Self, InvalidStoredRequest> {
        let method = [Method::Post, Method::Delete]
            .into_iter()
            .find(|known| known.as_str() == method)
            .ok_or(InvalidStoredRequest::Method)?;
        if !is_api_path(path) {
            return Err(InvalidStoredRequest::Path);
        }
        let form = Form::decode(form_body).ok_or(InvalidStoredRequest::Form)?;
        if method == Method::Delete && form != Form::default() {
            return Err(InvalidStoredRequest::Form);
        }
        Ok(Self::new(method, path.to_owned(), form))
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &'static str {
        self.method.as_str()
    }

    /// The path below the API base, from `/v1/` on.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The body, form-encoded, byte for byte as it is sent.
    #[must_use]
    pub fn form_body(&self) -> String {
        self.form.encode()
    }

    /// SHA-256 over method, path and body in lower-case hexadecimal. Requests with equal fingerprints may share an
    /// idempotency key; Stripe refuses a key that comes back with another request.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut digest = Sha256::new();
        for part in [self.method(), self.path(), &self.form_body()] {
            digest.update(part.as_bytes());
            digest.update(b"\n");
        }
        HEXLOWER.encode(&digest.finalize())
    }
}

impl<T> Clone for ApiRequest<T> {
    fn clone(&self) -> Self {
        Self::new(self.method, self.path.clone(), self.form.clone())
    }
}

impl<T> fmt::Debug for ApiRequest<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_call(f, self.method(), &self.path, &self.form)
    }
}

/// A call that reads, answered by a `T`.
#[must_use = "a query does nothing until `Client::fetch` sends it"]
pub struct ApiQuery<T> {
    path: String,
    form: Form,
    answer: PhantomData<fn() -> T>,
}

impl<T> ApiQuery<T> {
    pub(crate) fn get(path: String, form: Form) -> Self {
        Self {
            path,
            form,
            answer: PhantomData,
        }
    }

    /// The path below the API base, from `/v1/` on.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What stands behind the question mark, form-encoded; may be empty.
    #[must_use]
    pub fn query(&self) -> String {
        self.form.encode()
    }
}

impl<T> ApiQuery<List<T>> {
    /// The page that follows the object of this `id`.
    pub(crate) fn after(&self, id: &impl fmt::Display) -> Self {
        let mut form = self.form.clone();
        form.replace("starting_after", id);
        Self::get(self.path.clone(), form)
    }
}

impl<T> Clone for ApiQuery<T> {
    fn clone(&self) -> Self {
        Self::get(self.path.clone(), self.form.clone())
    }
}

impl<T> fmt::Debug for ApiQuery<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_call(f, "GET", &self.path, &self.form)
    }
}

fn write_call(f: &mut fmt::Formatter<'_>, method: &str, path: &str, form: &Form) -> fmt::Result {
    write!(f, "{method} {path} ")?;
    f.debug_set().entries(form.keys()).finish()
}

fn is_api_path(path: &str) -> bool {
    path.strip_prefix("/v1/").is_some_and(|rest| {
        rest.split('/').all(|segment| {
            !segment.is_empty()
                && segment
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
        })
    })
}

/// Stored parts that do not make a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidStoredRequest {
    /// Not a method that changes something.
    #[error("the stored method is neither POST nor DELETE")]
    Method,
    /// Not a path of the API.
    #[error("the stored path is not one of Stripe's API")]
    Path,
    /// Not a form, or one that would be sent in other bytes.
    #[error("the stored form cannot be sent again byte for byte")]
    Form,
}

/// The key that makes a repeated request one request. Stripe keeps it, with its answer, for at least 24 hours.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Stripe's limit.
    pub const MAX_LENGTH: usize = 255;

    /// Reads a key: 1 to 255 printable ASCII characters without spaces, as a header carries it.
    ///
    /// # Errors
    /// [`InvalidIdempotencyKey`] otherwise.
    pub fn parse(text: impl Into<String>) -> Result<Self, InvalidIdempotencyKey> {
        let text = text.into();
        let fits = (1..=Self::MAX_LENGTH).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_graphic());
        fits.then_some(Self(text)).ok_or(InvalidIdempotencyKey)
    }

    /// The key as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that cannot be an idempotency key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an idempotency key has 1 to 255 printable ASCII characters and no space")]
pub struct InvalidIdempotencyKey;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        CreatePaymentIntent, CustomerId, DeleteCustomer, Deleted, PaymentIntent, UpdateCustomer,
    };

    fn create() -> ApiRequest<PaymentIntent> {
        let mut params = CreatePaymentIntent::new(1999, "eur");
        params.description = Some("Fünf Äpfel & 1 + 1 = 100 %".to_owned());
        params.metadata.insert("order".to_owned(), "17".to_owned());
        params.request()
    }

    #[test]
    fn a_stored_request_comes_back_byte_for_byte() {
        let request = create();
        let (path, body) = (request.path().to_owned(), request.form_body());
        let again = ApiRequest::<PaymentIntent>::from_stored(request.method(), &path, &body)
            .expect("what was stored");
        assert_eq!(again.form_body(), body);
        assert_eq!(again.fingerprint(), request.fingerprint());
    }

    #[test]
    fn the_fingerprint_is_the_hash_of_method_path_and_body() {
        let request =
            ApiRequest::<PaymentIntent>::from_stored("POST", "/v1/payment_intents", "amount=5")
                .expect("a request");
        // printf 'POST\n/v1/payment_intents\namount=5\n' | sha256sum
        assert_eq!(
            request.fingerprint(),
            "edb7e9cba80e6ac64272c8486283fdb3726e17cef9d4cbe40ad1a53fa98eec9e"
        );
        assert_ne!(request.fingerprint(), create().fingerprint());
    }

    #[test]
    fn what_is_not_a_stored_request_is_refused() {
        type Intent = ApiRequest<PaymentIntent>;
        let error = |method, path, body| Intent::from_stored(method, path, body).err();
        let path = "/v1/payment_intents";
        assert_eq!(error("GET", path, ""), Some(InvalidStoredRequest::Method));
        for wrong in ["/v1/", "/v2/x", "/v1/a/../b", "/v1/a?b=c", "v1/a", "/v1//a"] {
            assert_eq!(
                error("POST", wrong, ""),
                Some(InvalidStoredRequest::Path),
                "{wrong}"
            );
        }
        for wrong in ["a=b c", "a[b]=1", "a", "a=%zz"] {
            assert_eq!(
                error("POST", path, wrong),
                Some(InvalidStoredRequest::Form),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_stored_delete_comes_back_as_one() {
        let delete = DeleteCustomer::new(CustomerId::parse("cus_1").expect("an id")).request();
        let again =
            ApiRequest::<Deleted<CustomerId>>::from_stored(delete.method(), delete.path(), "")
                .expect("what was stored");
        assert_eq!(
            (again.method(), again.path()),
            ("DELETE", "/v1/customers/cus_1")
        );
        let update = UpdateCustomer::new(CustomerId::parse("cus_1").expect("an id")).request();
        assert_eq!(update.path(), delete.path());
        assert_ne!(update.fingerprint(), delete.fingerprint());
        let with_form =
            ApiRequest::<Deleted<CustomerId>>::from_stored("DELETE", "/v1/customers/cus_1", "a=1");
        assert_eq!(with_form.err(), Some(InvalidStoredRequest::Form));
    }

    #[test]
    fn debug_shows_the_fields_but_not_their_values() {
        let shown = format!("{:?}", create());
        assert!(shown.contains("/v1/payment_intents") && shown.contains("description"));
        assert!(!shown.contains("1999") && !shown.contains("pfel"));
    }

    #[test]
    fn an_idempotency_key_has_1_to_255_characters() {
        assert!(IdempotencyKey::parse("k").is_ok());
        assert!(IdempotencyKey::parse("k".repeat(255)).is_ok());
        for wrong in [
            String::new(),
            "k".repeat(256),
            "a b".into(),
            "a\nb".into(),
            "é".into(),
        ] {
            assert!(IdempotencyKey::parse(wrong).is_err());
        }
    }
}
