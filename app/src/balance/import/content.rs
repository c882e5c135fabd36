//! What a rubric says: its lead sentences and its lists, in their order.
use super::line::{Line, Mark, Shape};
use super::sentence::{Width, goes_on, goes_on_after_a_gap, joined};

/// Lists inside one another beyond this are kept as lists of this level.
const DEEPEST: usize = 12;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content(Vec<Block>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Lead(String),
    Entry(Entry),
}

/// A line of a list, and the list under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub text: String,
    pub children: Vec<Self>,
}

impl Content {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn blocks(&self) -> &[Block] {
        &self.0
    }

    pub fn leads(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|block| match block {
            Block::Lead(text) => Some(text.as_str()),
            Block::Entry(_) => None,
        })
    }

    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter().filter_map(|block| match block {
            Block::Entry(entry) => Some(entry),
            Block::Lead(_) => None,
        })
    }

    /// Appends what these lines of one rubric say.
    pub(super) fn append(&mut self, lines: &[Line], width: Width) {
        let mut flat = Flat::default();
        for line in lines {
            flat.take(line, width);
        }
        self.0.extend(tree(flat.said));
    }

    /// As Markdown: the lead sentences before their lists, nested lists indented.
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        let mut before: Option<&Block> = None;
        for block in &self.0 {
            let listed = matches!((before, block), (Some(Block::Entry(_)), Block::Entry(_)));
            if before.is_some() && !listed {
                out.push('\n');
            }
            match block {
                Block::Lead(text) => {
                    out += &as_text(text);
                    out.push('\n');
                }
                Block::Entry(entry) => entry.write(0, &mut out),
            }
            before = Some(block);
        }
        out.trim_end().to_owned()
    }
}

impl Entry {
    fn write(&self, depth: usize, out: &mut String) {
        for _ in 0..depth {
            out.push_str("  ");
        }
        out.push_str("- ");
        out.push_str(&as_text(&self.text));
        out.push('\n');
        for child in &self.children {
            child.write(depth + 1, out);
        }
    }
}

/// A text that Markdown does not take for a heading, a list or a quotation; its bold and its links stay.
fn as_text(text: &str) -> String {
    let number = text.find(|c: char| !c.is_ascii_digit()).unwrap_or_default();
    let numbered = number > 0 && text.get(number..).is_some_and(|rest| rest.starts_with(['.', ')']));
    if numbered {
        let (digits, rest) = text.split_at(number);
        return format!("{digits}\\{rest}");
    }
    let structural = text.starts_with(['#', '>', '-', '+', '=', '|', '~', '`'])
        || (text.starts_with('*') && !text.starts_with("**"));
    if structural { format!("\\{text}") } else { text.to_owned() }
}

/// The lines one after the other, each with its level when it is one of a list.
#[derive(Default)]
struct Flat {
    said: Vec<(Option<usize>, String)>,
    /// The lists that are open, the outermost first.
    open: Vec<(usize, Shape)>,
    /// The text of the last source line.
    last: String,
}

impl Flat {
    fn take(&mut self, line: &Line, width: Width) {
        let text = line.text.clone();
        match line.mark {
            Mark::Bullet(shape) => {
                let level = self.level(line.indent, shape);
                self.said.push((Some(level), text));
            }
            Mark::Nothing if self.goes_on(line, width) => {
                if let Some((_, before)) = self.said.last_mut() {
                    joined(before, &text);
                }
            }
            Mark::Nothing | Mark::Heading(_) => {
                self.open.clear();
                self.said.push((None, text));
            }
        }
        line.whole.clone_into(&mut self.last);
    }

    fn goes_on(&self, line: &Line, width: Width) -> bool {
        let Some((level, before)) = self.said.last() else { return false };
        if before.is_empty() {
            return true; // a bullet that stood alone
        }
        let inside = match (level, self.open.last()) {
            (Some(_), Some((indent, _))) => line.indent > *indent,
            _ => false,
        };
        if line.apart || line.new_page {
            (inside && line.indent > 1) || goes_on_after_a_gap(before, &line.text)
        } else {
            inside || goes_on(&self.last, &line.text, width)
        }
    }

    /// Deeper indentation is a deeper list, were it by one space; so is another bullet at the same indentation, unless
    /// it comes back to a list that is still open. `-`, `*` and `+` are one bullet, as a keyboard has them.
    fn level(&mut self, indent: usize, shape: Shape) -> usize {
        if shape == Shape::Row || self.open.last().is_some_and(|(_, above)| *above == Shape::Row) {
            self.open.clear();
        }
        while self.open.len() > 1 && self.open.last().is_some_and(|(open, _)| *open > indent) {
            self.open.pop();
        }
        let shape = if shape == Shape::Star { Shape::Dash } else { shape };
        let same = self.open.iter().rposition(|(open, s)| *open == indent && *s == shape);
        match (same, self.open.last().copied()) {
            (Some(at), _) => self.open.truncate(at + 1),
            (None, Some((open, _))) if open > indent => self.open = vec![(indent, shape)],
            (None, _) => self.open.push((indent, shape)),
        }
        self.open.len() - 1
    }
}

fn tree(said: Vec<(Option<usize>, String)>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (level, text) in said {
        match (level, blocks.last_mut()) {
            (None, _) => blocks.push(Block::Lead(text)),
            (Some(level @ 1..), Some(Block::Entry(above))) => {
                put(&mut above.children, level.min(DEEPEST) - 1, text);
            }
            (Some(_), _) => blocks.push(Block::Entry(Entry { text, children: Vec::new() })),
        }
    }
    blocks
}

/// Puts a line under the last ones of a list, so many levels below.
fn put(list: &mut Vec<Entry>, depth: usize, text: String) {
    match list.last_mut() {
        Some(above) if depth > 0 => put(&mut above.children, depth - 1, text),
        _ => list.push(Entry { text, children: Vec::new() }),
    }
}
