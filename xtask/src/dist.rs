//! `dist/`: what browsers load, named by content so that it is cached for ever, compressed once, embedded by the server.

use crate::wasm::{self, Profile};
use crate::{Outcome, styles};
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const MANIFEST: &str = "manifest.json";
/// The hash of what dist/ was made from.
const STAMP: &str = ".inputs";
const FAVICON: &str = "favicon.svg";

/// Files and folders that decide what dist/ holds. Pages are in there too, though they never reach the browser.
const INPUTS: [&str; 8] = [
    "Cargo.toml",
    "Cargo.lock",
    "app/Cargo.toml",
    "app/src",
    "app/hydrate",
    "style",
    "xtask/Cargo.toml",
    "xtask/src",
];
const DESIGN_SYSTEM: &str = "node_modules/@gouvfr/dsfr/package.json";

/// Brings dist/ up to date; does nothing when it was made from the same inputs.
pub fn write(root: &Path, profile: Profile) -> Outcome<()> {
    let started = Instant::now();
    let dist = root.join("dist");
    let stamp = hash_of_inputs(root, profile)?;
    if fs::read_to_string(dist.join(STAMP)).is_ok_and(|written| written == stamp) && is_whole(&dist) {
        println!("dist/ is up to date ({})", profile.name());
        return Ok(());
    }
    let files = make(root, profile)?;
    replace(&dist, &files)?;
    fs::write(dist.join(STAMP), stamp)?; // last: an interrupted run is done again
    report(&files, started);
    Ok(())
}

type Files = BTreeMap<String, Vec<u8>>;

fn make(root: &Path, profile: Profile) -> Outcome<Files> {
    let style = styles::bundle(root)?.into_bytes();
    let wasm::Built { script, wasm } = wasm::build(root, profile)?;

    let wasm_name = hashed_name("wasm", &wasm);
    let script = script.replace(wasm::PLACEHOLDER, &wasm_name).into_bytes();
    let (css_name, js_name) = (hashed_name("css", &style), hashed_name("js", &script));
    let manifest: Value = json!({ "css": css_name, "js": js_name, "wasm": wasm_name });

    let mut files = Files::from([(css_name, style), (js_name, script), (wasm_name, wasm)]);
    let favicon = root.join("style").join(FAVICON);
    if favicon.exists() {
        files.insert(FAVICON.to_owned(), fs::read(favicon)?);
    }
    for (name, content) in files.clone() {
        files.insert(format!("{name}.br"), brotli(&content, profile)?);
        files.insert(format!("{name}.gz"), gzip(&content, profile)?);
    }
    files.insert(MANIFEST.to_owned(), serde_json::to_vec_pretty(&manifest)?);
    Ok(files)
}

/// Writes what differs (an untouched file makes no rebuild) and removes what is of another build.
fn replace(dist: &Path, files: &Files) -> Outcome<()> {
    fs::create_dir_all(dist)?;
    for entry in fs::read_dir(dist)? {
        let entry = entry?;
        if !entry.file_name().to_str().is_some_and(|name| files.contains_key(name)) {
            fs::remove_file(entry.path())?;
        }
    }
    for (name, content) in files {
        let path = dist.join(name);
        if !fs::read(&path).is_ok_and(|present| present == *content) {
            fs::write(path, content)?;
        }
    }
    Ok(())
}

/// Whether every file that the manifest names is there.
fn is_whole(dist: &Path) -> bool {
    let manifest =
        fs::read(dist.join(MANIFEST)).ok().and_then(|text| serde_json::from_slice::<Value>(&text).ok());
    let Some(Value::Object(names)) = manifest else { return false };
    names.values().all(|name| name.as_str().is_some_and(|name| dist.join(name).exists()))
}

fn hash_of_inputs(root: &Path, profile: Profile) -> Outcome<String> {
    let mut hash = Sha256::new();
    hash.update(profile.name());
    hash.update(Command::new("rustc").arg("--version").output()?.stdout);
    for input in INPUTS {
        add(&mut hash, root, &root.join(input))?;
    }
    let design_system = fs::read(root.join(DESIGN_SYSTEM))
        .map_err(|_| format!("{DESIGN_SYSTEM} is missing: install the npm packages first (`make setup`)"))?;
    let design_system: Value = serde_json::from_slice(&design_system)?;
    hash.update(design_system["version"].to_string());
    Ok(hex(&hash.finalize()))
}

/// Adds a file, or a folder and all that it holds, in the order of names.
fn add(hash: &mut Sha256, root: &Path, path: &Path) -> Outcome<()> {
    if path.is_dir() {
        let mut inside =
            fs::read_dir(path)?.map(|entry| entry.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
        inside.sort();
        return inside.iter().try_for_each(|child| add(hash, root, child));
    }
    if path.exists() {
        let content = fs::read(path)?;
        hash.update(path.strip_prefix(root)?.to_string_lossy().as_bytes());
        hash.update(content.len().to_le_bytes());
        hash.update(content);
    }
    Ok(())
}

fn hashed_name(extension: &str, content: &[u8]) -> String {
    format!("prisme.{}.{extension}", &hex(&Sha256::digest(content))[..16])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn brotli(content: &[u8], profile: Profile) -> Outcome<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: if profile == Profile::Release { 11 } else { 3 },
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &params)?;
    Ok(compressed)
}

fn gzip(content: &[u8], profile: Profile) -> Outcome<Vec<u8>> {
    let level =
        if profile == Profile::Release { flate2::Compression::best() } else { flate2::Compression::fast() };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

fn report(files: &Files, started: Instant) {
    println!("dist/ written in {:.1} s", started.elapsed().as_secs_f32());
    for (name, content) in files.iter().filter(|(name, _)| files.contains_key(&format!("{name}.br"))) {
        println!("  {name}: {} bytes, {} in brotli", content.len(), files[&format!("{name}.br")].len());
    }
}
