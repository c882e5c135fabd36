//! One sheet for the whole site: what we use of the design system (DSFR), then `style/*.css`, minified.
//!
//! The DSFR's own sheets weigh 250 kB. Kept: the rules of the classes in [`CLASSES`] and the custom properties that
//! something reads. Left out: its fonts (not free to ship), its icons (files that we do not ship, so no `url()`
//! remains and the CSP needs no `data:`), and its theme attribute: the dark theme follows the system, without script.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use lightningcss::declaration::DeclarationBlock;
use lightningcss::printer::PrinterOptions;
use lightningcss::properties::Property;
use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::stylesheet::{MinifyOptions, ParserFlags, ParserOptions, StyleSheet};
use lightningcss::targets::{Features, Targets};
use lightningcss::traits::ToCss;

/// From 1.15.0 on, an install gate asks the owner of the site to accept terms: not ours to accept.
const VERSION: &str = "1.14.4";

/// The DSFR's sheets to read, in its own order; the dark theme's colours are in `scheme`.
const SHEETS: [&str; 10] = [
    "scheme/scheme.css",
    "core/core.main.css",
    "component/link/link.main.css",
    "component/button/button.main.css",
    "component/form/form.main.css",
    "component/input/input.main.css",
    "component/select/select.main.css",
    "component/alert/alert.main.css",
    "component/tag/tag.main.css",
    "component/skiplink/skiplink.main.css",
];

/// The DSFR's classes that pages may use. A page that needs another one adds it here.
const CLASSES: [&str; 27] = [
    "fr-alert",
    "fr-alert--error",
    "fr-alert--info",
    "fr-alert--success",
    "fr-alert--warning",
    "fr-alert__title",
    "fr-btn",
    "fr-btn--secondary",
    "fr-btn--sm",
    "fr-btn--tertiary",
    "fr-container",
    "fr-error-text",
    "fr-fieldset",
    "fr-fieldset--error",
    "fr-fieldset__element",
    "fr-fieldset__legend",
    "fr-hint-text",
    "fr-input",
    "fr-input-group",
    "fr-input-group--error",
    "fr-label",
    "fr-link",
    "fr-link--sm",
    "fr-select",
    "fr-skiplinks",
    "fr-skiplinks__list",
    "fr-tag",
];

/// A selector that holds one of these matches nothing that we write.
const UNUSED: [&str; 16] = [
    "[class",
    "[target",
    "[data-fr-scrolling]",
    "::-ms-",
    "::-moz-",
    "-auto-fill-button",
    "\"range\"",
    "\"image\"",
    "\"reset\"",
    "\"button\"",
    "\"submit\"",
    "\"date\"",
    "video",
    "audio",
    "contenteditable",
    "iframe",
];

const DARK: &str = ":root[data-fr-theme=\"dark\"]";

/// Our partials, in cascade order.
const PARTIALS: &[&str] = &[
    "tokens",
    "base",
    "shell",
    "form",
    "table",
    "sheet",
    "timetable",
    "dashboard",
    "import",
    "ask",
    "comment",
    "account",
    "directory",
    "pages",
    "print",
];

/// The site's sheet, minified.
///
/// # Errors
/// When the DSFR is not installed or is another version than [`VERSION`], when a partial is missing or does not parse.
pub fn bundle(root: &Path) -> Result<String, Box<dyn Error>> {
    let design_system = design_system(root)?;
    let mut ours = String::new();
    for partial in PARTIALS {
        let path = root.join("style").join(partial).with_extension("css");
        let css = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        parse(&css, false).map_err(|error| format!("{}: {error}", path.display()))?;
        ours.push_str(&css);
    }
    let all = format!("{design_system}\n{ours}");
    let mut sheet = parse(&all, false)?;
    let read = read_properties(&sheet.rules)?;
    keep_properties(&mut sheet.rules, &read);
    // `(width >= 62em)` is shorter, but a phone of 2022 does not read it.
    let targets = Targets { include: Features::MediaRangeSyntax, ..Targets::default() };
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).map_err(|error| error.to_string())?;
    let css = sheet
        .to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })
        .map_err(|error| error.to_string())?;
    Ok(css.code)
}

/// What we use of the DSFR; its dark values apply when the system prefers dark, on screen only.
fn design_system(root: &Path) -> Result<String, Box<dyn Error>> {
    let package = [root.join("node_modules"), root.join("e2e/node_modules")]
        .into_iter()
        .map(|modules| modules.join("@gouvfr/dsfr"))
        .find(|package| package.is_dir())
        .ok_or("node_modules/@gouvfr/dsfr: not there; run `npm ci`")?;
    let manifest = std::fs::read_to_string(package.join("package.json"))?;
    if !manifest.contains(&format!("\"version\": \"{VERSION}\"")) {
        return Err(format!("{}: expected version {VERSION}, exactly", package.display()).into());
    }
    let mut light = String::new();
    let mut dark = String::new();
    for name in SHEETS {
        let path = package.join("dist").join(name);
        let css = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let css = css.replace("\"Marianne\", arial, sans-serif", "var(--font)");
        let mut sheet = parse(&css, true).map_err(|error| format!("{}: {error}", path.display()))?;
        keep_rules(&mut sheet.rules, &mut dark)?;
        light.push_str(&sheet.to_css(PrinterOptions::default()).map_err(|error| error.to_string())?.code);
    }
    Ok(format!("{light}\n@media screen and (prefers-color-scheme: dark) {{ {dark} }}"))
}

