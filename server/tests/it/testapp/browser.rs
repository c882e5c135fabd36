//! A browser without JavaScript: it reads pages, fills in the forms that it finds there, and posts them.
use app::error::AppError;
use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, Request, header},
};
use http_body_util::BodyExt;
use scraper::{ElementRef, Html, Selector};
use tower::ServiceExt;

const HTML: &str = "text/html,application/xhtml+xml";
/// The header of the proxy of these tests.
pub const FROM: &str = "x-real-ip";
const FORM: &str = "application/x-www-form-urlencoded";
const LARGEST_ANSWER: usize = 64 * 1024 * 1024;

/// A browser, and who is signed in there.
#[derive(Clone)]
pub struct Visitor {
    router: Router,
    token: Option<String>,
    /// The cookie of the attempt to sign in.
    attempt: Option<String>,
    /// The address that the proxy says.
    from: &'static str,
}

impl Visitor {
    pub fn new(router: Router, token: Option<String>) -> Self {
        Self { router, token, attempt: None, from: "192.0.2.1" }
    }

    /// The same browser with another session token.
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The same browser, that asked to sign in: it keeps the cookie of the answer.
    pub fn after(&self, answer: &Answer) -> Self {
        let cookie = |name: &str| {
            let set = answer.headers.get_all(header::SET_COOKIE).iter().map(|line| line.to_str().unwrap());
            let mut values =
                set.filter_map(|line| line.split(';').next()?.strip_prefix(name)?.strip_prefix('='));
            values.next().map(str::to_owned)
        };
        let attempt = cookie(app::account::store::ATTEMPT).or(self.attempt.clone());
        let token = cookie(app::account::store::COOKIE).or(self.token.clone());
        Self { attempt, token, ..self.clone() }
    }

    /// The same browser on another network.
    pub fn from(&self, address: &'static str) -> Self {
        Self { from: address, ..self.clone() }
    }

    /// Fetches an address and follows nothing.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).header(header::ACCEPT, HTML).body(Body::empty()).unwrap()).await
    }

    /// The page at an address, whatever its status.
    pub async fn page(&self, path: &str) -> Page {
        self.get(path).await.page()
    }

    /// The page where an answer sends the browser.
    pub async fn follow(&self, answer: &Answer) -> Page {
        assert_eq!(answer.status, 303, "{}", answer.text());
        self.page(answer.location().split('#').next().unwrap()).await
    }

    /// The form of a page, with what it holds.
    pub async fn open_form(&self, path: &str) -> Form {
        let page = self.page(path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.text("main"));
        page.form("form.entry")
    }

    /// Posts a form as a browser does.
    pub async fn submit(&self, form: &Form) -> Answer {
        self.post(&form.action, HTML, form.encoded()).await
    }

    /// Presses a button of a page, whose form stays as it is; the page where it leads.
    pub async fn press(&self, path: &str, button: &str) -> Page {
        let form = self.page(path).await.form_of(button);
        self.follow(&self.submit(&form).await).await
    }

    /// Posts a form as a script does.
    pub async fn script(&self, form: &Form) -> Answer {
        self.post(&form.action, "application/json", form.encoded()).await
    }

    /// Calls a server function as a script does, with `form[name]=value` fields.
    pub async fn call(&self, function: &str, fields: &[(&str, &str)]) -> Answer {
        self.script(&Form::of(function, fields)).await
    }

    /// Keeps what a form holds, as the `Autosave` island does while one types.
    pub async fn autosave(&self, form: &Form) -> Answer {
        let (key, page, name) = (form.value("key"), form.value("page"), form.value("form"));
        self.call(
            "keep_draft",
            &[("key", &key), ("page", &page), ("form", &name), ("fields", &form.encoded())],
        )
        .await
    }

    pub async fn post(&self, path: &str, accept: &str, body: impl Into<Body>) -> Answer {
        let request = Request::post(path)
            .header(header::ACCEPT, accept)
            .header(header::CONTENT_TYPE, FORM)
            .header("sec-fetch-site", "same-origin")
            .body(body.into())
            .unwrap();
        self.send(request).await
    }

    /// Posts parts (name, file name, bytes) as a browser sends a form that has a file field.
    pub async fn upload(&self, path: &str, parts: &[(&str, Option<&str>, &[u8])]) -> Answer {
        const EDGE: &str = "----prisme-test-edge";
        let mut body = Vec::new();
        for (name, file, bytes) in parts {
            let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
            body.extend(
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes(),
            );
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").bytes());
        let request = Request::post(path)
            .header(header::ACCEPT, HTML)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={EDGE}"))
            .header(header::CONTENT_LENGTH, body.len())
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// Any request, with the cookie of this browser.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        request.headers_mut().insert(header::HOST, "prisme.test".parse().unwrap());
        request.headers_mut().insert(FROM, self.from.parse().unwrap());
        let cookies =
            [(app::account::store::COOKIE, &self.token), (app::account::store::ATTEMPT, &self.attempt)];
        for (name, value) in cookies {
            if let Some(value) = value {
                request.headers_mut().append(header::COOKIE, format!("{name}={value}").parse().unwrap());
            }
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = http_body_util::Limited::new(response.into_body(), LARGEST_ANSWER);
        Answer { status, headers, body: body.collect().await.unwrap().to_bytes() }
    }
}

/// What came back.
#[derive(Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Where the browser is sent.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn page(&self) -> Page {
        Page { status: self.status, html: Html::parse_document(&self.text()) }
    }

    /// The error that a script reads.
    pub fn error(&self) -> AppError {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not an error: {}", self.text()))
    }
}

