//! The configuration: from the environment first, then from an optional TOML file, then the embedded default.
use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use axum::http::HeaderName;
use lettre::message::Mailbox;

/// Everything that can be set. Each field is read once, at start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// `DATABASE_URL`: `sqlite://data/prisme.db` or `postgres://user:password@host/base`.
    pub database_url: String,
    /// `PRISME_LISTEN`: the address that the server listens on.
    pub listen: SocketAddr,
    /// `PRISME_METRICS_LISTEN`: the loopback address of `/metrics`, or `off`.
    pub metrics_listen: Option<SocketAddr>,
    /// `PRISME_PUBLIC_URL`: the address that people type. With https the cookie is for https only.
    pub public_url: String,
    /// `PRISME_SMTP_URL`: `smtps://user:password@host`; without it mails are written as files.
    pub smtp_url: Option<String>,
    /// `PRISME_MAIL_FROM`: who mails come from.
    pub mail_from: Mailbox,
    /// `PRISME_PROXY_HEADER`: the header in which the proxy says the address of the visitor, or `off`.
    pub proxy_header: Option<HeaderName>,
    /// `PRISME_PROXIES`: the addresses of which that header is believed; this machine's own by default.
    pub proxies: Vec<IpAddr>,
    /// `PRISME_LOG`: what is logged, such as `info` or `server=debug,info`.
    pub log: String,
    /// `PRISME_LOG_FORMAT`: `text` or `json`.
    pub log_json: bool,
}

/// What is wrong, with the variable's name and what was expected.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{variable} : « {value} » n’est pas accepté. Attendu : {expected}.")]
pub struct ConfigError {
    pub variable: String,
    pub value: String,
    pub expected: &'static str,
}

const VARIABLES: [&str; 10] = [
    "DATABASE_URL",
    "PRISME_LISTEN",
    "PRISME_METRICS_LISTEN",
    "PRISME_PUBLIC_URL",
    "PRISME_SMTP_URL",
    "PRISME_MAIL_FROM",
    "PRISME_PROXY_HEADER",
    "PRISME_PROXIES",
    "PRISME_LOG",
    "PRISME_LOG_FORMAT",
];

impl Config {
    /// Reads the environment, and the file that `PRISME_CONFIG` names (or `prisme.toml` when it is there).
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn from_env() -> Result<Self, ConfigError> {
        let named = std::env::var_os("PRISME_CONFIG").map(PathBuf::from);
        let file = named.clone().unwrap_or_else(|| PathBuf::from("prisme.toml"));
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(_) if named.is_none() => String::new(),
            Err(error) => {
                return Err(ConfigError {
                    variable: "PRISME_CONFIG".into(),
                    value: format!("{} ({error})", file.display()),
                    expected: "le chemin d’un fichier lisible",
                });
            }
        };
        let mut settings = from_toml(&text)?;
        settings.extend(
            VARIABLES.iter().filter_map(|name| Some(((*name).to_owned(), std::env::var(name).ok()?))),
        );
        Self::read(&settings)
    }

    /// Reads settings by their variable's name; absent ones take the embedded default.
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn read(settings: &HashMap<String, String>) -> Result<Self, ConfigError> {
        let get =
            |name: &str, default: &str| settings.get(name).cloned().unwrap_or_else(|| default.to_owned());
        let address = |name: &str, default: &str| {
            let value = get(name, default);
            value
                .parse::<SocketAddr>()
                .map_err(|_| refuse(name, &value, "une adresse et un port, comme 127.0.0.1:3000"))
        };
        let database_url = get("DATABASE_URL", "sqlite://data/prisme.db");
        if !["sqlite://", "postgres://", "postgresql://"]
            .iter()
            .any(|scheme| database_url.starts_with(scheme))
        {
            return Err(refuse(
                "DATABASE_URL",
                &database_url,
                "sqlite://chemin/du/fichier.db ou postgres://…",
            ));
        }
        let listen = address("PRISME_LISTEN", "127.0.0.1:3000")?;
        let metrics_listen = match get("PRISME_METRICS_LISTEN", "off").as_str() {
            "off" => None,
            value => match value.parse::<SocketAddr>() {
                Ok(at) if at.ip().is_loopback() => Some(at),
                _ => {
                    return Err(refuse(
                        "PRISME_METRICS_LISTEN",
                        value,
                        "« off », ou une adresse locale comme 127.0.0.1:9464",
                    ));
                }
            },
        };
        let public_url =
            get("PRISME_PUBLIC_URL", &format!("http://{listen}")).trim_end_matches('/').to_owned();
        if !public_url.starts_with("http://") && !public_url.starts_with("https://") {
            return Err(refuse(
                "PRISME_PUBLIC_URL",
                &public_url,
                "l’adresse publique, comme https://prisme.example.fr",
            ));
        }
        let log_format = get("PRISME_LOG_FORMAT", "text");
        if !["text", "json"].contains(&log_format.as_str()) {
            return Err(refuse("PRISME_LOG_FORMAT", &log_format, "« text » ou « json »"));
        }
        let (smtp_url, mail_from) = mail(settings, &public_url)?;
        let (proxy_header, proxies) = proxy(settings)?;
        Ok(Self {
            smtp_url,
            mail_from,
            proxy_header,
            proxies,
            database_url,
            listen,
            metrics_listen,
            public_url,
            log: get("PRISME_LOG", "info,sqlx=warn"),
            log_json: log_format == "json",
        })
    }

    pub fn https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    pub fn is_sqlite(&self) -> bool {
        self.database_url.starts_with("sqlite://")
    }

    /// Whether only this machine can reach the site: its own address and the one that people are given.
    pub fn is_local(&self) -> bool {
        let host = self.public_url.split('/').nth(2).unwrap_or_default();
        let host = host.rsplit_once(':').map_or(host, |(host, _port)| host);
        let named = host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        self.listen.ip().is_loopback() && (named || host == "localhost")
    }

    /// Where mails are written when they do not leave: beside the database, or in `data/mail`.
    pub fn mail_folder(&self) -> PathBuf {
        let file = self.sqlite_file();
        let folder =
            file.as_deref().and_then(Path::parent).map_or_else(|| PathBuf::from("data"), Path::to_path_buf);
        folder.join("mail")
    }

    /// The file of an SQLite database.
    pub fn sqlite_file(&self) -> Option<PathBuf> {
        let path = self.database_url.strip_prefix("sqlite://")?;
        Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
    }
}