/// The DSFR has hacks for old browsers that no parser takes: there, and there only, an unknown rule is skipped.
fn parse(css: &str, error_recovery: bool) -> Result<StyleSheet<'_>, String> {
    let options = ParserOptions { error_recovery, flags: ParserFlags::empty(), ..ParserOptions::default() };
    StyleSheet::parse(css, options).map_err(|error| error.to_string())
}

/// Drops the rules that match nothing here; moves the dark theme's to `dark`.
fn keep_rules(rules: &mut CssRuleList, dark: &mut String) -> Result<(), Box<dyn Error>> {
    for rule in &mut rules.0 {
        let keep = match rule {
            CssRule::Style(style) => {
                style.selectors.0.retain(|selector| {
                    selector.to_css_string(PrinterOptions::default()).is_ok_and(|text| is_used(&text))
                });
                let block = &mut style.declarations;
                block.declarations.retain(|property| !reads_file(property));
                block.important_declarations.retain(|property| !reads_file(property));
                let has_content = !block.is_empty() || !style.rules.0.is_empty();
                let text = style.to_css_string(PrinterOptions::default())?;
                let is_dark = text.starts_with(DARK);
                if is_dark && has_content {
                    dark.push_str(&text.replace(DARK, ":root"));
                }
                !style.selectors.0.is_empty() && has_content && !is_dark
            }
            CssRule::Media(media) => {
                keep_rules(&mut media.rules, dark)?;
                !media.rules.0.is_empty()
            }
            CssRule::Supports(supports) => {
                keep_rules(&mut supports.rules, dark)?;
                !supports.rules.0.is_empty()
            }
            _ => false, // fonts, hacks
        };
        if !keep {
            *rule = CssRule::Ignored;
        }
    }
    rules.0.retain(|rule| !matches!(rule, CssRule::Ignored));
    Ok(())
}

fn is_used(selector: &str) -> bool {
    !UNUSED.iter().any(|part| selector.contains(part))
        && selector.split('.').skip(1).all(|rest| {
            let class = rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).next();
            class.is_some_and(|class| CLASSES.contains(&class))
        })
}

fn reads_file(property: &Property) -> bool {
    let value = property.value_to_css_string(PrinterOptions::default());
    value.is_ok_and(|value| value.contains("url(") || value.contains("--data-uri-svg"))
}

/// The custom properties that some rule reads, directly or through another one.
fn read_properties(rules: &CssRuleList) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let mut roots = Vec::new();
    let mut through = BTreeMap::<String, Vec<String>>::new();
    each_block(rules, &mut |block| {
        for (property, _) in block.iter() {
            let reads = variables(&property.value_to_css_string(PrinterOptions::default())?);
            match property.property_id().name() {
                name if name.starts_with("--") => through.entry(name.to_owned()).or_default().extend(reads),
                _ => roots.extend(reads),
            }
        }
        Ok(())
    })?;
    let mut read = BTreeSet::new();
    while let Some(name) = roots.pop() {
        if read.insert(name.clone()) {
            roots.extend(through.get(&name).into_iter().flatten().cloned());
        }
    }
    Ok(read)
}

fn variables(value: &str) -> Vec<String> {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_');
    value
        .split("var(")
        .skip(1)
        .filter_map(|rest| rest.trim_start().split(ends).next().map(str::to_owned))
        .collect()
}

type Visit<'a> = dyn FnMut(&DeclarationBlock) -> Result<(), Box<dyn Error>> + 'a;

fn each_block(rules: &CssRuleList, visit: &mut Visit) -> Result<(), Box<dyn Error>> {
    for rule in &rules.0 {
        match rule {
            CssRule::Style(style) => visit(&style.declarations)?,
            CssRule::Media(media) => each_block(&media.rules, visit)?,
            CssRule::Supports(supports) => each_block(&supports.rules, visit)?,
            _ => {}
        }
    }
    Ok(())
}

fn keep_properties(rules: &mut CssRuleList, read: &BTreeSet<String>) {
    let is_read = |property: &Property| {
        let id = property.property_id();
        !id.name().starts_with("--") || read.contains(id.name())
    };
    for rule in &mut rules.0 {
        match rule {
            CssRule::Style(style) => {
                style.declarations.declarations.retain(is_read);
                style.declarations.important_declarations.retain(is_read);
            }
            CssRule::Media(media) => keep_properties(&mut media.rules, read),
            CssRule::Supports(supports) => keep_properties(&mut supports.rules, read),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    fn css() -> String {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
        super::bundle(&root).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn the_sheet_asks_for_no_other_file() {
        let css = css();
        for part in ["url(", "@font-face", "@import", "Marianne", "Spectral"] {
            assert!(!css.contains(part), "{part}");
        }
    }

    #[test]
    fn both_themes_are_there() {
        let css = css();
        let dark = css.split("prefers-color-scheme:dark").nth(1).unwrap_or_default();
        assert!(css.contains("--grey-1000-50:#fff"), "light");
        assert!(dark.contains("--grey-1000-50:#161616"), "dark");
        assert!(!css.contains("data-fr-theme"), "an attribute that nobody sets");
    }

    #[test]
    fn every_variable_that_is_read_is_defined() {
        let css = css();
        // Two that the DSFR reads for a disabled button and does not define itself.
        for name in
            super::variables(&css).iter().filter(|name| !name.starts_with("--background-disabled-grey-"))
        {
            assert!(css.contains(&format!("{name}:")), "{name}");
        }
    }

    #[test]
    fn what_browsers_need_to_work_without_script_survives_the_minifier() {
        let css = css();
        for part in [
            "::details-content",
            ".menu",
            "field-sizing:content",
            "@page landscape",
            "color-scheme:light dark",
            "forced-colors",
            "prefers-reduced-motion",
        ] {
            assert!(css.contains(part), "{part}");
        }
    }
}
