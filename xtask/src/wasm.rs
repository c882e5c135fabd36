//! The islands, compiled for the browser: cargo, then wasm-bindgen as a library (same version, from the same lock file).

use crate::Outcome;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::str::FromStr;
use wasm_bindgen_cli_support::Bindgen;

/// What bindgen calls the wasm in the script that loads it; `dist` puts the hashed name there.
pub const PLACEHOLDER: &str = "prisme_bg.wasm";

#[derive(Clone, Copy, PartialEq)]
pub enum Profile {
    /// Small and slow to build: what is served and tested.
    Release,
    /// Large and quick to rebuild: `make dev`.
    Dev,
}

impl Profile {
    pub fn name(self) -> &'static str {
        match self {
            Profile::Release => "wasm-release",
            Profile::Dev => "dev",
        }
    }
}

impl FromStr for Profile {
    type Err = String;

    fn from_str(name: &str) -> Result<Profile, String> {
        match name {
            "wasm-release" => Ok(Profile::Release),
            "dev" => Ok(Profile::Dev),
            _ => Err(format!("the wasm has two profiles, wasm-release and dev; there is no {name}")),
        }
    }
}

/// What the browser loads: the script, and the wasm that the script asks for by the name `PLACEHOLDER`.
pub struct Built {
    pub script: String,
    pub wasm: Vec<u8>,
}

pub fn build(root: &Path, profile: Profile) -> Outcome<Built> {
    let target = target_dir(root).join("wasm");
    compile(root, &target, profile)?;
    let folder = if profile == Profile::Dev { "debug" } else { profile.name() };
    bind(&target.join("wasm32-unknown-unknown").join(folder).join("hydrate.wasm"), profile)
}

/// Where the server's own artifacts go; the wasm has a folder of its own inside, so that neither waits for the other.
pub fn target_dir(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir))
}

/// The cargo that runs this program, for the next build.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

fn compile(root: &Path, target: &Path, profile: Profile) -> Outcome<()> {
    let status = cargo(root)
        .args([
            "build",
            "-p",
            "hydrate",
            "--target",
            "wasm32-unknown-unknown",
            "--profile",
            profile.name(),
            "--target-dir",
        ])
        .arg(target)
        .status()?;
    if status.success() { Ok(()) } else { Err("the wasm does not compile (messages above)".into()) }
}

fn bind(input: &Path, profile: Profile) -> Outcome<Built> {
    let release = profile == Profile::Release;
    let mut output = Bindgen::new()
        .input_path(input)
        .out_name("prisme")
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false) // the script finds its wasm by itself: `init()` needs no address
        .remove_name_section(release)
        .remove_producers_section(release)
        .generate_output()?;
    if output.snippets().values().any(|list| !list.is_empty()) || !output.local_modules().is_empty() {
        return Err(
            "a dependency of the islands brings its own JavaScript files: dist/ knows one script only".into(),
        );
    }
    let script = output.js().to_owned();
    if !script.contains(PLACEHOLDER) || !script.contains("function hydrate()") {
        return Err("the bindings have another shape than the one that dist/ expects".into());
    }
    Ok(Built { script, wasm: output.wasm_mut().emit_wasm() })
}
