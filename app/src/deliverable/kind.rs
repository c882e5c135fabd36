//! What a deliverable is: a closed list, each with the line that helps to choose (DOMAIN.md §4).
use crate::words::words;

words! {
    /// The type of a deliverable.
    Kind {
        Workshop = "workshop", "atelier";
        Meeting = "meeting", "réunion";
        Seminar = "seminar", "séminaire";
        Symposium = "symposium", "colloque";
        Webinar = "webinar", "webinaire";
        Training = "training", "formation";
        Tool = "tool", "outil";
        Guide = "guide", "guide";
        Brochure = "brochure", "plaquette";
        Summary = "summary", "synthèse";
        Publication = "publication", "publication";
        Kit = "kit", "kit";
        Charter = "charter", "charte";
        Reference = "reference", "référentiel";
        Diagnosis = "diagnosis", "diagnostic";
        Survey = "survey", "enquête";
        Sheet = "sheet", "fiche";
        Flyer = "flyer", "flyer";
        Conference = "conference", "conférence";
        Broadcast = "broadcast", "émission";
        Video = "video", "vidéo";
        FirmCase = "firm_case", "cas d’entreprise";
        Other = "other", "autre";
    }
}

impl Kind {
    /// One line that helps to choose.
    pub fn definition(self) -> &'static str {
        match self {
            Self::Workshop => "Un temps court où l’on travaille ensemble, en petit groupe.",
            Self::Meeting => "Une rencontre d’information ou d’échange, sur invitation.",
            Self::Seminar => "Une journée de travail entre personnes d’un même domaine.",
            Self::Symposium => "Un événement ouvert, avec plusieurs interventions et un programme.",
            Self::Webinar => "Une présentation en ligne, à heure dite, parfois enregistrée.",
            Self::Training => "Un enseignement avec un objectif, un programme et des participants.",
            Self::Tool => "Ce que l’on utilise soi-même : grille, tableur, application.",
            Self::Guide => "Un document qui dit comment faire, pas à pas.",
            Self::Brochure => "Quelques pages illustrées qui présentent un sujet ou une offre.",
            Self::Summary => "L’essentiel d’un travail plus long, en peu de pages.",
            Self::Publication => "Un article, un rapport ou un ouvrage, signé et daté.",
            Self::Kit => "Plusieurs documents ou objets qui servent ensemble.",
            Self::Charter => "Des engagements communs, que des organisations signent.",
            Self::Reference => "Un cadre partagé de critères, de repères ou de compétences.",
            Self::Diagnosis => "Un état des lieux, à partir de données ou d’entretiens.",
            Self::Survey => "Des questions posées à un public, et leurs résultats.",
            Self::Sheet => "Un sujet sur une page ou deux.",
            Self::Flyer => "Un feuillet à distribuer, qui se lit en une minute.",
            Self::Conference => "Une prise de parole devant un public.",
            Self::Broadcast => "Un programme de radio, de télévision ou un balado.",
            Self::Video => "Un film court ou un enregistrement à revoir.",
            Self::FirmCase => "Ce qu’une entreprise a fait, et ce que cela a changé.",
            Self::Other => "Ce qui n’entre dans aucun de ces types.",
        }
    }
}
