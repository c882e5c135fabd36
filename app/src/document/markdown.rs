//! What people typed, as blocks: no word of it is lost.
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::model::{Block, Column, ListKind, Look, Run, Table, Text};
use crate::ui::markdown::events;

/// The blocks of a Markdown text. Its headings come right below the heading under which it stands, without skipping one.
pub fn blocks(text: &str, below: u8) -> Vec<Block> {
    let levels = used_levels(text);
    let lowered = |level: HeadingLevel| {
        let rank = levels.iter().position(|used| *used == level).unwrap_or_default();
        below.saturating_add(u8::try_from(rank + 1).unwrap_or(u8::MAX)).min(6)
    };
    let mut builder = Builder::default();
    for event in events(text) {
        match event {
            Event::Start(tag) => builder.start(tag, &lowered),
            Event::End(tag) => builder.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => builder.text(&text),
            Event::Code(text) => builder.look(|look| look.code = true, |b| b.text(&text)),
            Event::SoftBreak | Event::HardBreak => builder.text("\n"),
            Event::Rule => {
                builder.end_words();
                builder.put(Block::Rule);
            }
            // extensions that are not asked for: their words are kept
            Event::FootnoteReference(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                builder.text(&text);
            }
            Event::TaskListMarker(_) => {}
        }
    }
    builder.finish()
}

/// The levels of headings of a text, the highest first.
fn used_levels(text: &str) -> Vec<HeadingLevel> {
    let mut levels: Vec<HeadingLevel> = events(text)
        .filter_map(|event| match event {
            Event::Start(Tag::Heading { level, .. }) => Some(level),
            _ => None,
        })
        .collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

/// What is being filled, from the outside in.
enum Frame {
    Blocks(Vec<Block>),
    List(ListKind, Vec<Vec<Block>>),
    Table { header: Vec<Text>, rows: Vec<Vec<Text>> },
    Row(Vec<Text>),
    Words(Words, Text),
}

/// What a run of words becomes.
enum Words {
    Paragraph,
    Heading(u8),
    Cell,
}

#[derive(Default)]
struct Builder {
    done: Vec<Block>,
    frames: Vec<Frame>,
    look: Look,
    links: Vec<String>,
}

impl Builder {
    fn start(&mut self, tag: Tag<'_>, lowered: &impl Fn(HeadingLevel) -> u8) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.open(Frame::Words(Words::Paragraph, Text::default())),
            Tag::CodeBlock(_) => {
                self.open(Frame::Words(Words::Paragraph, Text::default()));
                self.look.code = true;
            }
            Tag::Heading { level, .. } => {
                self.open(Frame::Words(Words::Heading(lowered(level)), Text::default()));
            }
            Tag::BlockQuote(_) | Tag::Item => self.open(Frame::Blocks(Vec::new())),
            Tag::List(first) => {
                let numbers = |first: u64| ListKind::Numbers(u32::try_from(first).unwrap_or(1));
                self.open(Frame::List(first.map_or(ListKind::Bullets, numbers), Vec::new()));
            }
            Tag::Table(_) => self.open(Frame::Table { header: Vec::new(), rows: Vec::new() }),
            Tag::TableHead | Tag::TableRow => self.frames.push(Frame::Row(Vec::new())),
            Tag::TableCell => self.frames.push(Frame::Words(Words::Cell, Text::default())),
            Tag::Strong => self.look.bold = true,
            Tag::Emphasis => self.look.italic = true,
            Tag::Strikethrough => self.look.struck = true,
            Tag::Link { dest_url, .. } => self.links.push(dest_url.into_string()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock => {
                self.look.code = false;
                self.close();
            }
            TagEnd::BlockQuote(_) => {
                self.end_words();
                if let Some(Frame::Blocks(blocks)) = self.frames.pop() {
                    self.put(Block::Quote(blocks));
                }
            }
            TagEnd::Item => {
                self.end_words();
                if let Some(Frame::Blocks(blocks)) = self.frames.pop()
                    && let Some(Frame::List(_, items)) = self.frames.last_mut()
                {
                    items.push(blocks);
                }
            }
            TagEnd::Paragraph
            | TagEnd::HtmlBlock
            | TagEnd::Heading(_)
            | TagEnd::List(_)
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell => self.close(),
            TagEnd::Strong => self.look.bold = false,
            TagEnd::Emphasis => self.look.italic = false,
            TagEnd::Strikethrough => self.look.struck = false,
            TagEnd::Link => {
                self.links.pop();
            }
            _ => {}
        }
    }

    /// A block begins: what was being said in a tight item is a paragraph of its own.
    fn open(&mut self, frame: Frame) {
        self.end_words();
        self.frames.push(frame);
    }

    fn end_words(&mut self) {
        if matches!(self.frames.last(), Some(Frame::Words(Words::Paragraph, _))) {
            self.close();
        }
    }

    fn close(&mut self) {
        match self.frames.pop() {
            Some(Frame::Words(Words::Cell, text)) => {
                if let Some(Frame::Row(cells)) = self.frames.last_mut() {
                    cells.push(text);
                }
            }
            Some(Frame::Words(words, mut text)) => {
                if let Some(last) = text.0.last_mut() {
                    last.text.truncate(last.text.trim_end_matches('\n').len());
                }
                if !text.is_empty() {
                    self.put(match words {
                        Words::Heading(level) => Block::Heading(level, text),
                        Words::Paragraph | Words::Cell => Block::Paragraph(text),
                    });
                }
            }
            Some(Frame::Row(cells)) => match self.frames.last_mut() {
                Some(Frame::Table { header, .. }) if header.is_empty() => *header = cells,
                Some(Frame::Table { rows, .. }) => rows.push(cells),
                _ => {}
            },
            Some(Frame::List(kind, items)) => self.put(Block::List(kind, items)),
            Some(Frame::Table { header, rows }) => {
                let columns = header.into_iter().map(|title| Column { title, width: 1 }).collect();
                self.put(Block::Table(Table { caption: String::new(), columns, rows }));
            }
            Some(Frame::Blocks(blocks)) => self.put_all(blocks),
            None => {}
        }
    }

    fn put(&mut self, block: Block) {
        self.put_all(vec![block]);
    }

    fn put_all(&mut self, blocks: Vec<Block>) {
        match self.frames.last_mut() {
            Some(Frame::Blocks(inside)) => inside.extend(blocks),
            Some(Frame::List(_, items)) => items.push(blocks), // an item whose frame was too deep
            _ => self.done.extend(blocks),
        }
    }

    fn text(&mut self, text: &str) {
        if !matches!(self.frames.last(), Some(Frame::Words(..))) {
            self.frames.push(Frame::Words(Words::Paragraph, Text::default()));
        }
        let run = Run { text: text.to_owned(), look: self.look, link: self.links.last().cloned() };
        if let Some(Frame::Words(_, Text(runs))) = self.frames.last_mut() {
            match runs.last_mut() {
                Some(last) if last.look == run.look && last.link == run.link => last.text += &run.text,
                _ => runs.push(run),
            }
        }
    }

    /// Does something with another look.
    fn look(&mut self, change: impl FnOnce(&mut Look), act: impl FnOnce(&mut Self)) {
        let before = self.look;
        change(&mut self.look);
        act(self);
        self.look = before;
    }

    fn finish(mut self) -> Vec<Block> {
        while !self.frames.is_empty() {
            self.close();
        }
        self.done
    }
}
