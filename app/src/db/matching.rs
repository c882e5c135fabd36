//! Searching in columns, alike on both databases: folded, and with `%` and `_` that mean themselves.
use sea_orm::sea_query::{Expr, Func, IntoColumnRef, LikeExpr, SimpleExpr};

/// What French adds to ASCII, and how [`crate::text::fold`] writes it.
const PLAIN: [(&str, &str); 5] = [("’", "'"), ("œ", "oe"), ("Œ", "oe"), ("æ", "ae"), ("Æ", "ae")];
const ACCENTS: [(&str, &str); 6] =
    [("a", "àâäÀÂÄ"), ("c", "çÇ"), ("e", "éèêëÉÈÊË"), ("i", "îïÎÏ"), ("o", "ôöÔÖ"), ("u", "ùûüÙÛÜ")];

/// A column that has no folded key, folded by the query: `lower` alone leaves « É » as it is on SQLite and not on
/// PostgreSQL, so the letters of French are replaced first, and both databases answer alike.
pub fn folded(column: impl IntoColumnRef) -> SimpleExpr {
    let accents = ACCENTS.iter().flat_map(|(plain, all)| all.chars().map(|c| (c.to_string(), *plain)));
    let letters = PLAIN.iter().map(|(letter, plain)| ((*letter).to_owned(), *plain)).chain(accents);
    let ascii = letters.fold(Expr::col(column), |text, (letter, plain)| {
        Func::cust("REPLACE").args([text, Expr::val(letter), Expr::val(plain)]).into()
    });
    Func::lower(ascii).into()
}

/// What escapes in a pattern, the same on both databases.
const ESCAPE: char = '!';

/// A pattern for what contains a folded text.
pub fn containing(text: &str) -> LikeExpr {
    LikeExpr::new(format!("%{}%", literal(text))).escape(ESCAPE)
}

/// A pattern for what begins with a text.
pub fn beginning(text: &str) -> LikeExpr {
    LikeExpr::new(format!("{}%", literal(text))).escape(ESCAPE)
}

/// A text whose `%` and `_` mean themselves.
fn literal(text: &str) -> String {
    text.chars()
        .flat_map(|c| ['%', '_', ESCAPE].contains(&c).then_some(ESCAPE).into_iter().chain([c]))
        .collect()
}
