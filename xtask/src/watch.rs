//! `make dev`: builds, serves, and starts again when a source changes. It looks twice a second: no system service to depend on.

use crate::wasm::{Profile, cargo, target_dir};
use crate::{Outcome, dist};
use std::fs;
use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

const SOURCES: [&str; 7] =
    ["Cargo.toml", "app", "migrations", "server/Cargo.toml", "server/src", "server/demo", "style"];
const PAUSE: Duration = Duration::from_millis(500);

/// Never returns by itself: the terminal's interrupt ends it and the server with it.
pub fn run(root: &Path) -> Outcome<()> {
    let mut server: Option<Child> = None;
    let mut built = None;
    loop {
        let newest = SOURCES.iter().filter_map(|source| newest(&root.join(source))).max();
        if newest != built {
            built = newest;
            match rebuild(root) {
                Ok(()) => server = Some(restart(root, server.take())?),
                Err(error) => eprintln!("{error}\nwaiting for the next change; what was served still is"),
            }
        }
        sleep(PAUSE);
    }
}

fn rebuild(root: &Path) -> Outcome<()> {
    dist::write(root, Profile::Dev)?;
    let status = cargo(root).args(["build", "-p", "server"]).status()?;
    if status.success() { Ok(()) } else { Err("the server does not compile (messages above)".into()) }
}

fn restart(root: &Path, old: Option<Child>) -> Outcome<Child> {
    if let Some(mut old) = old {
        old.kill()?; // as a power cut would: what was acknowledged is on disk
        old.wait()?;
    }
    let prisme = target_dir(root).join("debug/prisme");
    let demo = Command::new(&prisme).arg("demo").current_dir(root).status()?;
    if !demo.success() {
        eprintln!("`prisme demo` was refused (messages above)");
    }
    Ok(Command::new(&prisme).arg("serve").current_dir(root).spawn()?)
}

/// When the newest file below was written; a file that vanishes meanwhile does not count.
fn newest(path: &Path) -> Option<SystemTime> {
    let metadata = fs::metadata(path).ok()?;
    let here = metadata.modified().ok();
    if !metadata.is_dir() {
        return here;
    }
    // The folder's own date counts too: it moves when a file is removed.
    fs::read_dir(path).ok()?.flatten().filter_map(|entry| newest(&entry.path())).max().max(here)
}