fn refuse(name: &str, value: &str, expected: &'static str) -> ConfigError {
    ConfigError { variable: name.into(), value: value.into(), expected }
}

/// How mails leave, and from whom.
fn mail(
    settings: &HashMap<String, String>,
    public_url: &str,
) -> Result<(Option<String>, Mailbox), ConfigError> {
    let smtp = settings.get("PRISME_SMTP_URL").filter(|url| !url.is_empty());
    if smtp.is_some_and(|url| !url.starts_with("smtp://") && !url.starts_with("smtps://")) {
        // the address holds a password: it is not repeated
        return Err(refuse("PRISME_SMTP_URL", "…", "smtps://compte:secret@serveur, ou smtp://serveur:25"));
    }
    let expected = "l’adresse d’où partent les courriels, comme Prisme <prisme@exemple.fr>";
    let from = match (settings.get("PRISME_MAIL_FROM"), smtp) {
        (Some(from), _) => from.clone(),
        (None, Some(_)) => return Err(refuse("PRISME_MAIL_FROM", "", expected)),
        (None, None) => {
            let host = public_url.split(['/', ':']).nth(3).unwrap_or_default();
            let named = host.ends_with(|c: char| c.is_ascii_alphabetic()) && host.contains('.');
            format!("Prisme <prisme@{}>", if named { host } else { "prisme.example" })
        }
    };
    let mailbox = from.parse::<Mailbox>().map_err(|_| refuse("PRISME_MAIL_FROM", &from, expected))?;
    Ok((smtp.cloned(), mailbox))
}

/// Which header says where visitors come from, and whose word it is.
fn proxy(settings: &HashMap<String, String>) -> Result<(Option<HeaderName>, Vec<IpAddr>), ConfigError> {
    let get = |name: &str, default: &str| settings.get(name).cloned().unwrap_or_else(|| default.to_owned());
    let header = match get("PRISME_PROXY_HEADER", "off").as_str() {
        "off" | "" => None,
        name => Some(name.to_ascii_lowercase().parse().map_err(|_| {
            refuse("PRISME_PROXY_HEADER", name, "« off », ou le nom d’un en-tête comme x-real-ip")
        })?),
    };
    let said = get("PRISME_PROXIES", "127.0.0.1, ::1");
    let proxies = said.split(',').map(|one| one.trim().parse::<IpAddr>()).collect::<Result<_, _>>();
    let proxies = proxies.map_err(|_| {
        refuse("PRISME_PROXIES", &said, "des adresses séparées par des virgules, comme 10.0.0.2, 10.0.0.3")
    })?;
    Ok((header, proxies))
}

