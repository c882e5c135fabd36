//! The router, and the one table of plain endpoints. Nowhere else is a route made.
use std::{sync::LazyLock, time::Duration};

use app::{
    access::Verb,
    account::Https,
    db::Db,
    error::AppError,
    session::{Clock, Session},
    ui::{Assets, Shown, Typed, shell},
};
use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, FromRef, State},
    http::{Method, Request, StatusCode, Uri},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Redirect, Response},
    routing::{MethodRouter, get, post},
};
use leptos::prelude::{LeptosOptions, provide_context};
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list, render_app_async_with_context};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, CompressionLevel},
    timeout::TimeoutLayer,
};

use crate::{assets, guard, metrics, refusals};

/// A request that takes longer than this is given up.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The largest form (bytes).
pub const LARGEST_FORM: usize = 1024 * 1024;
/// The largest upload (bytes): a source of 4 MiB and its envelope.
const LARGEST_UPLOAD: usize = 5 * 1024 * 1024;

/// What every request can reach.
#[derive(Clone)]
pub struct Server {
    pub db: Db,
    pub clock: Clock,
    pub assets: Assets,
    /// People reach the site by https.
    pub https: bool,
    /// The data are the demonstration's: sign-in with a click, and a banner that says so.
    pub demonstration: bool,
    options: LeptosOptions,
}

impl Server {
    pub fn new(db: Db, clock: Clock, assets: Assets, https: bool, demonstration: bool) -> Self {
        Self {
            db,
            clock,
            assets,
            https,
            demonstration,
            options: LeptosOptions::builder().output_name("prisme").build(),
        }
    }

    /// What pages and server functions find in their context.
    fn context(&self) -> impl Fn() + Clone + Send + Sync + 'static {
        let (assets, https) = (self.assets.clone(), Https(self.https));
        move || {
            provide_context(assets.clone());
            provide_context(https);
        }
    }
}

impl FromRef<Server> for LeptosOptions {
    fn from_ref(server: &Server) -> Self {
        server.options.clone()
    }
}

/// A plain endpoint: what is not a page and not a server function.
pub struct HttpRoute {
    pub method: Method,
    pub path: &'static str,
    /// The right that it asks; `None` for what anybody may fetch.
    pub verb: Option<Verb>,
    handler: fn() -> MethodRouter<Server>,
}

/// Every plain endpoint. The test of rights goes through this table, so that none is forgotten.
pub static ENDPOINTS: LazyLock<Vec<HttpRoute>> = LazyLock::new(|| {
    let open = |path, handler| HttpRoute { method: Method::GET, path, verb: None, handler };
    let read = |path, handler| HttpRoute { method: Method::GET, path, verb: Some(Verb::SeePlan), handler };
    vec![
        open("/healthz", || get(|| async { "ok" })),
        open("/readyz", || get(ready)),
        open("/assets/{name}", || get(assets::serve)),
        read("/{region}/{plan}/tableau.xlsx", || get(app::dashboard::http::xlsx)),
        read("/{region}/{plan}/tableau.csv", || get(app::dashboard::http::csv)),
        read("/{region}/{plan}/tableau.donnees.csv", || get(app::dashboard::http::open_data)),
        HttpRoute {
            method: Method::GET,
            path: "/{region}/{plan}/fiches/{sheet}/fiche.docx",
            verb: Some(Verb::SeeSheet),
            handler: || get(app::action_sheet::http::docx),
        },
        HttpRoute {
            method: Method::POST,
            path: "/{region}/{plan}/import",
            verb: Some(Verb::ImportPlan),
            handler: || post(app::plan::http::receive).layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
        },
    ]
});

/// Every page. The list is made once: making it flips a switch of the whole process.
pub static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(app::App));

/// The whole site.
#[expect(clippy::disallowed_methods, reason = "the one place that makes routes")]
pub fn router(server: Server) -> Router {
    let mut router =
        Router::new().leptos_routes_with_context(&server, PAGES.clone(), server.context(), shell);
    for endpoint in ENDPOINTS.iter() {
        router = router.route(endpoint.path, (endpoint.handler)());
    }
    router
        .fallback(missing)
        .layer(from_fn_with_state(server.clone(), refusals::translate))
        .layer(from_fn_with_state(server.clone(), error_pages))
        .layer(from_fn_with_state(server.clone(), guard::load_session))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(from_fn(guard::same_origin))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIMEOUT))
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(from_fn_with_state(server.clone(), guard::protect))
        .layer(from_fn(metrics::observe))
        .with_state(server)
}

async fn ready(State(server): State<Server>) -> Response {
    match server.db.ping().await {
        Ok(()) => "ready".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "database").into_response(),
    }
}

async fn missing() -> AppError {
    AppError::NotFound
}

/// Turns the refusal of a plain endpoint into the page that a person can read; scripts keep the status and the words.
async fn error_pages(
    State(server): State<Server>,
    request: Request<Body>,
    next: axum::middleware::Next,
) -> Response {
    let session = request.extensions().get::<Session>().cloned();
    let (html, path) = (refusals::wants_html(request.headers()), request.uri().clone());
    let response = next.run(request).await;
    let error = response.extensions().get::<AppError>().cloned().or_else(|| match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Some(AppError::TooLarge),
        StatusCode::METHOD_NOT_ALLOWED => Some(AppError::NotFound),
        _ => None,
    });
    let typed =
        response.extensions().get::<Typed>().map(|typed| typed.0.clone()).filter(|text| !text.is_empty());
    match (error, session) {
        (Some(AppError::AlreadyDone { page }), _) if html => Redirect::to(&page).into_response(),
        (Some(error), Some(session)) if html => {
            page_of(&server, session, path, Shown { error, typed, kept: false }).await
        }
        _ => response,
    }
}

/// The page of a refusal.
pub async fn page_of(server: &Server, session: Session, path: Uri, shown: Shown) -> Response {
    let base = server.context();
    let context = move || {
        base();
        provide_context(shown.clone());
    };
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = path;
    request.extensions_mut().insert(session);
    render_app_async_with_context(context, shell)(request).await
}
