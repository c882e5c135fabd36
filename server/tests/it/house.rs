//! The rules of the house that a machine can check.
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The sources under these folders, but not their tests.
fn sources(folders: &[&str], extensions: &[&str]) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut waiting: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    let mut found = Vec::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|e| extensions.iter().any(|known| e == *known)) {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
    assert!(found.len() > 20, "{folders:?}: these are not the sources");
    found
}

#[test]
fn french_punctuation_on_screen_does_not_leave_its_word() {
    let ordinary = ["« ", " »", " : ", " ; ", " ? ", " ! ", " :\"", " ?\"", " !\""];
    let on_screen = sources(&["app/src"], &["rs"]).into_iter().filter(|(path, _)| {
        !path.components().any(|part| part.as_os_str().to_string_lossy().contains("tests"))
    });
    for (path, text) in on_screen {
        let code = text.split("\nmod tests {").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let comment = line.trim_start().starts_with("//");
            let french = line.contains(['é', 'è', 'à', 'ê', '’', '«']);
            if french && !comment {
                let found = ordinary.iter().find(|wrong| line.contains(*wrong));
                assert_eq!(found, None, "{}:{}: write U+00A0 there", path.display(), number + 1);
            }
        }
    }
}

#[test]
fn no_file_is_longer_than_a_person_reads_at_once() {
    let folders = ["app/src", "server/src", "server/tests", "migrations/src", "xtask/src", "e2e", "style"];
    for (path, text) in sources(&folders, &["rs", "mjs", "css", "scss"]) {
        let lines = text.lines().count();
        assert!(lines <= 400, "{}: {lines} lines", path.display());
    }
}
