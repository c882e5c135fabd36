//! The projects of a document, before they are added to an action: what was read, what is odd, which to take.
use leptos::{prelude::*, server_fn::ServerFn};

use crate::action_sheet::model::Sheet;
use crate::action_sheet::parts::{Address, crumbs};
use crate::draft::{self, Opened};
use crate::ids::FormKey;
use crate::project::api::ImportProjects;
use crate::project::import::{Fate, fates, path_of};
use crate::project::model::{ImportForm, Project};
use crate::project_tables::{Found, Notice, Project as Read};
use crate::rows;
use crate::rows::model::{Line, list_path};
use crate::session::Session;
use crate::text::counted;
use crate::ui::{Crumb, Page, form, page, query};

#[component]
pub fn ImportProjectsPage() -> impl IntoView {
    let (address, nothing) = (Address::here(), query("vide").is_some());
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let sheet = address.open(&s).await?;
        s.actor.may(Project::VERB, sheet.place())?;
        Project::check(&sheet)?;
        let (list, path) = (list_path::<Project>(&sheet), path_of(&sheet));
        let f = draft::open::<ImportForm>(&s, &path, "import", ImportForm::default).await?;
        let found = f.typed.found().unwrap_or_default();
        let known = rows::store::list::<Project>(&s.db.read, sheet.id).await?;
        let fates = fates(&found.projects, &known);
        let shown = (!found.projects.is_empty()).then(|| preview(&sheet, &f, &found, &fates));
        let body = view! {
            <p class="meta"><strong>{sheet.name()}</strong>{format!(" · {}", sheet.title)}</p>
            <h1>"Importer des projets"</h1>
            {draft::parts::refused(&f, "Les projets ne sont pas ajoutés")}
            {nothing.then(|| view! {
                <div class="fr-alert fr-alert--error" role="alert" id="erreurs"><h2 class="fr-alert__title">"Rien à lire"</h2><ul><li><a href="#text">"Collez le document, ou choisissez un fichier."</a></li></ul></div>
            })}
            {shown}
            {source(&path, &f, nothing || found.projects.is_empty())}
        };
        let title = format!("Importer des projets, {}", sheet.name().to_lowercase());
        let title = if nothing { format!("Erreur : {title}") } else { f.title(&title) };
        let mut trail = crumbs(&sheet);
        trail.push(Crumb("Projets".into(), list));
        Ok(Page::new(title, trail, body).here("Importer").narrow())
    })
}

/// The form that sends a document; folded away once one was read.
fn source(path: &str, f: &Opened<ImportForm>, open: bool) -> impl IntoView + use<> {
    // another document takes the place of the one that was read
    let key = f.draft.as_ref().map_or_else(FormKey::new, |draft| draft.key);
    view! {
        <details open=open>
            <summary>{if open { "Le document" } else { "Lire un autre document" }}</summary>
            <p class="prose">"Copiez le document qui décrit les projets de l’action, avec le texte qui les entoure : sont lus les tableaux « Objectifs » et « Public », et leur titre « Projet 1 : son nom ». Vous choisirez ensuite lesquels ajouter. Le document lui-même n’est pas gardé."</p>
            <form class="entry" method="post" enctype="multipart/form-data" action=path.to_owned()>
                <input type="hidden" name="key" value=key.to_string()/>
                <div class="fr-input-group">
                    <label class="fr-label question" for="text">"Document collé"
                        <span class="fr-hint-text">"Tableaux à tabulations ou à barres, ou listes venues d’une page convertie."</span></label>
                    <textarea class="fr-input" id="text" name="text" rows="10" spellcheck="false"></textarea>
                </div>
                <div class="fr-input-group">
                    <label class="fr-label question" for="file">"Ou un fichier"
                        <span class="fr-hint-text">"Texte ou Markdown (.txt, .md), 4 Mo au plus. Il passe avant le texte collé."</span></label>
                    <input class="fr-upload" type="file" id="file" name="file" accept=".txt,.md,.tsv,.csv,text/plain,text/markdown"/>
                </div>
                <button class="fr-btn" type="submit">"Lire les projets"</button>
            </form>
        </details>
    }
}

