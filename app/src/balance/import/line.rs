//! What a line begins with: its indentation, its bullet or number, or the marks of a Markdown heading.

/// A line of the document that says something.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// From 1.
    pub number: usize,
    /// In columns; a tab goes to the next multiple of four.
    pub indent: usize,
    pub mark: Mark,
    /// Without its mark.
    pub text: String,
    /// With its mark, without its indentation.
    pub whole: String,
    /// After a blank line, or at the beginning.
    pub apart: bool,
    /// After the end of a page.
    pub new_page: bool,
}

/// What stands before the text of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Mark {
    Nothing,
    /// A heading by its form, of this level: `## `, or a style of the word processor.
    Heading(u8),
    Bullet(Shape),
}

/// The kinds of bullets: two of one kind are of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    Dash,
    Star,
    Dot,
    Disc,
    Circle,
    Square,
    Arrow,
    Check,
    Decimal,
    Letter,
    Roman,
    /// A row of a table.
    Row,
}

/// Signs that are bullets wherever a line begins with them. The last of each kind are what the symbol fonts of word
/// processors leave in a copied text.
const SIGNS: [(Shape, &str); 6] = [
    (Shape::Disc, "●⚫⬤"),
    (Shape::Circle, "○◦⚪◯"),
    (Shape::Square, "▪▫■□◾◽❑❒❏☐☑\u{f0a7}\u{f06e}"),
    (Shape::Arrow, "➢➤►▶▷▸‣→⇒➔➜➡❯\u{f0d8}\u{f0e0}"),
    (Shape::Check, "✓✔❖◆◇♦★☆✦✗✘\u{f0fc}\u{f076}"),
    (Shape::Dot, "•·∙⋅⁃\u{f0b7}"),
];
const DASHES: &str = "-‐‑‒–—―−";
/// Letters that a symbol font shows as bullets, once copied elsewhere.
const LETTERS: [(Shape, &str); 4] =
    [(Shape::Circle, "oO"), (Shape::Arrow, "Ø"), (Shape::Square, "§"), (Shape::Check, "ü")];
const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];

impl Line {
    /// Reads a line; `None` when it holds neither a word nor a lone bullet.
    pub(super) fn of(number: usize, source: &str) -> Option<Self> {
        let unquoted = source.trim_start_matches("> ");
        let whole = unquoted.trim();
        let (mark, text) = marked(whole);
        let says = text.contains(char::is_alphanumeric) || (text.is_empty() && is_sign(mark, whole));
        says.then(|| Self {
            number,
            indent: indent(unquoted),
            mark,
            text: text.to_owned(),
            whole: whole.to_owned(),
            apart: false,
            new_page: false,
        })
    }

    /// The whole of it is set in bold.
    pub(super) fn is_bold(&self) -> bool {
        let text = self.text.trim_end_matches([':', ' ', '\u{a0}']);
        ["**", "__"].iter().any(|sign| {
            text.strip_prefix(sign)
                .and_then(|rest| rest.strip_suffix(sign))
                .is_some_and(|inside| !inside.contains(sign))
        })
    }

    pub(super) fn is_item(&self) -> bool {
        matches!(self.mark, Mark::Bullet(_))
    }

    /// A heading by its form, of this level.
    pub(super) fn heading_level(&self) -> Option<u8> {
        match self.mark {
            Mark::Heading(level) => Some(level),
            Mark::Nothing | Mark::Bullet(_) => None,
        }
    }
}

fn indent(source: &str) -> usize {
    source.chars().take_while(|c| c.is_whitespace()).fold(0, |column, c| match c {
        '\t' => (column / 4 + 1) * 4,
        _ => column + 1,
    })
}

/// A bullet that stands alone on its line, as converted documents write them; `-` alone is a rule.
fn is_sign(mark: Mark, whole: &str) -> bool {
    matches!(mark, Mark::Bullet(shape) if shape != Shape::Dash && shape != Shape::Star) && !whole.is_empty()
}

