//! What the styles and the lists of a DOCX mean: which are headings, of which level, with which bullets.
use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::docx::value;
use super::line::{Mark, Shape, marked};
use crate::text::fold;

/// A style may stand on another, and that on a third; a file in which they turn in circles is read all the same.
const DEEPEST: usize = 12;

#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    based_on: Option<String>,
    /// From 0.
    pub outline: Option<u8>,
    /// The list and the level that its paragraphs are in.
    pub list: Option<(String, usize)>,
}

#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// Of each abstract list and level.
    shapes: HashMap<(String, usize), Shape>,
    /// Of each list.
    abstract_of: HashMap<String, String>,
}

impl Styles {
    /// Reads `styles.xml` and `numbering.xml`; either may be empty. `None` when one is damaged.
    pub(super) fn read(styles: &str, numbering: &str) -> Option<Self> {
        let mut all = Self::default();
        all.read_styles(styles)?;
        all.read_numbering(numbering)?;
        Some(all)
    }

    /// A style with what it inherits.
    pub(super) fn of(&self, id: &str) -> Style {
        let mut whole = Style::default();
        let mut next = self.styles.get(id);
        for _ in 0..DEEPEST {
            let Some(style) = next else { break };
            whole.outline = whole.outline.or(style.outline);
            whole.list = whole.list.or_else(|| style.list.clone());
            next = style.based_on.as_ref().and_then(|id| self.styles.get(id));
        }
        whole
    }

    pub(super) fn shape(&self, list: &str, level: usize) -> Shape {
        let shape = self.abstract_of.get(list).and_then(|id| self.shapes.get(&(id.clone(), level)));
        shape.copied().unwrap_or(Shape::Dash)
    }

    fn read_styles(&mut self, xml: &str) -> Option<()> {
        let mut reader = Reader::from_str(xml);
        let mut id = String::new();
        loop {
            let element = match reader.read_event().ok()? {
                Event::Start(element) | Event::Empty(element) => element,
                Event::Eof => return Some(()),
                _ => continue,
            };
            let val = value(&element, "val");
            if element.local_name().as_ref() == "style" {
                id = value(&element, "styleId").unwrap_or_default();
                self.styles.insert(id.clone(), Style::default());
            }
            let Some(style) = self.styles.get_mut(&id) else { continue };
            match element.local_name().as_ref() {
                "name" => style.outline = val.and_then(|name| level_of(&name)),
                "basedOn" => style.based_on = val,
                "outlineLvl" => style.outline = val.and_then(|level| level.parse().ok()),
                "numId" => {
                    style.list =
                        Some((val.unwrap_or_default(), style.list.take().map_or(0, |(_, level)| level)))
                }
                "ilvl" => {
                    let level = val.and_then(|level| level.parse().ok()).unwrap_or(0);
                    style.list = Some((style.list.take().map_or_else(String::new, |(list, _)| list), level));
                }
                _ => {}
            }
        }
    }

    fn read_numbering(&mut self, xml: &str) -> Option<()> {
        let mut reader = Reader::from_str(xml);
        let (mut abstract_id, mut list, mut level) = (String::new(), String::new(), 0);
        loop {
            let element = match reader.read_event().ok()? {
                Event::Start(element) | Event::Empty(element) => element,
                Event::Eof => return Some(()),
                _ => continue,
            };
            let val = || value(&element, "val").unwrap_or_default();
            match element.local_name().as_ref() {
                "abstractNum" => abstract_id = value(&element, "abstractNumId").unwrap_or_default(),
                "lvl" => level = value(&element, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(0),
                "numFmt" => {
                    let shape = match val().as_str() {
                        "decimal" | "decimalZero" | "ordinal" => Shape::Decimal,
                        "lowerLetter" | "upperLetter" => Shape::Letter,
                        "lowerRoman" | "upperRoman" => Shape::Roman,
                        _ => Shape::Dash,
                    };
                    self.shapes.insert((abstract_id.clone(), level), shape);
                }
                "lvlText" => {
                    // « o » is a bullet only in front of a text
                    if let (Mark::Bullet(shape), _) = marked(&format!("{} x", val())) {
                        self.shapes.entry((abstract_id.clone(), level)).and_modify(|known| {
                            if *known == Shape::Dash {
                                *known = shape;
                            }
                        });
                    }
                }
                "num" => list = value(&element, "numId").unwrap_or_default(),
                "abstractNumId" => drop(self.abstract_of.insert(list.clone(), val())),
                _ => {}
            }
        }
    }
}

/// The level that a built-in style has by its name, from 0.
fn level_of(name: &str) -> Option<u8> {
    let name = fold(name);
    let number = ["heading ", "titre "].iter().find_map(|word| name.strip_prefix(word));
    match number {
        Some(number) => number.parse::<u8>().ok()?.checked_sub(1),
        None => matches!(name.as_str(), "title" | "titre").then_some(0),
    }
}
