//! The 88 divisions of the French nomenclature of activities (INSEE, NAF rév. 2, 2008): code and label.

/// A division: two digits, and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    pub code: &'static str,
    pub label: &'static str,
}

impl Division {
    /// `None` for digits that are no division's.
    pub fn of_code(code: &str) -> Option<Self> {
        ALL.iter().copied().find(|division| division.code == code)
    }

    /// « 87 Hébergement médico-social et social »
    pub fn named(self) -> String {
        format!("{} {}", self.code, self.label)
    }
}

const fn division(code: &'static str, label: &'static str) -> Division {
    Division { code, label }
}

#[rustfmt::skip]
pub const ALL: [Division; 88] = [
    division("01", "Culture et production animale, chasse et services annexes"),
    division("02", "Sylviculture et exploitation forestière"),
    division("03", "Pêche et aquaculture"),
    division("05", "Extraction de houille et de lignite"),
    division("06", "Extraction d’hydrocarbures"),
    division("07", "Extraction de minerais métalliques"),
    division("08", "Autres industries extractives"),
    division("09", "Services de soutien aux industries extractives"),
    division("10", "Industries alimentaires"),
    division("11", "Fabrication de boissons"),
    division("12", "Fabrication de produits à base de tabac"),
    division("13", "Fabrication de textiles"),
    division("14", "Industrie de l’habillement"),
    division("15", "Industrie du cuir et de la chaussure"),
    division("16", "Travail du bois et fabrication d’articles en bois et en liège, à l’exception des meubles ; fabrication d’articles en vannerie et sparterie"),
    division("17", "Industrie du papier et du carton"),
    division("18", "Imprimerie et reproduction d’enregistrements"),
    division("19", "Cokéfaction et raffinage"),
    division("20", "Industrie chimique"),
    division("21", "Industrie pharmaceutique"),
    division("22", "Fabrication de produits en caoutchouc et en plastique"),
    division("23", "Fabrication d’autres produits minéraux non métalliques"),
    division("24", "Métallurgie"),
    division("25", "Fabrication de produits métalliques, à l’exception des machines et des équipements"),
    division("26", "Fabrication de produits informatiques, électroniques et optiques"),
    division("27", "Fabrication d’équipements électriques"),
    division("28", "Fabrication de machines et équipements n.c.a."),
    division("29", "Industrie automobile"),
    division("30", "Fabrication d’autres matériels de transport"),
    division("31", "Fabrication de meubles"),
    division("32", "Autres industries manufacturières"),
    division("33", "Réparation et installation de machines et d’équipements"),
    division("35", "Production et distribution d’électricité, de gaz, de vapeur et d’air conditionné"),
    division("36", "Captage, traitement et distribution d’eau"),
    division("37", "Collecte et traitement des eaux usées"),
    division("38", "Collecte, traitement et élimination des déchets ; récupération"),
    division("39", "Dépollution et autres services de gestion des déchets"),
    division("41", "Construction de bâtiments"),
    division("42", "Génie civil"),
    division("43", "Travaux de construction spécialisés"),
    division("45", "Commerce et réparation d’automobiles et de motocycles"),
    division("46", "Commerce de gros, à l’exception des automobiles et des motocycles"),
    division("47", "Commerce de détail, à l’exception des automobiles et des motocycles"),
    division("49", "Transports terrestres et transport par conduites"),
    division("50", "Transports par eau"),
    division("51", "Transports aériens"),
    division("52", "Entreposage et services auxiliaires des transports"),
    division("53", "Activités de poste et de courrier"),
    division("55", "Hébergement"),
    division("56", "Restauration"),
    division("58", "Édition"),
    division("59", "Production de films cinématographiques, de vidéo et de programmes de télévision ; enregistrement sonore et édition musicale"),
    division("60", "Programmation et diffusion"),
    division("61", "Télécommunications"),
    division("62", "Programmation, conseil et autres activités informatiques"),
    division("63", "Services d’information"),
    division("64", "Activités des services financiers, hors assurance et caisses de retraite"),
    division("65", "Assurance"),
    division("66", "Activités auxiliaires de services financiers et d’assurance"),
    division("68", "Activités immobilières"),
    division("69", "Activités juridiques et comptables"),
    division("70", "Activités des sièges sociaux ; conseil de gestion"),
    division("71", "Activités d’architecture et d’ingénierie ; activités de contrôle et analyses techniques"),
    division("72", "Recherche-développement scientifique"),
    division("73", "Publicité et études de marché"),
    division("74", "Autres activités spécialisées, scientifiques et techniques"),
    division("75", "Activités vétérinaires"),
    division("77", "Activités de location et location-bail"),
    division("78", "Activités liées à l’emploi"),
    division("79", "Activités des agences de voyage, voyagistes, services de réservation et activités connexes"),
    division("80", "Enquêtes et sécurité"),
    division("81", "Services relatifs aux bâtiments et aménagement paysager"),
    division("82", "Activités administratives et autres activités de soutien aux entreprises"),
    division("84", "Administration publique et défense ; sécurité sociale obligatoire"),
    division("85", "Enseignement"),
    division("86", "Activités pour la santé humaine"),
    division("87", "Hébergement médico-social et social"),
    division("88", "Action sociale sans hébergement"),
    division("90", "Activités créatives, artistiques et de spectacle"),
    division("91", "Bibliothèques, archives, musées et autres activités culturelles"),
    division("92", "Organisation de jeux de hasard et d’argent"),
    division("93", "Activités sportives, récréatives et de loisirs"),
    division("94", "Activités des organisations associatives"),
    division("95", "Réparation d’ordinateurs et de biens personnels et domestiques"),
    division("96", "Autres services personnels"),
    division("97", "Activités des ménages en tant qu’employeurs de personnel domestique"),
    division("98", "Activités indifférenciées des ménages en tant que producteurs de biens et services pour usage propre"),
    division("99", "Activités des organisations et organismes extraterritoriaux"),
];
