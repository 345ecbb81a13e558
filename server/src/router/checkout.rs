//! The checkout's form, posted by the browser itself: the page answers it.

use app::checkout::PostedCheckout;
use axum::{
    Form,
    body::Body,
    extract::{Request, State},
    response::Response,
};

use super::page::Pages;

/// `POST /checkout`
pub(super) async fn answer(
    State(pages): State<Pages>,
    request: Request,
) -> Result<Response, axum::extract::rejection::FormRejection> {
    use axum::extract::FromRequest;

    let (parts, body) = request.into_parts();
    let form = Request::from_parts(parts.clone(), body);
    let Form(posted) = Form::<PostedCheckout>::from_request(form, &()).await?;
    let request = Request::from_parts(parts, Body::empty());
    Ok(pages.render_posted(request, posted).await)
}
