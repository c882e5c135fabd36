//! What one cell says: the points of a list, or a text.

/// One point of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub text: String,
    pub in_list: bool,
}

/// The points of a cell in their order: HTML lists, paragraphs and line breaks, or signs of a list in a text.
pub(super) fn entries(cell: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let (mut text, mut in_list) = (String::new(), false);
    let mut rest = cell;
    loop {
        let (before, tag) = match rest.split_once('<') {
            Some((before, after)) => (before, Some(after)),
            None => (rest, None),
        };
        text.push_str(before);
        let Some(after) = tag else { break };
        let Some((tag, after)) = closed(after).filter(|(tag, _)| is_tag(tag)) else {
            text.push('<'); // a text may say that one number is below another
            rest = after;
            continue;
        };
        rest = after;
        let name =
            tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default().to_ascii_lowercase();
        let breaks = matches!(name.as_str(), "li" | "ul" | "ol" | "p" | "br" | "div");
        if breaks {
            push(&mut entries, &mut text, in_list);
        }
        if name == "li" {
            in_list = !tag.starts_with('/');
        }
    }
    push(&mut entries, &mut text, in_list);
    entries
}

/// Splits at the first `>`, unless another `<` comes before: a text is read once, however many of them it has.
fn closed(after: &str) -> Option<(&str, &str)> {
    let end = after.find(['<', '>'])?;
    after[end..].strip_prefix('>').map(|rest| (&after[..end], rest))
}

/// What stands between `<` and `>` when it is an element: a name, and then a space, a slash or nothing.
fn is_tag(tag: &str) -> bool {
    let name = tag.trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && (end == name.len() || name[end..].starts_with([' ', '/']))
}

/// Splits what was gathered at the signs of a list, and adds each point.
fn push(entries: &mut Vec<Entry>, text: &mut String, in_list: bool) {
    const SIGNS: [char; 6] = ['•', '●', '▪', '⇒', '➢', '◦'];
    let decoded = entities(text);
    text.clear();
    for point in decoded.split(SIGNS) {
        let words: Vec<&str> = point.split_whitespace().collect();
        let point = words.join(" ");
        let bare = point.trim_start_matches(['-', '–', '—', '*', ' ']).trim_end_matches(['*', ' ']);
        if bare.contains(char::is_alphanumeric) {
            entries.push(Entry { text: bare.to_owned(), in_list: in_list || decoded.contains(SIGNS) });
        }
    }
}

/// A text without marks: tags, Markdown, the sign of a list.
pub(super) fn plain(text: &str) -> String {
    let texts: Vec<String> =
        entries(text.trim_start_matches(['#', ' ', '|'])).into_iter().map(|entry| entry.text).collect();
    texts.join(" ").trim_matches(['*', '_', ' ', '|']).to_owned()
}

fn entities(text: &str) -> String {
    const KNOWN: [(&str, &str); 6] = [
        ("&nbsp;", "\u{a0}"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    KNOWN.iter().fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}

/// Whether the text stops on a word that asks for another.
pub(super) fn ends_cut(text: &str) -> bool {
    const ASKING: [&str; 18] = [
        "et", "ou", "de", "du", "des", "la", "le", "les", "à", "au", "aux", "pour", "par", "avec", "sur",
        "dans", "en", "un",
    ];
    text.split_whitespace().next_back().is_some_and(|word| ASKING.contains(&word))
}

/// Whether several names follow each other with nothing between: « Entreprises Branches Partenaires sociaux ».
pub(super) fn runs_on(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let starts = words.windows(2).filter(|pair| match pair {
        [before, word] => {
            let begins = word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
            let follows = before.ends_with(char::is_alphanumeric) && !is_linking(before);
            begins && follows
        }
        _ => false,
    });
    starts.count() > 1
}

/// A word after which a capital is a name: « du Gard », « dispositif Ioda » is not told apart.
fn is_linking(word: &str) -> bool {
    ["de", "du", "des", "la", "le", "les", "l", "et", "en", "d", "à", "au", "aux"]
        .contains(&word.to_lowercase().as_str())
}
