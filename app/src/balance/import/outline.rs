//! Which lines are headings: of a rubric, or of something that no rubric is.
use std::collections::{HashMap, HashSet};

use super::heading::{Opens, named, named_inline};
use super::line::{Line, Mark, Shape};
use super::sentence::{Width, goes_on, goes_on_after_a_gap};
use crate::balance::model::Part;
use crate::text::fold;

/// What a line is in the outline of the document.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Role {
    /// It opens a rubric; `said` stands on the same line.
    Heading {
        opens: Opens,
        said: Option<String>,
    },
    /// A heading by its form, of something that is no rubric.
    Unknown,
    Text,
}

/// How a heading looks: its neighbours of one look are headings of one rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Look {
    mark: Mark,
    bold: bool,
    capitals: bool,
    colon: bool,
}

impl Look {
    fn of(line: &Line) -> Self {
        let plain = line.mark == Mark::Nothing;
        let text = line.text.trim_end_matches(['*', '_', ' ', '\u{a0}']);
        Self {
            mark: match line.mark {
                Mark::Heading(_) => Mark::Heading(0),
                mark => mark,
            },
            bold: plain && line.is_bold(),
            capitals: plain && is_capitals(text),
            colon: plain && text.ends_with(':'),
        }
    }
}

fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 3 && !text.chars().any(char::is_lowercase)
}

/// What is known of a look from the headings that have it.
#[derive(Default)]
struct Usage {
    /// Some of them are not rubrics inside another heading of the document.
    main: bool,
    /// Lines of a list look the same.
    mixed: bool,
    /// The smallest indentation of one.
    indent: usize,
}

/// More words than this without a mark are no heading.
const WORDS_MAX: usize = 6;
/// A heading is at most this long (characters).
const LONGEST: usize = 90;
/// A line that begins so introduces what follows.
const INTRODUCES: [&str; 17] = [
    "sur", "pour", "dans", "en", "au", "aux", "avec", "par", "cote", "aupres", "il", "elle", "elles", "ils",
    "cette", "ces", "nous",
];

/// The role of each line.
pub(super) fn outline(lines: &[Line], width: Width) -> Vec<Role> {
    let in_sentence: Vec<bool> = (0..lines.len()).map(|at| is_in_sentence(lines, at, width)).collect();
    let inline_dashes = inline_names(lines);
    let mut roles: Vec<Role> = lines
        .iter()
        .zip(&in_sentence)
        .map(|(line, inside)| if *inside { Role::Text } else { role_of(line, inline_dashes) })
        .collect();
    for at in entries(lines, &roles) {
        if let Some(role) = roles.get_mut(at) {
            *role = Role::Text;
        }
    }
    let looks = looks(lines, &roles);
    let mut open: Vec<(Look, u8)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let look = Look::of(line);
        match roles.get(at) {
            Some(Role::Heading { said, .. }) => {
                open.retain(|(other, _)| *other != look);
                if said.is_none() {
                    open.push((look, line.heading_level().unwrap_or_default()));
                }
            }
            Some(Role::Text)
                if in_sentence.get(at) == Some(&false) && is_unknown(lines, &roles, at, &looks, &open) =>
            {
                if let Some(role) = roles.get_mut(at) {
                    *role = Role::Unknown;
                }
            }
            _ => {}
        }
    }
    roles
}

/// Lines of a list that only say the name of a rubric, such as « ▪ Freins identifiés » among what a document whose
/// headings look otherwise says of its results.
fn entries(lines: &[Line], roles: &[Role]) -> Vec<usize> {
    let looks: Vec<Look> = lines.iter().map(Look::of).collect();
    let headings: Vec<(usize, Look, &Opens)> = (0..)
        .zip(roles)
        .zip(&looks)
        .filter_map(|((at, role), look)| match role {
            Role::Heading { opens, said: None } => Some((at, *look, opens)),
            _ => None,
        })
        .collect();
    let bulleted: HashSet<Look> = headings
        .iter()
        .map(|(_, look, _)| *look)
        .filter(|look| matches!(look.mark, Mark::Bullet(_)))
        .collect();
    let mut entries = Vec::new();
    for look in bulleted {
        let (same, others): (Vec<_>, Vec<_>) = headings.iter().partition(|(_, other, _)| *other == look);
        let elsewhere: HashSet<&Opens> = others.iter().map(|(_, _, opens)| *opens).collect();
        let over_a_heading = |at: usize, opens: &Opens| match roles.get(at + 1) {
            Some(Role::Heading { opens: next, .. }) => opens.holds(next) || opens == next,
            _ => false,
        };
        let own: HashSet<Part> = same
            .iter()
            .filter(|(at, _, opens)| !elsewhere.contains(opens) || over_a_heading(*at, opens))
            .flat_map(|(_, _, opens)| opens.parts().iter().copied())
            .collect();
        if elsewhere.len() < 2 || own.len() > 1 {
            continue; // headings of this look are how the document names its rubrics
        }
        let indents = lines.iter().zip(&looks).zip(roles);
        let listed = indents
            .filter(|((_, other), role)| **other == look && **role == Role::Text)
            .map(|((line, _), _)| line.indent)
            .min();
        let over_text = |at: usize| roles.get(at + 1) == Some(&Role::Text);
        let used = same.iter().any(|(at, _, opens)| over_text(*at) || over_a_heading(*at, opens));
        entries.extend(same.iter().filter_map(|(at, _, opens)| {
            let (line, next) = (lines.get(*at)?, lines.get(at + 1).zip(looks.get(at + 1)));
            let over_another_list =
                next.is_some_and(|(next, other)| *other != look || next.indent > line.indent);
            let is_needed = !elsewhere.contains(opens) && over_text(*at) && over_another_list;
            let in_a_list = listed.is_some_and(|indent| indent <= line.indent);
            (!is_needed && (in_a_list || !used)).then_some(*at)
        }));
    }
    entries
}