/// The file's keys are the variables in lower case, with or without `prisme_`: `listen = "127.0.0.1:3000"`.
fn from_toml(text: &str) -> Result<HashMap<String, String>, ConfigError> {
    let refuse = |value: String| ConfigError {
        variable: "PRISME_CONFIG".into(),
        value,
        expected: "un fichier TOML de réglages connus, comme listen = \"127.0.0.1:3000\"",
    };
    let table: toml::Table =
        text.parse().map_err(|error: toml::de::Error| refuse(error.message().to_owned()))?;
    let mut settings = HashMap::new();
    for (key, value) in table {
        let upper = key.to_uppercase();
        let known =
            VARIABLES.iter().find(|name| **name == upper || name.strip_prefix("PRISME_") == Some(&upper));
        match (known, value.as_str()) {
            (Some(name), Some(text)) => settings.insert((*name).to_owned(), text.to_owned()),
            _ => return Err(refuse(key)),
        };
    }
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::read(&pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn nothing_to_set_means_the_embedded_default() {
        let config = read(&[]).unwrap();
        assert!(config.is_sqlite() && !config.https() && config.listen.ip().is_loopback());
    }

    #[test]
    fn a_site_is_local_when_nobody_else_can_be_given_its_address() {
        assert!(read(&[]).unwrap().is_local());
        assert!(read(&[("PRISME_PUBLIC_URL", "http://localhost:3000/prisme")]).unwrap().is_local());
        assert!(read(&[("PRISME_PUBLIC_URL", "http://[::1]:3000")]).unwrap().is_local());
        for (name, value) in [
            ("PRISME_PUBLIC_URL", "https://prisme.example.fr"),
            ("PRISME_PUBLIC_URL", "http://127.0.0.1.example.fr"),
            ("PRISME_LISTEN", "0.0.0.0:3000"),
        ] {
            assert!(!read(&[(name, value)]).unwrap().is_local(), "{name}={value}");
        }
    }

    #[test]
    fn a_wrong_setting_is_refused_by_its_name() {
        for (name, value) in [
            ("DATABASE_URL", "mysql://x"),
            ("PRISME_LISTEN", "3000"),
            ("PRISME_METRICS_LISTEN", "0.0.0.0:9000"),
            ("PRISME_PUBLIC_URL", "prisme.fr"),
            ("PRISME_SMTP_URL", "mail.example.fr"),
            ("PRISME_MAIL_FROM", "Prisme"),
            ("PRISME_PROXY_HEADER", "x real ip"),
            ("PRISME_PROXIES", "ailleurs"),
            ("PRISME_LOG_FORMAT", "xml"),
        ] {
            assert_eq!(read(&[(name, value)]).unwrap_err().variable, name);
        }
    }

    #[test]
    fn mails_leave_in_the_name_of_the_site_and_of_somebody_once_they_really_leave() {
        let from = |url: &str| read(&[("PRISME_PUBLIC_URL", url)]).unwrap().mail_from.email.to_string();
        assert_eq!(from("https://prisme.example.fr:8443/"), "prisme@prisme.example.fr");
        assert_eq!(from("http://127.0.0.1:3000"), "prisme@prisme.example");
        let smtp = ("PRISME_SMTP_URL", "smtps://compte:secret@mail.example.fr");
        assert_eq!(read(&[smtp]).unwrap_err().variable, "PRISME_MAIL_FROM");
        assert!(
            read(&[smtp, ("PRISME_MAIL_FROM", "Prisme <prisme@example.fr>")]).unwrap().smtp_url.is_some()
        );
        let refused = read(&[("PRISME_SMTP_URL", "compte:s3cr3t@mail.example.fr")]).unwrap_err();
        assert!(!refused.to_string().contains("s3cr3t"));
    }

    #[test]
    fn the_file_knows_the_same_words() {
        assert_eq!(
            from_toml("listen = \"127.0.0.1:8080\"\ndatabase_url = \"sqlite://x.db\"").unwrap().len(),
            2
        );
        assert!(from_toml("lisen = \"127.0.0.1:8080\"").is_err());
        assert!(from_toml("listen = 8080").is_err());
    }
}
