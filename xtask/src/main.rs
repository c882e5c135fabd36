//! The build: everything that cargo does not do by itself. Styles, wasm, its bindings, compression: see `dist`.
//!
//! ```text
//! cargo xtask dist [--profile wasm-release|dev]   writes dist/, which the server embeds
//! cargo xtask watch                               builds, serves, and starts again at each change
//! ```

mod dist;
mod styles;
mod wasm;
mod watch;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Nobody but a person at a terminal reads the errors of this program.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Outcome<()> {
    let root = root()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["dist"] => dist::write(&root, wasm::Profile::Release),
        ["dist", "--profile", name] => dist::write(&root, name.parse()?),
        ["watch"] => watch::run(&root),
        _ => Err("usage: cargo xtask dist [--profile wasm-release|dev] | cargo xtask watch".into()),
    }
}

/// The folder of the workspace, as cargo says it now: a shared target directory may hold another clone's xtask.
fn root() -> Outcome<PathBuf> {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").ok_or("start me with `cargo xtask`")?;
    Path::new(&here).parent().map(Path::to_owned).ok_or("xtask has no parent folder".into())
}
