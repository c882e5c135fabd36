//! Home, legal pages, glossary, site map.
use leptos::prelude::*;

use super::acronyms::ACRONYMS;
use crate::access::{Actor, Role};
use crate::mail::model::FAILED;
use crate::oneself::model::ERASED;
use crate::plan;
use crate::session::Session;
use crate::ui::{Crumb, Page, page, query};
use crate::work::PATH as WORK;

#[component]
pub fn HomePage() -> impl IntoView {
    let (session, erased) = (Session::current(), query("compte").is_some_and(|told| told == ERASED));
    page(async move {
        let s = session?;
        if s.actor == Actor::Nobody {
            let page = Page::new("Accueil", Vec::new(), welcome());
            return Ok(if erased {
                page.done("Votre compte est effacé, et vous êtes déconnecté·e. Ce que vous avez écrit pour le plan reste, sous un pseudonyme.")
            } else {
                page
            });
        }
        let plans = plan::store::list(&s.db.read, &s.actor).await?;
        let empty = plans.is_empty();
        let cards = plans
            .into_iter()
            .map(|plan| {
                let path = plan.path();
                let current = plan.is_current(s.today);
                view! {
                    <li class="card">
                        <h3><a href=path.clone()>{format!("{}, {}", plan.name, plan.region)}</a></h3>
                        <p class="meta">{format!("{} · {}", plan.years(), plan.state.label())}</p>
                        <a class="fr-btn" class:fr-btn--secondary=!current href=format!("{path}/tableau")>"Tableau synthétique"<span class="sr-only">{format!(" du {}", plan.name)}</span></a>
                        <a class="fr-btn fr-btn--tertiary" href=format!("{path}/fiches")>"Fiches-action"<span class="sr-only">{format!(" du {}", plan.name)}</span></a>
                    </li>
                }
            })
            .collect_view();
        let body = view! {
            <h1>{format!("Bonjour {}", s.actor.name())}</h1>
            <p><a class="fr-btn" href=WORK>"Mon travail"</a></p>
            <h2>"Vos plans"</h2>
            {empty.then(|| no_plan(&s.actor))}
            <ul class="cards plain-list">{cards}</ul>
        };
        Ok(Page::new("Accueil", Vec::new(), body))
    })
}

fn no_plan(actor: &Actor) -> impl IntoView + use<> {
    let administers =
        matches!(actor, Actor::Person { mandates, .. } if mandates.iter().any(|m| m.role == Role::Admin));
    let advice = if administers {
        view! { "L’administration de la plateforme gère les comptes, et ne lit pas les plans. "<a href=FAILED>"Voir le courrier en échec"</a>"." }
            .into_any()
    } else {
        view! { "Voyez "<a href="/compte">"vos mandats"</a>", ou demandez-en un à l’animation du plan." }
            .into_any()
    };
    view! { <div class="empty"><p>"Aucun plan n’est ouvert à vos mandats en cours. "{advice}</p></div> }
}

fn welcome() -> impl IntoView {
    view! {
        <h1>"Piloter et suivre un plan régional santé au travail"</h1>
        <p class="prose">"Prisme réunit les fiches-action, leurs points d’avancement et le tableau synthétique du CROCT. Un pilote écrit une fois ; la fiche, le tableau et le bilan le reprennent."</p>
        <ul class="actions"><li><a class="fr-btn" href="/compte/connexion">"Se connecter"</a></li></ul>
        <h2>"Pour qui"</h2>
        <ul class="cards plain-list">
            <li class="card"><h3>"Pilotes"</h3><p>"Mettre à jour une fiche en trois minutes, sur un téléphone, sans rien perdre."</p></li>
            <li class="card"><h3>"Membres du CROCT"</h3><p>"Comprendre tout le plan en dix minutes : ce qui avance, ce qui bloque, ce qui n’a pas de pilote."</p></li>
            <li class="card"><h3>"Animation du plan"</h3><p>"Importer un plan, ouvrir et adopter les fiches, préparer les séances."</p></li>
        </ul>
    }
}

/// A page of text, the same for everyone.
fn text(title: &'static str, body: impl IntoView + 'static) -> impl IntoView {
    let body = view! { <h1>{title}</h1><div class="legal prose">{body}</div> };
    page(async move { Ok(Page::new(title, vec![Crumb("Accueil".into(), "/".into())], body).narrow()) })
}

#[component]
pub fn AccessibilityPage() -> impl IntoView {
    text(
        "Accessibilité : non conforme",
        view! {
            <p>"Prisme vise la conformité au référentiel général d’amélioration de l’accessibilité (RGAA 4.1). "<strong>"Il est déclaré non conforme tant qu’un audit n’a pas été fait."</strong></p>
            <h2>"Ce qui est fait"</h2>
            <p>"Chaque écran est vérifié automatiquement, avec et sans JavaScript, en thème clair et sombre, sur téléphone et sur ordinateur. Tout se fait au clavier. Aucune information n’est donnée par la couleur seule."</p>
            <h2>"Ce qui ne l’est pas encore"</h2>
            <p>"Un audit complet, et des essais avec des personnes qui utilisent un lecteur d’écran."</p>
            <h2>"Signaler une difficulté"</h2>
            <p>"Écrivez à l’animation de votre plan : elle vous donnera l’information sous une autre forme et transmettra la difficulté. Sans réponse satisfaisante, vous pouvez saisir le Défenseur des droits."</p>
        },
    )
}

