//! The router, and the one table of plain endpoints. Nowhere else is a route made.
use std::{net::IpAddr, path::PathBuf, sync::LazyLock, time::Duration};

use app::{
    access::Verb,
    account::Https,
    db::Db,
    error::AppError,
    mail::MailFolder,
    session::{Clock, Session},
    ui::{Assets, Refused, Shown, Typed, shell},
};
use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, FromRef, State},
    http::{HeaderMap, HeaderName, Method, Request, StatusCode, Uri},
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
    /// Where mails are written, when they do not leave.
    mails: Option<MailFolder>,
    /// Who tells where a visitor comes from, when it is not the visitor.
    pub proxy: Proxy,
    options: LeptosOptions,
}

/// The header in which a proxy says the visitor's address, and the proxies that are believed.
#[derive(Clone, Debug, Default)]
pub struct Proxy {
    pub header: Option<HeaderName>,
    pub trusted: Vec<IpAddr>,
}

impl Server {
    pub fn new(db: Db, clock: Clock, assets: Assets, https: bool, demonstration: bool) -> Self {
        Self {
            db,
            clock,
            assets,
            https,
            demonstration,
            mails: None,
            proxy: Proxy::default(),
            options: LeptosOptions::builder().output_name("prisme").build(),
        }
    }

    /// The same, with the folder in which mails are written.
    pub fn with_mails(self, folder: Option<PathBuf>) -> Self {
        Self { mails: folder.map(MailFolder), ..self }
    }

    /// The same, behind proxies that tell where visitors come from.
    pub fn behind(self, header: Option<HeaderName>, trusted: Vec<IpAddr>) -> Self {
        Self { proxy: Proxy { header, trusted }, ..self }
    }

    /// What pages and server functions find in their context.
    fn context(&self) -> impl Fn() + Clone + Send + Sync + 'static {
        let (assets, https, mails) = (self.assets.clone(), Https(self.https), self.mails.clone());
        move || {
            provide_context(assets.clone());
            provide_context(https);
            if let Some(mails) = mails.clone() {
                provide_context(mails);
            }
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
    /// The right that it asks; `None` for what anybody may fetch and, under `/compte/`, for what is one's own.
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
        open("/compte/donnees.json", || get(app::oneself::http::json)),
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
            method: Method::GET,
            path: "/{region}/{plan}/fiches/{sheet}/bilans/{balance}/bilan.docx",
            verb: Some(Verb::SeeSheet),
            handler: || get(app::balance::http::docx),
        },
        HttpRoute {
            method: Method::POST,
            path: "/{region}/{plan}/bilans/import",
            verb: Some(Verb::ImportBalance),
            handler: || post(app::balance::http::receive).layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
        },
        HttpRoute {
            method: Method::POST,
            path: "/{region}/{plan}/fiches/{sheet}/projets/importer",
            verb: Some(Verb::EditRubric),
            handler: || post(app::project::http::receive).layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
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
    page_with(server, session, path, HeaderMap::new(), move || provide_context(shown.clone())).await
}

/// The page of a form that came back: what was sent, and what is wrong with it.
pub async fn form_again(
    server: &Server,
    session: Session,
    path: Uri,
    headers: HeaderMap,
    refused: Refused,
) -> Response {
    let mut response =
        page_with(server, session, path, headers, move || provide_context(refused.clone())).await;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// A page of another address than the request's, with something more in its context.
async fn page_with(
    server: &Server,
    session: Session,
    path: Uri,
    headers: HeaderMap,
    more: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let base = server.context();
    let context = move || {
        base();
        more();
    };
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = path;
    *request.headers_mut() = headers;
    request.extensions_mut().insert(session);
    render_app_async_with_context(context, shell)(request).await
}
