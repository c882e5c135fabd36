//! What a document is made of. It knows no feature, and no file format.
use chrono::{DateTime, Utc};

/// A document in French, with its title and who made it when.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub title: String,
    /// What stands under the title: the plan, the region, the date.
    pub subtitle: String,
    /// Who answers for it: « Dreets Auvergne-Rhône-Alpes », « Prisme ».
    pub author: String,
    pub made_at: DateTime<Utc>,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// From 1, right below the title, to 6; no level is skipped on the way down.
    Heading(u8, Text),
    Paragraph(Text),
    /// Each item is made of blocks, so that lists hold lists.
    List(ListKind, Vec<Vec<Self>>),
    Quote(Vec<Self>),
    Table(Table),
    /// A line between two parts.
    Rule,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    Bullets,
    /// Numbered from there.
    Numbers(u32),
}

/// A table whose header is repeated on each page.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it shows, above it and for those who listen; empty for none.
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Text>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub title: Text,
    /// Its share of the width, compared with the other columns'.
    pub width: u32,
}

impl Column {
    pub fn new(title: &str, width: u32) -> Self {
        Self { title: title.into(), width }
    }
}

/// A text in runs that look alike.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text(pub Vec<Run>);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// New lines in it are line breaks.
    pub text: String,
    pub look: Look,
    /// Where it leads: http, https, mailto or tel; others are not followed.
    pub link: Option<String>,
}

/// How a run looks; several at once may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub bold: bool,
    pub italic: bool,
    pub struck: bool,
    pub code: bool,
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(vec![Run { text: text.to_owned(), ..Run::default() }])
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl Text {
    /// The same in bold.
    pub fn bold(text: &str) -> Self {
        let look = Look { bold: true, ..Look::default() };
        Self(vec![Run { text: text.to_owned(), look, link: None }])
    }

    /// One text after the other.
    pub fn then(mut self, next: impl Into<Self>) -> Self {
        self.0.extend(next.into().0);
        self
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|run| run.text.is_empty())
    }
}

impl Block {
    pub fn heading(level: u8, text: &str) -> Self {
        Self::Heading(level, text.into())
    }

    pub fn paragraph(text: impl Into<Text>) -> Self {
        Self::Paragraph(text.into())
    }

    /// « **État :** en cours »: a fact on a line of its own.
    pub fn fact(name: &str, value: impl Into<Text>) -> Self {
        Self::Paragraph(Text::bold(&format!("{name}\u{a0}: ")).then(value))
    }
}