fn preview(sheet: &Sheet, f: &Opened<ImportForm>, found: &Found, fates: &[Fate]) -> impl IntoView + use<> {
    let new = fates.iter().filter(|fate| matches!(fate, Fate::New(_))).count();
    let verdict = match (new, found.projects.len()) {
        (0, all) => {
            format!("Rien à ajouter : {} déjà là ou à corriger.", counted(all as u64, "projet", "projets"))
        }
        (new, all) => format!(
            "{} dans le document, {} à ajouter. Rien n’est écrit avant « Ajouter ».",
            counted(all as u64, "projet", "projets"),
            new
        ),
    };
    let projects = found.projects.iter().zip(fates).map(|(read, fate)| project(f, found, read, fate));
    let of_all: Vec<&Notice> = found
        .warnings
        .iter()
        .filter(|warning| !found.projects.iter().any(|read| is_of(warning, read, found)))
        .collect();
    let error = form::error_of(&f.errors, "chosen").map(str::to_owned);
    let wrong = error.is_some();
    let described = wrong.then_some("chosen-erreur");
    view! {
        <section aria-labelledby="apercu">
            <h2 id="apercu">{format!("Aperçu : {}", f.typed.name)}</h2>
            <p class="prose"><strong>{verdict}</strong></p>
            {notices("Ailleurs dans le document", &of_all)}
            <form class="entry" method="post" action={<ImportProjects as ServerFn>::url()}>
                {draft::parts::carried(f)}
                {form::carried("sheet", sheet.id)}
                {form::carried("name", f.typed.name.clone())}
                {form::carried("found", f.typed.found.clone())}
                <fieldset class="choices" class:choices--error=wrong aria-describedby=described>
                    <legend class="question" id="chosen">"Quels projets ajouter ?"</legend>
                    {error.map(|message| view! { <p id="chosen-erreur" class="fr-error-text">{message}</p> })}
                    {projects.collect_view()}
                </fieldset>
                {(new > 0).then(|| view! { <div class="actions"><button class="fr-btn" type="submit">"Ajouter les projets choisis"</button></div> })}
            </form>
        </section>
    }
}

/// One project of the document: what it says, what becomes of it, what is odd in it.
fn project(f: &Opened<ImportForm>, found: &Found, read: &Read, fate: &Fate) -> impl IntoView + use<> {
    let id = format!("projet-{}", read.line);
    let number = read.number.map(|number| format!("Projet {number} : ")).unwrap_or_default();
    let title = if read.title.is_empty() { "Projet sans nom" } else { read.title.as_str() };
    let name = format!("{number}{title}");
    let lines = |label: &'static str, lines: &[String]| {
        let lines: Vec<String> = lines.to_vec();
        (!lines.is_empty()).then(
            || view! { <p class="meta"><strong>{label}</strong>{format!(" {}", lines.join(" ; "))}</p> },
        )
    };
    let odd: Vec<&Notice> = found.warnings.iter().filter(|warning| is_of(warning, read, found)).collect();
    let head = match fate {
        Fate::New(project) => {
            let becomes = format!("Ligne {} du document. Deviendra le projet {} de l’action.", read.line, project.number);
            let checked = f.typed.chosen.contains(&read.line.to_string());
            view! {
                <label class="choice" for=id.clone()>
                    <input type="checkbox" id=id.clone() name="form[chosen][]" value=read.line.to_string() checked=checked/>
                    <span><strong>{name}</strong><span class="meta">{becomes}</span></span>
                </label>
            }
            .into_any()
        }
        Fate::Known => view! { <p class="row-title">{name}" "<span class="state-tag">"Déjà dans l’action"</span></p> }.into_any(),
        Fate::Refused(why) => {
            view! { <p class="row-title">{name}" "<span class="state-tag">"À corriger"</span></p><p class="meta">{why.clone()}</p> }.into_any()
        }
    };
    view! {
        <div class="found-project">
            {head}
            {lines("Vise :", &read.goals)}
            {lines("Pour :", &read.publics)}
            {notices("À vérifier", &odd)}
        </div>
    }
}

/// Whether a warning is of this project: of a line between its header and the next project's.
fn is_of(warning: &Notice, read: &Read, found: &Found) -> bool {
    let next = found.projects.iter().map(|other| other.line).filter(|line| *line > read.line).min();
    warning.line.is_some_and(|line| line >= read.line && next.is_none_or(|next| line < next))
}

fn notices(title: &'static str, notices: &[&Notice]) -> Option<impl IntoView + use<>> {
    let lines: Vec<String> = notices
        .iter()
        .map(|notice| match notice.line {
            Some(line) => format!("ligne {line} : {}", notice.message),
            None => notice.message.clone(),
        })
        .collect();
    (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <div class="fr-alert fr-alert--warning"><p class="fr-alert__title">{title}</p><ul>{lines}</ul></div> }
    })
}
