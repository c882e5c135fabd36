//! Every page and its address.
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::account::pages::{
    AccountPage, AddressCodePage, AddressLinkPage, AddressPage, CodePage, LinkPage, SignInPage,
};
use crate::action_sheet::pages::{
    EditRubricPage, MovePage, PhasePage, ProposeSheetPage, RubricHistoryPage, SheetPage, SheetsPage,
    TitlePage,
};
use crate::administration::pages::{AccountOfPage, AccountsPage};
use crate::amendment::pages::{AmendmentPage, AmendmentsPage, ProposePage};
use crate::ask::pages::{AskPage, AskStepPage, NewAskPage, QueuePage};
use crate::balance::pages::{
    BalancePage, BalancePreviewPage, BalanceTextPage, BalancesPage, ImportBalancePage, ReattachBalancePage,
};
use crate::comment::pages::{CommentPage, DiscussionPage};
use crate::committee::pages::{CarryPage, CommitteePage, CommitteesPage, EditCommitteePage};
use crate::dashboard::pages::TablePage;
use crate::deliverable::pages::{DeliverablePage, DeliverablesPage, GiveUpDeliverablePage};
use crate::directory::pages::{
    EditOrganisationPage, EndMandatePage, GiveMandatePage, HandoverPage, MendPersonPage, OrganisationPage,
    OrganisationsPage, PeoplePage, PersonPage,
};
use crate::draft::pages::DraftsPage;
use crate::goal::pages::{GoalPage, GoalsPage};
use crate::indicator::pages::{GiveUpIndicatorPage, IndicatorPage, IndicatorsPage};
use crate::link::pages::{SheetLinkPage, SheetLinksPage};
use crate::mail::pages::{FailedMailPage, MailPage, MailboxPage};
use crate::means::pages::{MeansListPage, MeansPage};
use crate::milestone::pages::{MilestonePage, MilestonesPage};
use crate::oneself::pages::{DataPage, DetailsPage, ErasePage, SessionsPage};
use crate::partner::pages::{PartnerPage, PartnersPage};
use crate::plan::pages::{ImportPage, PlanPage, PreviewPage};
use crate::progress::pages::UpdatePage;
use crate::project::pages::{GiveUpProjectPage, ImportProjectsPage, ProjectPage, ProjectsPage};
use crate::session::Session;
use crate::site::pages::{
    AccessibilityPage, CookiesPage, GlossaryPage, HomePage, LegalPage, PrivacyPage, SiteMapPage,
};
use crate::targeting::pages::TargetingPage;
use crate::template::pages::{ManualPage, SectionPage, TemplatePage};
use crate::theme::pages::ThemesPage;
use crate::ui::{Frame, Shown, failure, fallback};
use crate::work::pages::WorkPage;

/// First segments that are not regions: no region may take one as its address.
pub const RESERVED: &[&str] = &[
    "accessibilite",
    "administration",
    "api",
    "assets",
    "compte",
    "cookies",
    "demo",
    "donnees-personnelles",
    "glossaire",
    "healthz",
    "mentions-legales",
    "mon-travail",
    "plan-du-site",
    "readyz",
];

