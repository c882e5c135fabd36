//! What only repeats from page to page: numbers of pages, running titles. It is set aside and quoted, not dropped.
use std::collections::HashMap;

use super::line::{Line, Mark};
use crate::text::fold;

/// What was set aside, in the order of the document.
pub(super) struct Furniture {
    pub lines: Vec<Line>,
    pub pages: Vec<(usize, String)>,
    pub running: Vec<(usize, String)>,
    /// The folded text of what runs from page to page: it is no title where something else is.
    pub repeated: Vec<String>,
}

/// Sets the furniture of the pages aside. The first of several running titles stays: it may be the only one.
pub(super) fn set_aside(lines: Vec<Line>) -> Furniture {
    let is_page: Vec<bool> = (0..lines.len()).map(|at| is_page_number(&lines, at)).collect();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for line in &lines {
        *seen.entry(fold(&line.whole)).or_default() += 1;
    }
    let repeats = |line: &Line| {
        !line.is_item()
            && super::heading::named(&line.text).is_none()
            && seen.get(&fold(&line.whole)).is_some_and(|times| *times > 1)
    };
    let mut at_edge = vec![false; lines.len()];
    // an edge goes over what repeats: two running titles may follow one another
    let mut edge = false;
    for (at, line) in lines.iter().enumerate() {
        let (page, repeats) = (is_page.get(at) == Some(&true), repeats(line));
        edge = page || ((edge || line.new_page) && repeats);
        mark(&mut at_edge, at, edge && repeats);
    }
    edge = false;
    for (at, line) in lines.iter().enumerate().rev() {
        let (page, repeats) = (is_page.get(at) == Some(&true), repeats(line));
        mark(&mut at_edge, at, edge && repeats);
        edge = page || line.new_page || (edge && repeats);
    }
    let repeated: Vec<String> =
        lines.iter().zip(&at_edge).filter(|(_, edge)| **edge).map(|(line, _)| fold(&line.whole)).collect();
    let mut furniture = Furniture { lines: Vec::new(), pages: Vec::new(), running: Vec::new(), repeated };
    let mut met: Vec<String> = Vec::new();
    let mut cut = false;
    for ((mut line, page), edge) in lines.into_iter().zip(is_page).zip(at_edge) {
        let key = fold(&line.whole);
        line.new_page |= std::mem::replace(&mut cut, page || (edge && met.contains(&key)));
        if page {
            furniture.pages.push((line.number, line.whole));
        } else if edge && met.contains(&key) {
            furniture.running.push((line.number, line.whole));
        } else {
            met.push(key);
            furniture.lines.push(line);
        }
    }
    furniture
}

fn mark(marks: &mut [bool], at: usize, edge: bool) {
    if let Some(mark) = marks.get_mut(at) {
        *mark |= edge;
    }
}

/// « Page 2/3 », « 2/3 », « - 2 - », « p. 2 », « 2 »; a figure without the word « page » has to stand alone. After a
/// bullet, « - 2 », « - P1 » are lines of a list.
fn is_page_number(lines: &[Line], at: usize) -> bool {
    let Some(line) = lines.get(at) else { return false };
    let dashes = ['-', '–', '—'];
    let framed = line.whole.starts_with(dashes) && line.whole.ends_with(dashes);
    if line.mark != Mark::Nothing && !framed {
        return false;
    }
    let folded = fold(&line.whole);
    let text = folded.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let word = ["pages", "page"].iter().find_map(|word| text.strip_prefix(word));
    let short = ["pg", "p"].iter().find_map(|word| text.strip_prefix(word));
    let numbers = word
        .or(short)
        .unwrap_or(text)
        .trim_matches(|c: char| c == ' ' || c == ':' || c == '.' || c == 'n' || c == 'o');
    let split = ["/", " sur ", " de ", " of "].iter().find_map(|sign| numbers.split_once(sign));
    let (page, pages) = split.unwrap_or((numbers, "1"));
    let is_number = |text: &str| {
        let text = text.trim();
        (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    let ends = |line: Option<&Line>| line.is_none_or(|line| line.apart || line.new_page);
    let alone = (line.apart || line.new_page) && ends(lines.get(at + 1));
    is_number(page) && is_number(pages) && (word.is_some() || framed || alone)
}
