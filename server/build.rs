//! The binary embeds dist/: compile it again when dist/ appears or changes (the names are hashed, so its manifest changes too).
fn main() {
    println!("cargo:rerun-if-changed=../dist/manifest.json");
}
