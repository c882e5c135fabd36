//! What every request goes through: its number, its session, the headers, the refusal of other sites' writes.
use std::net::{IpAddr, SocketAddr};

use app::{access::Actor, account, error::AppError, session::Session};
use axum::{
    body::Body,
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use chrono_tz::Europe::Paris;
use tracing::Instrument;
use uuid::Uuid;

use crate::http::Server;

/// The number of a request, in the log and on the error page.
#[derive(Clone)]
struct RequestId(String);

/// Gives the request its number and its log span; gives the answer the headers that protect its reader.
pub async fn protect(State(server): State<Server>, mut request: Request, next: Next) -> Response {
    let id = Uuid::now_v7().simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let span = tracing::info_span!("request", %id, method = %request.method(), path = %request.uri().path());
    let mut response = next.run(request).instrument(span).await;
    let headers = response.headers_mut();
    let mut set = |name: &'static str, value: &'static str| {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    };
    set("content-security-policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "same-origin");
    set("x-frame-options", "DENY");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    set("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()");
    // pages depend on who reads them; « no-store » would also make browsers forget what was typed on « back »
    set("cache-control", "private, no-cache");
    if server.https {
        set("strict-transport-security", "max-age=31536000");
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}

/// Refuses what another site would have the browser write.
pub async fn same_origin(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if reads || is_ours(request.headers()) {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, "Cette demande vient d’un autre site.").into_response()
}

/// `Sec-Fetch-Site` says where a request comes from; `Origin` does for older browsers.
fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match (text(HeaderName::from_static("sec-fetch-site")), text(header::ORIGIN), text(header::HOST)) {
        (Some(site), _, _) => site == "same-origin" || site == "none",
        (None, Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (None, Some(_), None) => false,
        (None, None, _) => true, // not a browser, so no cookie is sent without its owner's will
    }
}

/// Finds who asks, once per request, and hands it to pages, server functions and plain endpoints.
pub async fn load_session(State(server): State<Server>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path.starts_with("/assets/") || path == "/healthz" || path == "/readyz" {
        return next.run(request).await;
    }
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    match session_of(&server, account::cookie(request.headers()), id).await {
        Ok(mut session) => {
            session.network = network_of(&server, &request);
            request.extensions_mut().insert(session);
            next.run(request).await
        }
        Err(error) => error.into_response(),
    }
}

/// The network that a request comes from: an address, or the /64 that one household holds in IPv6. Behind a proxy, it
/// is the last address of the proxy's header, the one that the proxy itself wrote.
fn network_of(server: &Server, request: &Request) -> String {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let told =
        server.proxy.header.as_ref().filter(|_| peer.is_none_or(|peer| server.proxy.trusted.contains(&peer)));
    let told = told.and_then(|name| request.headers().get_all(name).iter().next_back());
    let told = told.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
    match told.or(peer).map(|ip| ip.to_canonical()) {
        Some(IpAddr::V6(ip)) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Some(ip) => ip.to_string(),
        None => String::new(),
    }
}

async fn session_of(server: &Server, token: Option<String>, id: String) -> Result<Session, AppError> {
    let (db, now) = (&server.db.read, server.clock.now());
    let nobody =
        || Session::new(server.db.clone(), Actor::Nobody, now, Paris, id.clone(), server.demonstration);
    let holder = match &token {
        Some(token) => account::store::holder(db, token).await?,
        None => None,
    };
    let Some(holder) = holder else { return Ok(nobody()) };
    if holder.expires_at <= now {
        let mut session = nobody();
        session.expired = Some(holder.person);
        return Ok(session);
    }
    if let Some(token) = &token {
        account::store::note_seen(&server.db, token, holder.last_seen_at, now).await;
    }
    let in_paris = now.with_timezone(&Paris).date_naive();
    let opened = holder
        .mandates
        .iter()
        .find_map(|(m, opened)| m.in_force(in_paris).then_some(opened.clone()).flatten());
    let (home, zone) = opened.map_or((None, Paris), |opened| (Some(opened.home), opened.time_zone));
    let mandates = holder.mandates.into_iter().map(|(mandate, _)| mandate).collect();
    let today = now.with_timezone(&zone).date_naive();
    let actor = Actor::signed_in(holder.person, holder.name, mandates, today);
    let mut session = Session::new(server.db.clone(), actor, now, zone, id, server.demonstration);
    session.home = home;
    Ok(session)
}

/// A panic stops one request, not the server; its reader gets the page of an internal error.
pub fn panicked(cause: Box<dyn std::any::Any + Send + 'static>) -> Response<Body> {
    let cause = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("?");
    tracing::error!(cause, "panic");
    let page = "<!DOCTYPE html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Une erreur s’est produite | Prisme</title></head><body><main><h1>Une erreur s’est produite</h1><p>Elle vient de nous, pas de vous. Vos brouillons sont gardés : revenez en arrière et réessayez dans un instant.</p><p><a href=\"/\">Aller à l’accueil</a></p></main></body></html>";
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page)
        .into_response()
}
