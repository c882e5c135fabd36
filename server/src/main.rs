//! The binary `prisme`.
use std::process::ExitCode;

/// A page is thousands of small pieces of text: this one hands them out faster, to SQLite too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    server::cli::run().await
}