#[component]
pub fn LegalPage() -> impl IntoView {
    text(
        "Mentions légales",
        view! {
            <p>"Ce service est mis en œuvre par l’organisme qui exploite cette installation, pour l’animation des plans régionaux santé au travail. L’exploitant complète ici son nom, son adresse, son directeur de la publication et son hébergeur."</p>
            <h2>"Logiciel"</h2>
            <p>"Prisme est un logiciel libre. Il emploie le système de design de l’État (version 1.14.4), sans la police ni l’emblème réservés à l’État."</p>
        },
    )
}

#[component]
pub fn PrivacyPage() -> impl IntoView {
    text(
        "Données personnelles",
        view! {
            <p>"Prisme garde le nom des personnes qui participent au plan, leurs mandats, et ce qu’elles écrivent, signé et daté. Il n’accepte aucune donnée sur la santé d’une personne identifiable."</p>
            <h2>"À quoi elles servent"</h2>
            <p>"À animer le plan et à rendre compte au CROCT. Elles ne sont ni vendues, ni transmises, ni croisées."</p>
            <h2>"Combien de temps"</h2>
            <p>"Les brouillons sont gardés 30 jours. Les contributions restent avec le plan. Une session dure douze heures."</p>
            <h2>"Vos droits"</h2>
            <p>"Dans « Mon compte », vous lisez et téléchargez ce qui est gardé de vous, corrigez votre nom et effacez votre compte ; après un effacement, vos contributions restent sous un pseudonyme. Sans accès, demandez-le à l’animation de votre plan."</p>
        },
    )
}

#[component]
pub fn CookiesPage() -> impl IntoView {
    text(
        "Cookies",
        view! {
            <p>"Deux cookies, tous deux nécessaires au service : ils ne demandent pas de consentement. "<code>"prisme_session"</code>" vous garde connecté pendant douze heures et disparaît quand vous vous déconnectez. "<code>"prisme_connexion"</code>" dure une heure, le temps de taper le code reçu par courriel."</p>
            <p>"Aucune mesure d’audience, aucun traceur, rien qui vienne d’un autre site."</p>
        },
    )
}

#[component]
pub fn GlossaryPage() -> impl IntoView {
    text(
        "Glossaire",
        view! {
            <p>"Les sigles que l’on rencontre dans les plans et leurs documents."</p>
            <dl class="definition-list">
                {ACRONYMS.iter().map(|(acronym, meaning)| view! { <div><dt>{*acronym}</dt><dd>{*meaning}</dd></div> }).collect_view()}
            </dl>
        },
    )
}

#[component]
pub fn SiteMapPage() -> impl IntoView {
    let session = Session::current();
    page(async move {
        let s = session?;
        let plans = if s.actor == Actor::Nobody {
            Vec::new()
        } else {
            plan::store::list(&s.db.read, &s.actor).await?
        };
        let links = plans
            .into_iter()
            .map(|plan| {
                let path = plan.path();
                view! {
                    <li><a href=path.clone()>{format!("{}, {}", plan.name, plan.region)}</a>
                        <ul>
                            <li><a href=format!("{path}/tableau")>"Tableau synthétique"<span class="sr-only">{format!(" du {}, {}", plan.name, plan.region)}</span></a></li>
                            <li><a href=format!("{path}/fiches")>"Fiches-action"<span class="sr-only">{format!(" du {}, {}", plan.name, plan.region)}</span></a></li>
                            <li><a href=plan.committees_path()>"Comités"<span class="sr-only">{format!(" du {}, {}", plan.name, plan.region)}</span></a></li>
                            <li><a href=plan.region().directory()>"Annuaire"<span class="sr-only">{format!(" de la région {}", plan.region)}</span></a></li>
                        </ul>
                    </li>
                }
            })
            .collect_view();
        let body = view! {
            <h1>"Plan du site"</h1>
            <ul>
                <li><a href="/">"Accueil"</a></li>
                <li><a href=WORK>"Mon travail"</a></li>
                {links}
                <li><a href="/compte">"Mon compte"</a></li>
                <li><a href="/compte/brouillons">"Mes brouillons"</a></li>
                <li><a href="/glossaire">"Glossaire"</a></li>
                <li><a href="/accessibilite">"Accessibilité"</a></li>
                <li><a href="/mentions-legales">"Mentions légales"</a></li>
                <li><a href="/donnees-personnelles">"Données personnelles"</a></li>
                <li><a href="/cookies">"Cookies"</a></li>
            </ul>
        };
        Ok(Page::new("Plan du site", vec![Crumb("Accueil".into(), "/".into())], body).narrow())
    })
}