fn role_of(line: &Line, inline_dashes: bool) -> Role {
    if let Some((opens, said)) = named(&line.text) {
        return Role::Heading { opens, said: said.map(str::to_owned) };
    }
    let listed = matches!(
        line.mark,
        Mark::Bullet(Shape::Dash | Shape::Star | Shape::Dot | Shape::Letter | Shape::Row)
    );
    let set_off = line.text.starts_with("**") || line.text.starts_with("__");
    match named_inline(&line.text) {
        Some((opens, said)) if !listed || set_off || inline_dashes => {
            Role::Heading { opens, said: Some(said.to_owned()) }
        }
        _ => Role::Text,
    }
}

/// « - Leviers : … » opens a rubric where at least three rubrics are written so.
fn inline_names(lines: &[Line]) -> bool {
    let names = lines.iter().filter(|line| line.is_item()).filter_map(|line| named_inline(&line.text));
    names.filter_map(|(opens, _)| opens.direct()).collect::<HashSet<_>>().len() > 2
}

/// Whether a line without a mark only goes on with the sentence above it.
fn is_in_sentence(lines: &[Line], at: usize, width: Width) -> bool {
    let (Some(line), Some(before)) = (lines.get(at), at.checked_sub(1).and_then(|at| lines.get(at))) else {
        return false;
    };
    if line.mark != Mark::Nothing {
        return false;
    }
    if before.text.is_empty() {
        return named(&line.text).is_none(); // the text of a bullet that stands alone
    }
    if before.heading_level().is_some() || named(&before.text).is_some() {
        return false;
    }
    if line.apart || line.new_page {
        return goes_on_after_a_gap(&before.text, &line.text) && named(&line.text).is_none();
    }
    let is_name = named(&line.text).is_some() || named_inline(&line.text).is_some();
    match is_name {
        // a name with a capital begins a rubric, unless the sentence above cannot end there
        true => {
            goes_on_after_a_gap(&before.text, &line.text) || (before.is_item() && line.indent > before.indent)
        }
        false => goes_on(&before.whole, &line.text, width),
    }
}

fn looks(lines: &[Line], roles: &[Role]) -> HashMap<Look, Usage> {
    let mut looks: HashMap<Look, Usage> = HashMap::new();
    let mut above: Vec<(Look, Opens)> = Vec::new();
    for (at, (line, role)) in lines.iter().zip(roles).enumerate() {
        let Role::Heading { opens, said: None } = role else { continue };
        let look = Look::of(line);
        above.retain(|(other, _)| *other != look);
        let inside = above.iter().any(|(_, over)| over.holds(opens));
        above.push((look, opens.clone()));
        let first = !looks.contains_key(&look);
        let usage = looks.entry(look).or_default();
        usage.main |= !inside;
        usage.indent = if first { line.indent } else { usage.indent.min(line.indent) };
        let next = lines.get(at + 1).zip(roles.get(at + 1));
        usage.mixed |= next.is_some_and(|(next, role)| {
            *role == Role::Text && next.is_item() && Look::of(next) == look && next.indent <= line.indent
        });
    }
    looks
}

/// Whether a line that names no rubric looks as the headings of this document do, and has something under it.
fn is_unknown(
    lines: &[Line],
    roles: &[Role],
    at: usize,
    looks: &HashMap<Look, Usage>,
    open: &[(Look, u8)],
) -> bool {
    let (Some(line), Some(next)) = (lines.get(at), lines.get(at + 1)) else { return false };
    let text = line.text.trim_end_matches(['*', '_', ' ', '\u{a0}']);
    if open.is_empty() || text.chars().count() > LONGEST || text.ends_with(['.', ';', ',', '!', '?', '…']) {
        return false;
    }
    let look = Look::of(line);
    if let Some(level) = line.heading_level() {
        // a heading of a lower level belongs to the rubric above it
        return open
            .iter()
            .rev()
            .find(|(look, _)| look.mark == Mark::Heading(0))
            .is_none_or(|(_, above)| level <= *above);
    }
    let Some(usage) = looks.get(&look).filter(|usage| !usage.mixed && line.indent <= usage.indent) else {
        return false;
    };
    let has_text = roles.get(at + 1) == Some(&Role::Text);
    match line.mark {
        Mark::Bullet(_) => {
            let closes = open.iter().any(|(other, _)| *other == look);
            let under_it = has_text && (Look::of(next) != look || next.indent > line.indent);
            under_it && (closes || usage.main)
        }
        Mark::Heading(_) => false,
        Mark::Nothing if look.bold || look.capitals => line.apart && has_text,
        Mark::Nothing => {
            let words = fold(text);
            let mut words = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
            let introduces = words.clone().next().is_some_and(|first| INTRODUCES.contains(&first));
            let short = words.nth(WORDS_MAX).is_none();
            let over_text = next.is_item() || next.text.trim_end().ends_with('.');
            let capital = text.starts_with(char::is_uppercase);
            line.apart && short && capital && !introduces && has_text && over_text
        }
    }
}
