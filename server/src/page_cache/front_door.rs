//! The outermost service: answers from the kept pages where it can, and hands everything else to the router.

use std::{
    convert::Infallible,
    future::{Future, Ready, ready},
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Instant,
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, Response, StatusCode},
    serve::{IncomingStream, Listener},
};
use tower::Service;

use super::{KeptPage, Kind, PageCache, PageKey, PageKeyRef};
use crate::{
    observe::{CacheMetrics, request_id},
    security::PeerAddress,
};

/// Makes a [`Doorway`] for each connection.
#[derive(Clone)]
pub(crate) struct FrontDoor {
    cache: Arc<PageCache>,
    metrics: Arc<CacheMetrics>,
    router: Router,
}

/// Serves one connection.
#[derive(Clone)]
pub(crate) struct Doorway {
    door: FrontDoor,
    peer: PeerAddress,
}

impl FrontDoor {
    /// Kept pages before a router.
    pub(crate) fn new(cache: Arc<PageCache>, router: Router) -> FrontDoor {
        FrontDoor {
            cache,
            metrics: Arc::new(CacheMetrics::default()),
            router,
        }
    }

    async fn serve(mut self, peer: PeerAddress, mut request: Request<Body>) -> Response<Body> {
        let began = Instant::now();
        if self.cache.keeps
            && let Some(key) = PageKeyRef::of(&request)
            && self.cache.check.wait().await
        {
            return match self.cache.pages.get(&key) {
                Some(page) => self.send(&page, key.kind, request.headers(), began).await,
                None => {
                    let (kind, key) = (key.kind, key.to_key());
                    // In a box of its own, so that the common way stays small.
                    Box::pin(self.render(peer, request, kind, &key, began)).await
                }
            };
        }
        self.metrics.passed();
        request.extensions_mut().insert(peer);
        Box::pin(through(&mut self.router, request)).await
    }

    async fn send(
        &self,
        page: &Arc<KeptPage>,
        kind: Kind,
        request: &HeaderMap,
        began: Instant,
    ) -> Response<Body> {
        let mut response = page.answer(request).await;
        let not_modified = response.status() == StatusCode::NOT_MODIFIED;
        self.metrics.hit(kind, not_modified, began.elapsed());
        let id = request_id::next();
        tracing::debug!(
            route = kind.route(),
            not_modified,
            ?id,
            "answered from the kept pages"
        );
        response.headers_mut().insert(request_id::HEADER, id);
        response
    }

    /// Renders a page and keeps it. Whoever asks for the same page meanwhile waits for this rendering.
    async fn render(
        mut self,
        peer: PeerAddress,
        request: Request<Body>,
        kind: Kind,
        key: &PageKey,
        began: Instant,
    ) -> Response<Body> {
        let cache = self.cache.clone();
        let guard = match cache.pages.get_value_or_guard_async(key).await {
            Ok(page) => return self.send(&page, kind, request.headers(), began).await,
            Err(guard) => guard,
        };
        self.metrics.miss();
        let revision = *cache.lock();
        // Nothing of this visitor's request but the address goes into a page that everybody gets.
        let mut plain = Request::new(Body::empty());
        *plain.uri_mut() = key.canonical_uri();
        plain.extensions_mut().insert(peer);
        let response = through(&mut self.router, plain).await;
        let Some(page) = KeptPage::of(&response).map(Arc::new) else {
            return response;
        };
        cache.keep(revision, || {
            // Refused only when somebody else has put the page in meanwhile.
            let _ = guard.insert(page.clone());
        });
        let mut answer = page.answer(request.headers()).await;
        if let Some(id) = response.headers().get(request_id::HEADER) {
            answer.headers_mut().insert(request_id::HEADER, id.clone());
        }
        answer
    }
}

async fn through(router: &mut Router, request: Request<Body>) -> Response<Body> {
    match router.call(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

impl Service<Request<Body>> for Doorway {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let (door, peer) = (self.door.clone(), self.peer);
        Box::pin(async move { Ok(door.serve(peer, request).await) })
    }
}

impl<L: Listener<Addr = SocketAddr>> Service<IncomingStream<'_, L>> for FrontDoor {
    type Response = Doorway;
    type Error = Infallible;
    type Future = Ready<Result<Doorway, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, connection: IncomingStream<'_, L>) -> Self::Future {
        let peer = PeerAddress(connection.remote_addr().ip());
        ready(Ok(Doorway {
            door: self.clone(),
            peer,
        }))
    }
}