/// A page that was read.
pub struct Page {
    pub status: u16,
    html: Html,
}

impl Page {
    pub fn find(&self, css: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&Selector::parse(css).unwrap()).collect()
    }

    /// The one element that matches.
    pub fn one(&self, css: &str) -> ElementRef<'_> {
        match self.find(css)[..] {
            [one] => one,
            ref found => panic!("{} elements « {css} » in: {}", found.len(), self.text("main")),
        }
    }

    pub fn has(&self, css: &str) -> bool {
        !self.find(css).is_empty()
    }

    /// The words of each element that matches.
    pub fn texts(&self, css: &str) -> Vec<String> {
        self.find(css).into_iter().map(|e| squeeze(&e.text().collect::<String>())).collect()
    }

    /// The words of all the elements that match.
    pub fn text(&self, css: &str) -> String {
        self.texts(css).join(" ")
    }

    /// Whether a reader finds these words in the page.
    pub fn says(&self, words: &str) -> bool {
        self.text("main").contains(&squeeze(words))
    }

    pub fn attribute(&self, css: &str, name: &str) -> String {
        self.one(css).attr(name).unwrap_or_default().to_owned()
    }

    /// What a text area holds.
    pub fn area(&self, name: &str) -> String {
        self.one(&format!("textarea#{name}")).text().collect()
    }

    /// The address of the one link with these words.
    pub fn link(&self, words: &str) -> String {
        let wanted = squeeze(words);
        let links = self.find("main a").into_iter();
        let mut links = links.filter(|a| squeeze(&a.text().collect::<String>()) == wanted);
        let link = links.next().unwrap_or_else(|| panic!("no link « {words} »: {}", self.text("main")));
        link.attr("href").unwrap().to_owned()
    }

    /// The one form that matches, with what it holds.
    pub fn form(&self, css: &str) -> Form {
        Form::read(self.one(css))
    }

    /// The form of the first button with these words.
    pub fn form_of(&self, button: &str) -> Form {
        let wanted = squeeze(button);
        let mut forms = self.find("main form").into_iter();
        let buttons = Selector::parse("button").unwrap();
        let form = forms
            .find(|form| form.select(&buttons).any(|b| squeeze(&b.text().collect::<String>()) == wanted));
        Form::read(form.unwrap_or_else(|| panic!("no button « {button} »: {}", self.text("main"))))
    }
}

/// A form as it stands in the browser.
#[derive(Clone, Debug)]
pub struct Form {
    pub action: String,
    fields: Vec<(String, String)>,
}

impl Form {
    fn read(form: ElementRef<'_>) -> Self {
        let mut fields = Vec::new();
        for field in form.select(&Selector::parse("input, textarea, select").unwrap()) {
            let (tag, name) = (field.value().name(), field.attr("name").unwrap_or_default());
            let chosen = match (tag, field.attr("type")) {
                ("textarea", _) => Some(field.text().collect()),
                ("select", _) => field
                    .select(&Selector::parse("option[selected]").unwrap())
                    .next()
                    .map(|o| o.attr("value").unwrap_or_default().to_owned()),
                (_, Some("radio" | "checkbox")) if field.attr("checked").is_none() => None,
                (_, Some("file" | "submit")) => None,
                _ => Some(field.attr("value").unwrap_or_default().to_owned()),
            };
            fields.extend(chosen.map(|value| (name.to_owned(), value)));
        }
        Self { action: form.attr("action").unwrap().to_owned(), fields }
    }

    /// A form that no page showed.
    pub fn of(function: &str, fields: &[(&str, &str)]) -> Self {
        let fields = fields.iter().map(|(name, value)| (format!("form[{name}]"), (*value).to_owned()));
        Self { action: format!("/api/{function}"), fields: fields.collect() }
    }

    /// A call whose argument is not a form.
    pub fn raw(function: &str, name: &str, value: &str) -> Self {
        Self { action: format!("/api/{function}"), fields: vec![(name.to_owned(), value.to_owned())] }
    }

    /// Types a value, or chooses an answer.
    pub fn fill(self, name: &str, value: &str) -> Self {
        let mut form = self.without(name);
        form.fields.push((format!("form[{name}]"), value.to_owned()));
        form
    }

    /// Ticks one more box of that name.
    pub fn tick(mut self, name: &str, value: &str) -> Self {
        self.fields.push((format!("form[{name}][]"), value.to_owned()));
        self
    }

    /// Unticks every box of that name.
    pub fn without(mut self, name: &str) -> Self {
        let name = format!("form[{name}]");
        self.fields.retain(|(known, _)| *known != name);
        self
    }

    pub fn value(&self, name: &str) -> String {
        let name = format!("form[{name}]");
        self.fields.iter().find(|(known, _)| *known == name).map(|(_, v)| v.clone()).unwrap_or_default()
    }

    /// As browsers encode it: percent signs, and CRLF at line ends.
    pub fn encoded(&self) -> String {
        let pair = |(name, value): &(String, String)| {
            format!("{}={}", encode(name), encode(&value.replace("\r\n", "\n").replace('\n', "\r\n")))
        };
        self.fields.iter().map(pair).collect::<Vec<_>>().join("&")
    }
}

/// `application/x-www-form-urlencoded`.
pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => char::from(b).to_string(),
            b' ' => "+".to_owned(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}

/// Words with single spaces between them, whatever the kind of space.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
