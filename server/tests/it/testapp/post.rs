//! The mails of a test: the post office of the embedded default, and its folder read back by another library.
use std::{collections::HashMap, path::PathBuf, sync::Arc};

use mail_parser::MessageParser;
use server::{config::Config, mail::PostOffice};
use tempfile::TempDir;

/// Where mails lead.
pub const SITE: &str = "https://prisme.test";

pub struct Post {
    pub office: Arc<PostOffice>,
    _folder: TempDir,
}

/// A mail that left.
#[derive(Debug)]
pub struct Sent {
    /// The name of its file.
    pub file: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// The headers, as they are in the file.
    pub head: String,
}

impl Sent {
    /// The addresses in the text, without the site.
    pub fn links(&self) -> Vec<&str> {
        self.text.lines().filter_map(|line| line.strip_prefix(SITE)).collect()
    }

    /// The code to type.
    pub fn code(&self) -> String {
        self.text.lines().find_map(|line| line.strip_prefix("    ")).unwrap().to_owned()
    }
}

/// Those of these mails whose address begins so.
pub fn sent_to<'a>(mails: &'a [Sent], who: &str) -> Vec<&'a Sent> {
    mails.iter().filter(|mail| mail.to.starts_with(who)).collect()
}

impl Post {
    pub fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite://{}", folder.path().join("none.db").display());
        let settings = [("DATABASE_URL", database.as_str()), ("PRISME_PUBLIC_URL", SITE)];
        let settings: HashMap<_, _> =
            settings.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let office = PostOffice::open(&Config::read(&settings).unwrap(), false).unwrap();
        Self { office: office.into(), _folder: folder }
    }

    pub fn folder(&self) -> Option<PathBuf> {
        self.office.folder()
    }

    /// The mails that left, oldest first.
    pub fn read(&self) -> Vec<Sent> {
        let Ok(files) = std::fs::read_dir(self.folder().unwrap()) else { return Vec::new() };
        let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        files.iter().map(read).collect()
    }
}

fn read(file: &PathBuf) -> Sent {
    let bytes = std::fs::read(file).unwrap();
    let mail = MessageParser::default().parse(&bytes).unwrap();
    let all = String::from_utf8_lossy(&bytes);
    Sent {
        file: file.file_name().unwrap().to_string_lossy().into_owned(),
        to: mail.to().and_then(|to| to.first()?.address().map(str::to_owned)).unwrap(),
        subject: mail.subject().unwrap().to_owned(),
        text: mail.body_text(0).unwrap().replace("\r\n", "\n"),
        html: mail.body_html(0).unwrap().into_owned(),
        head: all.split("\r\n\r\n").next().unwrap().to_owned(),
    }
}
