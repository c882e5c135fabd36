//! The container of a workbook, measured before a library reads it: how large it is once unfolded, and what that library
//! would not tell (which rows are hidden).

use std::{
    collections::HashMap,
    io::{self, BufRead, BufReader, Cursor, Read},
};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use zip::{ZipArchive, result::ZipError};

use super::{MAX_CELLS, Unusable};

/// Unfolded, the largest workbook that is read: 48 MiB, twelve times what may be sent.
const MAX_UNFOLDED: u64 = 48 * 1024 * 1024;
/// Parts in an archive.
const MAX_PARTS: usize = 2_000;

/// Reads every part once, to know that the whole is of a bearable size. Returns the hidden rows of each sheet, by its name.
pub(super) fn measured(bytes: &[u8]) -> Result<HashMap<String, Vec<usize>>, Unusable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(cause)?;
    if archive.len() > MAX_PARTS {
        return Err(Unusable::TooLarge);
    }
    let has = |name: &str| archive.file_names().flatten().any(|part| part.eq_ignore_ascii_case(name));
    if !has("xl/workbook.xml") {
        let other = has("xl/workbook.bin") || has("content.xml");
        let document = has("word/document.xml") || has("ppt/presentation.xml");
        return Err(match (other, document) {
            (true, _) => Unusable::OtherFormat,
            (false, true) => Unusable::NoWorkbook,
            (false, false) => Unusable::Damaged,
        });
    }
    let mut left = MAX_UNFOLDED;
    let (mut sheets, mut targets) = (HashMap::new(), HashMap::new());
    let mut hidden: HashMap<String, Vec<usize>> = HashMap::new();
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(cause)?;
        let name = part.name().map_err(cause)?.to_ascii_lowercase();
        let mut metered = BufReader::new(Metered { inner: part, left: &mut left });
        // what is not well-formed is told by the reader of the workbook
        let mut visit =
            |wanted: &str, seen: &mut dyn FnMut(&BytesStart<'_>)| elements(&mut metered, wanted, seen);
        match name.as_str() {
            "xl/workbook.xml" => visit("sheet", &mut |sheet| {
                if let (Some(name), Some(id)) = (attribute(sheet, "name"), attribute(sheet, "id")) {
                    sheets.insert(id, name);
                }
            }),
            "xl/_rels/workbook.xml.rels" => visit("Relationship", &mut |relation| {
                if let (Some(id), Some(target)) = (attribute(relation, "Id"), attribute(relation, "Target")) {
                    let target = target.trim_start_matches('/').trim_start_matches("xl/");
                    targets.insert(id, format!("xl/{target}").to_ascii_lowercase());
                }
            }),
            // the library reserves as many strings as the part announces
            strings if strings.ends_with("sharedstrings.xml") => {
                let mut announced = 0;
                visit("sst", &mut |strings| {
                    let count = attribute(strings, "uniqueCount");
                    announced = announced.max(count.map_or(0, |count| count.parse().unwrap_or(usize::MAX)));
                });
                if announced > MAX_CELLS {
                    return Err(Unusable::TooLarge);
                }
            }
            sheet if sheet.starts_with("xl/worksheets/") => {
                let mut rows = Vec::new();
                visit("row", &mut |row| {
                    let is_hidden = attribute(row, "hidden")
                        .is_some_and(|hidden| matches!(hidden.as_str(), "1" | "true"));
                    rows.extend(
                        attribute(row, "r").filter(|_| is_hidden).and_then(|row| row.parse::<usize>().ok()),
                    );
                });
                hidden.insert(name, rows);
            }
            _ => {}
        }
        let rest = io::copy(&mut metered, &mut io::sink());
        if metered.into_inner().exceeded() {
            return Err(Unusable::TooLarge);
        }
        rest.map_err(|_| Unusable::Damaged)?;
    }
    let named = sheets.into_iter().filter_map(|(id, name)| Some((name, hidden.remove(targets.get(&id)?)?)));
    Ok(named.collect())
}

/// Shows each element of a name, until the part ends or is not well-formed.
fn elements(part: &mut impl BufRead, wanted: &str, seen: &mut dyn FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) if element.local_name().as_ref() == wanted => {
                seen(&element)
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found =
        element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::default()).ok().map(|value| value.into_owned())
}

fn cause(error: ZipError) -> Unusable {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Unusable::Locked,
        _ => Unusable::Damaged,
    }
}

/// A part that is read at most for what is left of the whole.
struct Metered<'a, R> {
    inner: R,
    left: &'a mut u64,
}

impl<R: Read> Metered<'_, R> {
    /// Whether more was there than may be read.
    fn exceeded(mut self) -> bool {
        *self.left == 0 && self.inner.read(&mut [0]).is_ok_and(|read| read > 0)
    }
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(*self.left).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.inner.read(buffer.get_mut(..most).unwrap_or_default())?;
        *self.left -= read as u64;
        Ok(read)
    }
}
