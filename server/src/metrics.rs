//! What a supervisor wants to know, for Prometheus, on a port of its own.
use std::{net::SocketAddr, time::Instant};

use app::db::Db;
use axum::{Router, extract::Request, http::Method, middleware::Next, response::Response, routing::get};
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// Counts a request and how long it took (seconds).
pub async fn observe(request: Request, next: Next) -> Response {
    let (method, start) = (label(request.method()), Instant::now());
    let response = next.run(request).await;
    histogram!("prisme_http_seconds").record(start.elapsed().as_secs_f64());
    counter!("prisme_http_requests_total", "method" => method, "status" => response.status().as_u16().to_string()).increment(1);
    response
}

/// A method that nobody knows is no label of its own: there would be no end of them.
fn label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

/// Starts to count; without it, counting costs nothing.
///
/// # Errors
/// When something else counts already.
pub fn install() -> Result<PrometheusHandle, metrics_exporter_prometheus::BuildError> {
    PrometheusBuilder::new()
        .set_buckets(&[0.001, 0.002, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0])?
        .install_recorder()
}

/// Serves `/metrics` until the process ends.
///
/// # Errors
/// When the address is taken.
#[expect(clippy::disallowed_methods, reason = "not a route of the site: the supervisor's own port")]
pub async fn serve(at: SocketAddr, handle: PrometheusHandle, db: Db) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind(at).await?;
    let render = move || {
        #[expect(clippy::cast_precision_loss, reason = "a counter of queries stays far below 2^52")]
        gauge!("prisme_sql_queries_total").set(db.queries() as f64);
        handle.run_upkeep();
        std::future::ready(handle.render())
    };
    axum::serve(listener, Router::new().route("/metrics", get(render))).await
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn there_are_as_many_labels_as_methods_of_the_site() {
        assert_eq!(
            ["GET", "POST", "PUT", "ZZZ1"].map(|m| label(&m.parse().unwrap())),
            ["GET", "POST", "other", "other"]
        );
    }
}
