//! Markdown as people type it, shown as safe HTML.
use std::sync::LazyLock;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};

/// What may come out of a text: structure and links, nothing that runs, nothing that loads.
static SAFE: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut safe = ammonia::Builder::empty();
    safe.tags(
        [
            "p",
            "br",
            "strong",
            "em",
            "del",
            "ul",
            "ol",
            "li",
            "blockquote",
            "a",
            "h4",
            "h5",
            "h6",
            "code",
            "pre",
            "hr",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        ]
        .into(),
    )
    .tag_attributes([("a", ["href", "title"].into()), ("ol", ["start"].into())].into())
    .url_schemes(["http", "https", "mailto", "tel"].into())
    .link_rel(Some("noopener noreferrer"));
    safe
});

/// Quotations and lists inside one another beyond this are not shown as such: each level costs more than the last.
const DEEPEST: usize = 16;

/// Tables with more columns than this are shown as text: a short line may ask for thousands of cells in each row.
const WIDEST: usize = 24;

/// What a Markdown text says, as the screen and the documents read it: raw HTML is text, and a new line is a new line,
/// because people press Enter and expect one.
pub fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
    let mut depth = 0;
    let shallow = move |event: &Event<'_>| match event {
        Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) => {
            depth += 1;
            depth <= DEEPEST
        }
        Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) => {
            depth -= 1;
            depth < DEEPEST
        }
        _ => true,
    };
    let mut tables = Tables::default();
    Parser::new_ext(text, options).filter(shallow).filter_map(move |event| tables.narrow(event))
}

/// Whether one is in a table that is too wide, and whether its cell says something.
#[derive(Default)]
struct Tables {
    wide: bool,
    said: bool,
}

impl Tables {
    fn narrow<'a>(&mut self, event: Event<'a>) -> Option<Event<'a>> {
        match event {
            Event::Start(Tag::Table(columns)) if columns.len() > WIDEST => {
                self.wide = true;
                Some(Event::Start(Tag::Paragraph))
            }
            Event::End(TagEnd::Table) if self.wide => {
                self.wide = false;
                Some(Event::End(TagEnd::Paragraph))
            }
            Event::Start(Tag::TableHead | Tag::TableRow | Tag::TableCell) if self.wide => None,
            Event::End(TagEnd::TableCell) if self.wide => {
                std::mem::take(&mut self.said).then(|| Event::Text(" ".into()))
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) if self.wide => Some(Event::HardBreak),
            Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
            Event::SoftBreak => Some(Event::HardBreak),
            other => {
                self.said |= self.wide;
                Some(other)
            }
        }
    }
}

/// The words of a text without its marks, a line for each block: what one compares with another text. An item of a list
/// keeps a bullet, and a link says its address.
pub fn words(text: &str) -> String {
    let mut words = String::new();
    let mut addresses: Vec<String> = Vec::new();
    let new_line = |words: &mut String| {
        if !words.is_empty() && !words.ends_with('\n') {
            words.push('\n');
        }
    };
    for event in events(text) {
        match event {
            Event::Text(said) | Event::Code(said) | Event::Html(said) | Event::InlineHtml(said) => {
                words.push_str(&said);
            }
            Event::FootnoteReference(said) | Event::InlineMath(said) | Event::DisplayMath(said) => {
                words.push_str(&said);
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => new_line(&mut words),
            Event::Start(Tag::Item) => {
                new_line(&mut words);
                words.push_str("• ");
            }
            Event::Start(Tag::Link { dest_url, .. }) => addresses.push(dest_url.into_string()),
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Table(_)) => {
                if !words.ends_with("• ") {
                    new_line(&mut words);
                }
            }
            Event::End(TagEnd::Link) => {
                if let Some(address) = addresses.pop().filter(|address| !words.ends_with(address.as_str())) {
                    words.push_str(&format!(" ({address})"));
                }
            }
            Event::End(TagEnd::TableCell) => words.push_str(" | "),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::List(_)) => {
                new_line(&mut words);
                words.push('\n');
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => new_line(&mut words),
            Event::Start(_) | Event::End(_) | Event::TaskListMarker(_) => {}
        }
    }
    words.trim().to_owned()
}

/// The HTML of a Markdown text. Headings go below those of the page (h4 to h6).
pub fn to_html(text: &str) -> String {
    let events = events(text).map(|event| match event {
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: lower(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        other => other,
    });
    let mut html = String::with_capacity(text.len() * 2);
    push_html(&mut html, events);
    SAFE.clean(&html).to_string()
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H4,
        HeadingLevel::H2 => HeadingLevel::H5,
        HeadingLevel::H3 | HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, to_html};

    #[test]
    fn nothing_that_runs_comes_out() {
        for attack in [
            "<script>alert(1)</script>",
            "[x](javascript:alert(1))",
            "<img src=x onerror=alert(1)>",
            "![x](http://a/b.png)",
            "<a href='data:text/html,x'>y</a>",
            "<style>*{}</style>",
        ] {
            let html = to_html(attack);
            assert!(
                !html.contains("<script")
                    && !html.contains("javascript:")
                    && !html.contains("<img")
                    && !html.contains("<style")
                    && !html.contains("href=\"data"),
                "{html}"
            );
        }
    }

    #[test]
    fn a_table_that_is_too_wide_keeps_its_words_and_loses_its_frame() {
        let columns = 3_300;
        let text = format!("{}|\n{}|\n{}", "|x".repeat(columns), "|-".repeat(columns), "y|\n".repeat(60));
        let html = to_html(&text);
        assert!(!html.contains("<table"), "a frame of {} bytes", html.len());
        assert!(html.len() < 3 * text.len(), "{} bytes of {}", html.len(), text.len());
        assert_eq!((html.matches('x').count(), html.matches('y').count()), (columns, 60));
        let table = to_html("|a|b|\n|-|-|\n|c|d|\n");
        assert!(table.contains("<table>") && table.contains("<td>d</td>"), "{table}");
    }

    #[test]
    fn what_is_nested_too_deeply_keeps_its_words_and_loses_its_frames() {
        for sign in ["> ", "- "] {
            let html = to_html(&format!("{}mot", sign.repeat(5_000)));
            assert!(html.contains("mot"), "{html}");
            let frames = html.matches("<blockquote>").count() + html.matches("<ul>").count();
            assert!((1..=DEEPEST).contains(&frames), "{sign}: {frames}");
        }
    }

    #[test]
    fn what_people_type_is_what_they_see() {
        assert_eq!(to_html("un\ndeux"), "<p>un<br>\ndeux</p>\n");
        assert_eq!(to_html("# Titre"), "<h4>Titre</h4>\n");
        assert_eq!(to_html("a < b & **c**"), "<p>a &lt; b &amp; <strong>c</strong></p>\n");
    }

    #[test]
    fn the_words_of_a_text_are_those_that_are_read() {
        let text = "Un *enjeu* **fort**,\nen deux lignes.\n\n- un [kit](https://exemple.fr/kit)\n- 2 `pages`\n\n## Fin <b>";
        let words =
            "Un enjeu fort,\nen deux lignes.\n\n• un kit (https://exemple.fr/kit)\n• 2 pages\n\nFin <b>";
        assert_eq!(super::words(text), words);
        assert_eq!(super::words("**Fort**"), super::words("Fort"));
    }
}