/// What a text begins with, and the rest of it.
pub(super) fn marked(text: &str) -> (Mark, &str) {
    let level = text.chars().take_while(|c| *c == '#').count();
    if let (1..=6, Some(rest)) = (level, text.get(level..))
        && rest.starts_with(char::is_whitespace)
    {
        let title = rest.trim().trim_end_matches('#').trim_end();
        let title = bullet(title).filter(|(_, rest)| !rest.is_empty()).map_or(title, |(_, rest)| rest);
        return (Mark::Heading(u8::try_from(level).unwrap_or(6)), title);
    }
    let Some((mut shape, mut rest)) = bullet(text) else { return (Mark::Nothing, text) };
    // a converter writes its own bullet before that of the document
    while let Some((inner, after)) = bullet(rest).filter(|(shape, _)| is_drawn(*shape)) {
        (shape, rest) = (inner, after);
    }
    (Mark::Bullet(shape), rest)
}

fn is_drawn(shape: Shape) -> bool {
    matches!(shape, Shape::Disc | Shape::Circle | Shape::Square | Shape::Arrow | Shape::Check | Shape::Dot)
}

fn bullet(text: &str) -> Option<(Shape, &str)> {
    let first = text.chars().next()?;
    let rest = text.get(first.len_utf8()..)?;
    let spaced = rest.starts_with(char::is_whitespace) || rest.is_empty();
    let sign =
        |signs: &[(Shape, &str)]| signs.iter().find(|(_, all)| all.contains(first)).map(|(shape, _)| *shape);
    let shape = if let Some(shape) = sign(&SIGNS) {
        Some(shape)
    } else if DASHES.contains(first) {
        // « -5 % » is a figure
        (spaced || rest.starts_with(|c: char| c.is_alphabetic() || "«\"“(*[".contains(c)))
            .then_some(Shape::Dash)
    } else if matches!(first, '*' | '+') {
        spaced.then_some(Shape::Star)
    } else if !rest.is_empty() && spaced {
        sign(&LETTERS)
    } else {
        None
    };
    match shape {
        Some(shape) => Some((shape, rest.trim_start())),
        None => numbered(text),
    }
}

/// « 1. », « 2) », « (3) », « 1.2 Titre », « a) », « ii. », « IV – »: the number of a list or of a heading.
fn numbered(text: &str) -> Option<(Shape, &str)> {
    let inside = text.strip_prefix('(');
    let body = inside.unwrap_or(text);
    let end = body.find(|c: char| !c.is_ascii_alphanumeric() && c != '.')?;
    let (word, rest) = body.split_at(end);
    let (word, dotted) = word.strip_suffix('.').map_or((word, false), |word| (word, true));
    let closed = rest.strip_prefix([')', '°', '/']);
    let after = match (inside.is_some(), dotted, closed) {
        (true, _, _) => rest.strip_prefix(')')?,
        (false, _, Some(after)) => after,
        (false, true, None) => rest,
        (false, false, None) => return open_number(word, rest),
    };
    if !after.starts_with(char::is_whitespace) {
        return None;
    }
    let bracketed = inside.is_some() || closed.is_some();
    let shape = if is_number(word) {
        Shape::Decimal
    } else if ROMAN.contains(&word.to_ascii_lowercase().as_str())
        && (word.len() > 1 || word.eq_ignore_ascii_case("i") || word == "V" || word == "X")
    {
        Shape::Roman
    } else if word.len() == 1
        && (bracketed || word.starts_with(['a', 'b', 'c', 'd', 'e', 'f', 'A', 'B', 'C', 'D', 'E', 'F']))
    {
        Shape::Letter // further letters with a dot are initials, as in M. Exemple
    } else {
        return None;
    };
    Some((shape, after.trim_start()))
}

/// A number without its dot: « 1.2 Titre », « 2 – Titre », « II - Titre ».
fn open_number<'a>(word: &str, rest: &'a str) -> Option<(Shape, &'a str)> {
    let after = rest.trim_start();
    let roman = ROMAN.contains(&word.to_ascii_lowercase().as_str()) && word.chars().all(char::is_uppercase);
    if !(is_number(word) || roman) {
        return None;
    }
    let dashed =
        after.strip_prefix(|c: char| DASHES.contains(c)).filter(|rest| rest.starts_with(char::is_whitespace));
    let title = |text: &str| text.starts_with(|c: char| c.is_uppercase() || c == '*');
    match dashed.map(str::trim_start) {
        Some(text) if title(text) => Some((if roman { Shape::Roman } else { Shape::Decimal }, text)),
        None if word.contains('.') && title(after) && after.len() < rest.len() => {
            Some((Shape::Decimal, after))
        }
        _ => None,
    }
}

fn is_number(word: &str) -> bool {
    let parts = word.split('.');
    parts.clone().count() <= 4
        && parts.clone().all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}