/// The product: its frame and its pages. Fixed addresses stand before those with parameters: the first match wins.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    if let Some(shown) = use_context::<Shown>() {
        return view! { <Router><Frame>{failure(shown.error, Session::current().ok())}</Frame></Router> }
            .into_any();
    }
    view! {
        <Router>
            <Frame>
                <Routes fallback>
                    <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
                    <Route path=path!("/mon-travail") view=WorkPage ssr=SsrMode::Async/>
                    <Route path=path!("/compte") view=AccountPage ssr=SsrMode::Async/>
                    <Route path=path!("/compte/connexion") view=SignInPage ssr=SsrMode::Async/>
                    <Route path=path!("/compte/connexion/code") view=CodePage ssr=SsrMode::Async/>
                    <Route path=path!("/compte/connexion/lien") view=LinkPage ssr=SsrMode::Async/>
                    <Route path=path!("/compte/adresse") view=AddressPage ssr=SsrMode::Async/>
                    <Route path=path!("/compte/adresse/code") view=AddressCodePage ssr=SsrMode::Async/>
                    <Route path=path!("/compte/adresse/lien") view=AddressLinkPage ssr=SsrMode::Async/>
                    <Route path=path!("/administration/comptes") view=AccountsPage ssr=SsrMode::Async/>
                    <Route path=path!("/administration/comptes/:person") view=AccountOfPage ssr=SsrMode::Async/>
                    <Route path=path!("/administration/courrier") view=FailedMailPage ssr=SsrMode::Async/>
                    <Route path=path!("/demo/courrier") view=MailboxPage ssr=SsrMode::Async/>
                    <Route path=path!("/demo/courrier/:mail") view=MailPage ssr=SsrMode::Async/>
                    <Route path=path!("/compte/coordonnees") view=DetailsPage ssr=SsrMode::Async/>
                    <Route path=path!("/compte/sessions") view=SessionsPage ssr=SsrMode::Async/>
                    <Route path=path!("/compte/donnees") view=DataPage ssr=SsrMode::Async/>
                    <Route path=path!("/compte/effacement") view=ErasePage ssr=SsrMode::Async/>
                    <Route path=path!("/compte/brouillons") view=DraftsPage ssr=SsrMode::Async/>
                    <Route path=path!("/accessibilite") view=AccessibilityPage ssr=SsrMode::Async/>
                    <Route path=path!("/mentions-legales") view=LegalPage ssr=SsrMode::Async/>
                    <Route path=path!("/donnees-personnelles") view=PrivacyPage ssr=SsrMode::Async/>
                    <Route path=path!("/cookies") view=CookiesPage ssr=SsrMode::Async/>
                    <Route path=path!("/glossaire") view=GlossaryPage ssr=SsrMode::Async/>
                    <Route path=path!("/plan-du-site") view=SiteMapPage ssr=SsrMode::Async/>

                    <Route path=path!("/:region/annuaire") view=PeoplePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/annuaire/inviter") view=GiveMandatePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/annuaire/personnes/:person") view=PersonPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/annuaire/personnes/:person/modifier") view=MendPersonPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/annuaire/personnes/:person/mandats/nouveau") view=GiveMandatePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/annuaire/personnes/:person/mandats/:mandate/fin") view=EndMandatePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/annuaire/personnes/:person/mandats/:mandate/passation") view=HandoverPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/annuaire/structures") view=OrganisationsPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/annuaire/structures/nouvelle") view=EditOrganisationPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/annuaire/structures/:organisation") view=OrganisationPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/annuaire/structures/:organisation/modifier") view=EditOrganisationPage ssr=SsrMode::Async/>

                    <Route path=path!("/:region/:plan") view=PlanPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/tableau") view=TablePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/mode-d-emploi") view=ManualPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/trame") view=TemplatePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/trame/:rubric") view=SectionPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/import") view=ImportPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/import/:import") view=PreviewPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/proposer-une-fiche") view=ProposeSheetPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/comites") view=CommitteesPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/comites/nouveau") view=EditCommitteePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/comites/:committee") view=CommitteePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/comites/:committee/modifier") view=EditCommitteePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/comites/:committee/actions") view=CarryPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/appuis") view=QueuePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/bilans/import") view=ImportBalancePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/bilans/import/:import") view=BalancePreviewPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches") view=SheetsPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet") view=SheetPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/point") view=UpdatePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/jalons") view=MilestonesPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/jalons/:milestone") view=MilestonePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/avenants") view=AmendmentsPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/avenants/:amendment") view=AmendmentPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/avenants/proposer/:part") view=ProposePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/livrables") view=DeliverablesPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/livrables/:deliverable") view=DeliverablePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/livrables/:deliverable/abandon") view=GiveUpDeliverablePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/bilans") view=BalancesPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/bilans/:balance") view=BalancePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/bilans/:balance/rattacher") view=ReattachBalancePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/bilans/:balance/rubriques/:part") view=BalanceTextPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/phase") view=PhasePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/intitule") view=TitlePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/objectifs") view=GoalsPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/objectifs/:goal") view=GoalPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/themes") view=ThemesPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/cibles") view=TargetingPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/projets") view=ProjectsPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/projets/importer") view=ImportProjectsPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/projets/:project") view=ProjectPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/projets/:project/abandon") view=GiveUpProjectPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/indicateurs") view=IndicatorsPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/indicateurs/:indicator") view=IndicatorPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/indicateurs/:indicator/abandon") view=GiveUpIndicatorPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/moyens") view=MeansListPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/moyens/:means") view=MeansPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/partenaires") view=PartnersPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/partenaires/:partner") view=PartnerPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/liens") view=SheetLinksPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/liens/:link") view=SheetLinkPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/appui/nouveau") view=NewAskPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/appui/:ask") view=AskPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/appui/:ask/:step") view=AskStepPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/discussion") view=DiscussionPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/discussion/:comment/:gesture") view=CommentPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/etat/:step") view=MovePage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/rubriques/:rubric") view=EditRubricPage ssr=SsrMode::Async/>
                    <Route path=path!("/:region/:plan/fiches/:sheet/rubriques/:rubric/historique") view=RubricHistoryPage ssr=SsrMode::Async/>
                </Routes>
            </Frame>
        </Router>
    }
    .into_any()
}
